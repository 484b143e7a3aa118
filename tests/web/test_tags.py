"""Whoever says which state of a thing they have seen changes no other one."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest

from makers import PASSWORD, Person
from web.browser import problem
from web.route_table import (
    ACCOUNT,
    API,
    CHARACTER,
    CONVERSATION,
    DOCUMENT,
    EVOLUTION,
    KEY,
    PEOPLE,
    PERSONA,
    QUOTATION,
    TURN,
    A,
    Ids,
    Make,
    cancelled_document,
    fresh_api_key,
    fresh_character,
    fresh_conversation,
    fresh_document,
    fresh_invite,
    fresh_key,
    fresh_memory,
    fresh_person,
    fresh_persona,
    fresh_share,
    kept,
    newcomer,
)


async def fresh_memory_of_a_character(person: Person, ids: Ids) -> Ids:
    return await fresh_memory(person, await fresh_character(person, ids))


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing, how it is made, and changes of it: the nth is unlike the one before."""

    path: str
    make: Make
    changes: Mapping[str, Callable[[int], dict[str, Any]]]
    is_for_admins: bool = False

    def split(self, change: str) -> tuple[str, str]:
        """The method and the address of a change such as "PUT /role"."""
        method, _, rest = change.partition(" ")
        return method, self.path + rest


THINGS = {
    "conversation": Thing(
        CONVERSATION, fresh_conversation, {"PATCH": lambda n: {"title": f"Mine {n}"}, "DELETE": lambda _: {}}
    ),
    "memory": Thing(
        f"{CHARACTER}/memories/{{memory_id}}",
        fresh_memory_of_a_character,
        {"PATCH": lambda n: {"text": f"I fell from the mill {n} times."}, "DELETE": lambda _: {}},
    ),
    "evolution": Thing(
        f"{EVOLUTION}/settings",
        fresh_character,
        {"PUT": lambda n: {"version": n, "pace": (n + 1) / 10}},
    ),
    "persona": Thing(
        f"{A}/personas/{{persona_id}}",
        fresh_persona,
        {"PATCH": lambda n: {**PERSONA, "name": f"Maya {n}"}, "DELETE": lambda _: {}},
    ),
    "character": Thing(CHARACTER, fresh_character, {"DELETE": lambda _: {}}),
    "budget": Thing(
        f"{A}/usage/budget", kept, {"PUT": lambda n: {"day": {"soft_micros": 1_000_000 + n}, "month": {}}}
    ),
    "order": Thing(
        f"{A}/models/order", kept, {"PUT": lambda n: {"items": [QUOTATION] if n % 2 == 0 else []}}
    ),
    "order of a character": Thing(
        f"{CHARACTER}/models/order",
        fresh_character,
        {"PUT": lambda n: {"items": [QUOTATION] if n % 2 == 0 else []}},
    ),
}
THINGS |= {
    "document": Thing(DOCUMENT, cancelled_document, {"POST /retry": lambda _: {}, "DELETE": lambda _: {}}),
    "reading": Thing(DOCUMENT, fresh_document, {"POST /cancel": lambda _: {}}),
    "account": Thing(
        ACCOUNT,
        kept,
        {
            "PATCH": lambda n: {"name": f"Ada {n}"},
            "PUT /email": lambda n: {"present": PASSWORD, "email": f"{n}{newcomer()['email']}"},
            "PUT /password": lambda n: {
                "present": "another good long one" if n else PASSWORD,
                "password": f"another good long one{n or ''}",
            },
        },
    ),
    "share": Thing(
        f"{A}/shares/{{share_id}}",
        fresh_share,
        {
            "PATCH": lambda n: {"right": "talk" if n % 2 == 0 else "read"},
            "POST /renew": lambda _: {},
            "DELETE": lambda _: {},
        },
    ),
    "API key": Thing(f"{A}/keys/{{api_key_id}}", fresh_api_key, {"DELETE": lambda _: {}}),
    "model key": Thing(
        f"{A}/models/keys/{{key_id}}",
        fresh_key,
        {"PUT": lambda n: {**KEY, "name": f"Home {n}"}, "DELETE": lambda _: {}},
    ),
    "person": Thing(
        f"{PEOPLE}/{{user_id}}",
        fresh_person,
        {
            "PUT /role": lambda n: {"role": "admin" if n % 2 == 0 else "member"},
            "POST /suspend": lambda _: {},
            "POST /unsuspend": lambda _: {},
            "DELETE": lambda _: {},
        },
        is_for_admins=True,
    ),
    "invitation": Thing(
        f"{A}/admin/invites/{{invite_id}}", fresh_invite, {"DELETE": lambda _: {}}, is_for_admins=True
    ),
}
# Every other change, and why nobody can lose by it what they have not seen.
NEW = "makes something new beside what there is"
BESIDE = "writes beside what was said; nothing is overwritten, and `seen` tells of edits by others"
LEDGER = "adds to a ledger in which everything can be undone"
PROVED = "needs the password or a code, and is refused where the state is another"
NO_STATE = "what it ends has no state that anybody could have changed"
WITHOUT: Mapping[str, str] = {
    **dict.fromkeys(
        (f"POST {A}/auth/{name}" for name in ("register", "login", "login/second", "logout")), NO_STATE
    ),
    f"POST {A}/auth/password/forgot": "sends a letter",
    f"POST {A}/auth/password/reset": "needs a link that works once",
    f"POST {A}/auth/verify": "needs a link that works once",
    f"POST {ACCOUNT}/email/verify": "sends a letter",
    f"POST {ACCOUNT}/delete": PROVED,
    **dict.fromkeys((f"POST {ACCOUNT}/second-factor{x}" for x in ("", "/confirm", "/codes", "/off")), PROVED),
    f"DELETE {ACCOUNT}/identities/{{identity_id}}": PROVED,
    f"DELETE {ACCOUNT}/sessions": NO_STATE,
    f"DELETE {ACCOUNT}/sessions/{{session_id}}": NO_STATE,
    f"POST {PEOPLE}/{{user_id}}/log-out": NO_STATE,
    f"POST {PEOPLE}/{{user_id}}/reset-link": "makes a link; the password stays until somebody uses it",
    f"POST {A}/admin/invites": NEW,
    f"POST {A}/moderation/{{decision_id}}/appeal": "a decision is appealed against once; again is a 409",
    f"POST {A}/admin/moderation/{{decision_id}}/uphold": "a decision is reviewed once; again is a 409",
    f"POST {A}/admin/moderation/{{decision_id}}/overturn": "a decision is reviewed once; again is a 409",
    **dict.fromkeys(
        (
            *(
                f"POST {A}/{name}"
                for name in ("keys", "documents", "characters", "conversations", "personas")
            ),
            *(f"POST {A}/models/keys", f"POST {CHARACTER}/memories", f"POST {DOCUMENT}/enrichment"),
        ),
        NEW,
    ),
    f"POST {A}/admin/jobs/{{job_id}}/retry": "only a failed job can be tried again; any other is a 409",
    f"POST {A}/admin/jobs/{{job_id}}/cancel": "only a reading that goes on can be; any other is a 409",
    f"POST {A}/shares": NEW,
    f"POST {A}/shares/open": "needs a link, and changes nothing for who has opened it",
    f"DELETE {A}/shares/received/{{received_id}}": NO_STATE,
    f"POST {A}/admin/storage/check": "changes nothing",
    f"POST {A}/models/keys/{{key_id}}/test": "changes nothing",
    f"DELETE {CHARACTER}/enrichment": "removes what a model added, which can be asked for again",
    **dict.fromkeys((f"POST {EVOLUTION}/{act}" for act in ("therapy", "reset", "undo")), LEDGER),
    f"POST {CONVERSATION}/restore": "brings back what was deleted; again changes nothing",
    f"DELETE {CONVERSATION}/branches/{{message_id}}": "hides, and can be undone for two weeks",
    f"DELETE {TURN}": "hides, and can be undone for two weeks",
    f"POST {TURN}/restore": "brings back what was deleted; again changes nothing",
    f"POST {TURN}/show": "turns the branch; nothing is overwritten",
    f"POST {TURN}/stop": "ends a reply; what had come is kept",
    **dict.fromkeys((f"POST {TURN}/{act}" for act in ("edit", "ask", "regenerate", "continue")), BESIDE),
    f"POST {CONVERSATION}/messages": BESIDE,
}
CHANGING = {"POST", "PUT", "PATCH", "DELETE"}
things = pytest.mark.parametrize("name", THINGS)


async def tag_at(person: Person, path: str) -> str:
    answer = await person.client.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["etag"].startswith('"')
    return answer.headers["etag"]


async def change(
    person: Person, path: str, method: str, body: dict[str, Any], tag: str | None
) -> httpx2.Response:
    headers = {} if tag is None else {"if-match": tag}
    return await person.client.request(method, path, json=body or None, headers=headers)


class TestTags:
    @things
    async def test_let_a_change_of_what_was_seen_be_done_and_no_other(
        self, ada: Person, admin: Person, name: str
    ) -> None:
        thing = THINGS[name]
        who = admin if thing.is_for_admins else ada
        ids = await thing.make(who, {})
        path = thing.path.format(**ids)
        for act, body in thing.changes.items():
            method, address = (part.format(**ids) for part in thing.split(act))
            seen = await tag_at(who, path)
            assert await tag_at(who, path) == seen
            for stale in ('"else"', f"W/{seen}", '"a", "b"'):
                refused = await change(who, address, method, body(0), stale)
                assert (refused.status_code, problem(refused)["code"]) == (412, "changed_meanwhile")
                assert problem(refused)["etag"] == seen
            assert await tag_at(who, path) == seen
            done = await change(who, address, method, body(0), f'"else", {seen}')
            assert done.status_code in (200, 202, 204), done.text
            if method != "DELETE":
                now = await tag_at(who, path)
                assert now != seen
                assert done.headers["etag"] == now
                late = await change(who, address, method, body(1), seen)
                assert problem(late)["code"] == "changed_meanwhile"
                assert await tag_at(who, path) == now

    @things
    async def test_let_one_of_many_at_once_be_done(self, ada: Person, admin: Person, name: str) -> None:
        thing = THINGS[name]
        who = admin if thing.is_for_admins else ada
        ids = await thing.make(who, {})
        act, body = next(iter(thing.changes.items()))
        method, address = (part.format(**ids) for part in thing.split(act))
        seen = await tag_at(who, thing.path.format(**ids))
        answers = await asyncio.gather(*(change(who, address, method, body(0), seen) for _ in range(5)))
        statuses = sorted(answer.status_code for answer in answers)
        assert statuses[0] in (200, 204)
        assert set(statuses[1:]) <= {404 if method == "DELETE" else 412}

    @things
    async def test_are_not_asked_of_who_says_nothing_or_anything(
        self, ada: Person, admin: Person, name: str
    ) -> None:
        thing = THINGS[name]
        who = admin if thing.is_for_admins else ada
        ids = await thing.make(who, {})
        act, body = next(iter(thing.changes.items()))
        method, address = (part.format(**ids) for part in thing.split(act))
        assert (await change(who, address, method, body(0), "*")).status_code in (200, 204)
        if method in ("PUT", "PATCH"):
            assert (await change(who, address, method, body(1), None)).status_code == 200

    async def test_are_described(self, visitor: httpx2.AsyncClient) -> None:
        paths = (await visitor.get(f"{A}/openapi.json")).json()["paths"]
        for thing in THINGS.values():
            for act in thing.changes:
                method, address = thing.split(act)
                assert any(route.name == f"{method} {address}" for route in API)
                operation = paths[address][method.lower()]
                assert "412" in operation["responses"]
                assert operation["x-if-match"] and "`If-Match`" in operation["description"]


class TestEveryChange:
    async def test_takes_a_tag_or_says_why_not(self, visitor: httpx2.AsyncClient) -> None:
        paths = (await visitor.get(f"{A}/openapi.json")).json()["paths"]
        changes = {
            f"{method.upper()} {path}": "x-if-match" in found
            for path, methods in paths.items()
            for method, found in methods.items()
            if method.upper() in CHANGING
        }
        taking = {" ".join(thing.split(act)) for thing in THINGS.values() for act in thing.changes}
        assert {name for name, takes in changes.items() if takes} == taking
        assert {name for name, takes in changes.items() if not takes} == set(WITHOUT)
