"""A thing in an address is looked for under its parent there, and nowhere else."""

from collections.abc import AsyncIterator

import pytest

from makers import Person, cast_of, client_at, read_story, register, talk_with
from web.browser import SESSION, form_token
from web.route_table import API, PAGES, A, Ids, Route, fresh_memory


def is_nested(route: Route) -> bool:
    """True for a route with a thing and its parent in the address."""
    return route.path.count("_id}") > 1


@pytest.fixture(scope="module")
async def wrong(address: str) -> AsyncIterator[tuple[Person, Ids]]:
    """Somebody, and the ids of their things under other things of theirs."""
    async with register(address, "Nester") as person:
        first, second, *_ = await cast_of(person, await read_story(person))
        talk, elsewhere = await talk_with(person, first), await talk_with(person, second)
        said = await person.client.post(f"{A}/conversations/{talk}/messages", json={"text": "Lit?"})
        told = await fresh_memory(person, {"character_id": first["id"]})
        message = said.raise_for_status().json()["reply"]["id"]
        under = {"character_id": second["id"], "conversation_id": elsewhere}
        yield person, {**under, "memory_id": told["memory_id"], "message_id": message}


class TestNested:
    def test_is_known_in_every_shape(self) -> None:
        shapes = {
            tuple(part for part in route.path.split("/") if part.endswith("_id}"))
            for route in (*API, *PAGES)
            if is_nested(route)
        }
        assert shapes == {("{character_id}", "{memory_id}"), ("{conversation_id}", "{message_id}")}

    @pytest.mark.parametrize(
        "route", [route for route in (*API, *PAGES) if is_nested(route)], ids=lambda route: route.name
    )
    async def test_is_bound_to_its_parent(
        self, route: Route, wrong: tuple[Person, Ids], address: str
    ) -> None:
        person, ids = wrong
        path, body = route.path.format(**ids), dict(route.body(ids)) if route.body else {}
        if route.path.startswith("/api/"):
            answer = await person.client.request(route.method, path, json=body if route.body else None)
        else:
            async with client_at(address) as tab:
                tab.cookies[SESSION] = person.token
                if route.method == "GET":
                    answer = await tab.get(path)
                else:
                    csrf = await form_token(tab, "/library")
                    answer = await tab.post(path, data={"csrf": csrf, **body})
        assert answer.status_code == 404, answer.text

    async def test_is_bound_to_its_parent_in_a_body_too(self, wrong: tuple[Person, Ids]) -> None:
        person, ids = wrong
        wish = {"text": "Lit?", "after": ids["message_id"]}
        path = f"{A}/conversations/{ids['conversation_id']}/messages"
        assert (await person.client.post(path, json=wish)).status_code == 404
