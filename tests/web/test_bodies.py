"""No body and no form has a say in what the studio decides: ids, owners, roles, times."""

from collections.abc import Iterator
from typing import Any, Final

import httpx2
import pytest

from makers import Person
from personae.bootstrap import Services
from personae.platform.ids import new_id
from personae.web import create_app
from web.route_table import PERSONA, WISH, A, Ids, fresh_character

pytestmark = pytest.mark.once

# What the studio decides, and nobody who asks; with the routes whose very purpose is to say it.
DECIDED: Final = {
    *("id", "ids", "owner", "owner_id", "user_id", "role", "scopes", "created_at", "updated_at"),
    *("suspended_at", "verified_at", "is_admin", "owner_ids", "email_verified", "quota"),
}
SAID_ON_PURPOSE: Final = {
    (f"PUT {A}/admin/people/{{user_id}}/role", "role"),
    (f"POST {A}/keys", "scopes"),
    ("POST /admin/people/{user_id}/role", "role"),
    ("POST /account/keys", "scopes"),
}


class TestBodies:
    async def test_name_nothing_that_is_decided_here(self, visitor: httpx2.AsyncClient) -> None:
        described = (await visitor.get(f"{A}/openapi.json")).json()
        named = {
            (f"{method.upper()} {path}", name)
            for path, methods in described["paths"].items()
            for method, operation in methods.items()
            for name in _names(operation.get("requestBody", {}), described)
        }
        assert {each for each in named if each[1] in DECIDED} <= SAID_ON_PURPOSE
        assert len(named) > 50

    def test_of_forms_name_nothing_that_is_decided_here(self, services: Services) -> None:
        named = set()
        for each in create_app(services).routes:
            found = each.effective_route_contexts() if hasattr(each, "effective_route_contexts") else [each]
            for context in found:
                route = getattr(context, "original_route", context)
                for field in getattr(getattr(route, "dependant", None), "body_params", ()):
                    named |= {(f"{method} {route.path}", field.alias) for method in route.methods}
        wrong = {each for each in named if each[1] in DECIDED and "/api/" not in each[0]}
        assert {name for _, name in wrong} <= {name for _, name in SAID_ON_PURPOSE}
        assert {route for route, _ in wrong} <= {route for route, _ in SAID_ON_PURPOSE}


def _names(shape: Any, described: Any, seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """Every property that a body may have, however deep."""
    if isinstance(shape, list):
        for each in shape:
            yield from _names(each, described, seen)
    if not isinstance(shape, dict):
        return
    if (where := shape.get("$ref")) and where not in seen:
        yield from _names(
            described["components"]["schemas"][where.rsplit("/", 1)[1]], described, seen | {where}
        )
    yield from shape.get("properties", {})
    for each in shape.values():
        yield from _names(each, described, seen)


class TestMaking:
    @pytest.mark.parametrize(
        ("path", "body", "thing"),
        [
            (f"{A}/characters", WISH, "character_id"),
            (f"{A}/personas", PERSONA, "persona_id"),
            (f"{A}/conversations", {}, "conversation_id"),
        ],
    )
    async def test_takes_no_id_owner_or_time_from_outside(
        self, path: str, body: dict[str, Any], thing: str, owner: Person, owned: Ids, other: Person
    ) -> None:
        before = (await owner.client.get(f"{path}/{owned[thing]}")).raise_for_status().text
        mine = (await fresh_character(other, {}))["character_id"]
        theirs = {"id": owned[thing], "owner_id": owner.actor.user_id, "user_id": owner.actor.user_id}
        name = {"name": new_id()} if "name" in body else {}
        wish = {
            "character_id": mine,
            **body,
            **name,
            **theirs,
            "created_at": "2001-01-01T00:00:00Z",
            "role": "admin",
        }
        made = (await other.client.post(path, json=wish)).raise_for_status().json()
        assert made["id"] != owned[thing]
        assert made.get("created_at", "2026") > "2020"
        assert (await owner.client.get(f"{path}/{made['id']}")).status_code == 404
        assert (await owner.client.get(f"{path}/{owned[thing]}")).text == before
