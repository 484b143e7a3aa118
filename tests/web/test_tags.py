"""Whoever says which state of a thing they have seen changes no other one."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest

from makers import Person
from web.browser import problem
from web.route_table import (
    API,
    CHARACTER,
    CONVERSATION,
    EVOLUTION,
    PERSONA,
    QUOTATION,
    A,
    Ids,
    Make,
    fresh_character,
    fresh_conversation,
    fresh_memory,
    fresh_persona,
    kept,
)


async def fresh_memory_of_a_character(person: Person, ids: Ids) -> Ids:
    return await fresh_memory(person, await fresh_character(person, ids))


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing, how it is made, and changes of it: the nth is unlike the one before."""

    path: str
    make: Make
    changes: Mapping[str, Callable[[int], dict[str, Any]]]


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
    async def test_let_a_change_of_what_was_seen_be_done_and_no_other(self, ada: Person, name: str) -> None:
        thing = THINGS[name]
        path = thing.path.format(**await thing.make(ada, {}))
        for method, body in thing.changes.items():
            seen = await tag_at(ada, path)
            assert await tag_at(ada, path) == seen
            for stale in ('"else"', f"W/{seen}", '"a", "b"'):
                refused = await change(ada, path, method, body(0), stale)
                assert (refused.status_code, problem(refused)["code"]) == (412, "changed_meanwhile")
                assert problem(refused)["etag"] == seen
            assert await tag_at(ada, path) == seen
            done = await change(ada, path, method, body(0), f'"else", {seen}')
            assert done.status_code in (200, 204), done.text
            if method != "DELETE":
                now = await tag_at(ada, path)
                assert now != seen
                assert done.headers["etag"] == now
                late = await change(ada, path, method, body(1), seen)
                assert problem(late)["code"] == "changed_meanwhile"
                assert await tag_at(ada, path) == now

    @things
    async def test_let_one_of_many_at_once_be_done(self, ada: Person, name: str) -> None:
        thing = THINGS[name]
        path = thing.path.format(**await thing.make(ada, {}))
        method, body = next(iter(thing.changes.items()))
        seen = await tag_at(ada, path)
        answers = await asyncio.gather(*(change(ada, path, method, body(0), seen) for _ in range(5)))
        statuses = sorted(answer.status_code for answer in answers)
        assert statuses[0] in (200, 204)
        assert set(statuses[1:]) <= {404 if method == "DELETE" else 412}

    @things
    async def test_are_not_asked_of_who_says_nothing_or_anything(self, ada: Person, name: str) -> None:
        thing = THINGS[name]
        path = thing.path.format(**await thing.make(ada, {}))
        method, body = next(iter(thing.changes.items()))
        assert (await change(ada, path, method, body(0), "*")).status_code in (200, 204)
        if method != "DELETE":
            assert (await change(ada, path, method, body(1), None)).status_code == 200

    async def test_are_described(self, visitor: httpx2.AsyncClient) -> None:
        paths = (await visitor.get(f"{A}/openapi.json")).json()["paths"]
        for thing in THINGS.values():
            for method in thing.changes:
                assert any(route.name == f"{method} {thing.path}" for route in API)
                operation = paths[thing.path][method.lower()]
                assert "412" in operation["responses"]
                assert "if-match" in [each["name"] for each in operation["parameters"]]
