"""A request with an Idempotency-Key is done once, and answered each time."""

import asyncio
import secrets
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from sqlalchemy import func, select, update

from makers import Person, client_at
from personae.accounts.once import DEAD, KEPT
from personae.accounts.tables import Once
from personae.bootstrap import Services
from personae.platform.clock import now
from personae.platform.limits import Limit
from stage import Stage
from web.browser import problem
from web.route_table import WISH, fresh_conversation
from web.slow import Slow

A = "/api/v1"


def named(key: str | None = None) -> dict[str, str]:
    return {"idempotency-key": key or secrets.token_hex(8)}


async def make(person: Person, headers: dict[str, str], **wish: object) -> httpx2.Response:
    return await person.client.post(f"{A}/characters", json={**WISH, **wish}, headers=headers)


async def characters_of(person: Person) -> list[Any]:
    found: list[Any] = (await person.client.get(f"{A}/characters")).json()["items"]
    return found


class TestOnce:
    async def test_answers_the_same_again_and_does_nothing(self, ada: Person) -> None:
        headers = named()
        first, again = await make(ada, headers), await make(ada, headers)
        assert first.status_code == again.status_code == 201
        assert first.json() == again.json()
        assert first.headers["content-type"] == again.headers["content-type"]
        assert ("idempotent-replayed" in first.headers, again.headers["idempotent-replayed"]) == (
            False,
            "true",
        )
        assert len(await characters_of(ada)) == 1

    async def test_has_one_effect_of_twenty_at_once(self, ada: Person) -> None:
        headers = named()
        answers = await asyncio.gather(*(make(ada, headers) for _ in range(20)))
        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.json()["id"] for answer in answers}) == 1
        assert len(await characters_of(ada)) == 1

    async def test_refuses_another_request_of_the_same_name(self, ada: Person) -> None:
        headers = named()
        await make(ada, headers)
        for answer in (
            await make(ada, headers, name="Else"),
            await ada.client.post(f"{A}/personas", json=WISH, headers=headers),
        ):
            assert (answer.status_code, problem(answer)["code"]) == (409, "idempotency_key_reused")
        assert [each["name"] for each in await characters_of(ada)] == ["Nell"]

    async def test_keeps_names_apart_for_people(self, ada: Person, ben: Person) -> None:
        headers = named()
        assert (await make(ada, headers)).json()["id"] != (await make(ben, headers)).json()["id"]

    async def test_lets_a_refused_request_be_sent_again(self, ada: Person) -> None:
        headers = named()
        assert (await make(ada, headers, name=" ")).status_code == 422
        assert (await make(ada, headers)).status_code == 201

    @pytest.mark.parametrize("key", ["", "x" * 256])
    async def test_refuses_what_is_no_name(self, ada: Person, key: str) -> None:
        answer = await make(ada, {"idempotency-key": key})
        assert (answer.status_code, problem(answer)["code"]) == (422, "idempotency_key_invalid")

    async def test_tells_a_secret_again_and_keeps_it_sealed(self, ada: Person, services: Services) -> None:
        headers, wish = named(), {"name": "Mine", "scopes": ["read"]}
        first = await ada.client.post(f"{A}/keys", json=wish, headers=headers)
        again = await ada.client.post(f"{A}/keys", json=wish, headers=headers)
        assert first.json()["secret"] == again.json()["secret"]
        async with services.database.begin(write=False) as tx:
            [kept] = await tx.scalars(select(Once).where(Once.owner_id == ada.actor.user_id))
        assert kept.sealed is not None
        assert first.json()["secret"].encode() not in kept.sealed

    async def test_knows_a_file_again_whatever_stands_between_the_parts(self, ada: Person) -> None:
        headers, text = named(), secrets.token_hex(20_000)
        answers = [
            await ada.client.post(f"{A}/documents", files={"file": ("a.txt", text)}, headers=headers)
            for _ in range(2)
        ]
        assert [answer.status_code for answer in answers] == [202, 202]
        assert answers[1].headers["idempotent-replayed"]
        assert answers[1].json() == answers[0].json()  # and not the duplicate of itself
        other = await ada.client.post(f"{A}/documents", files={"file": ("a.txt", "else")}, headers=headers)
        assert problem(other)["code"] == "idempotency_key_reused"

    async def test_replays_a_reply_that_came_in_pieces(self, ada: Person) -> None:
        conversation = (await fresh_conversation(ada, {}))["conversation_id"]
        path = f"{A}/conversations/{conversation}/messages"
        headers = {**named(), "accept": "text/event-stream"}
        first = await ada.client.post(path, json={"text": "Lit?"}, headers=headers)
        again = await ada.client.post(path, json={"text": "Lit?"}, headers=headers)
        assert "event: done" in first.text
        assert again.text == first.text
        assert len((await ada.client.get(path)).json()["items"]) == 2

    async def test_says_when_an_answer_was_lost_on_its_way(self, ada: Person, stage: Stage) -> None:
        conversation = (await fresh_conversation(ada, {}))["conversation_id"]
        path = f"{A}/conversations/{conversation}/messages"
        headers = {**named(), "accept": "text/event-stream"}
        slow = Slow()
        with stage.playing(slow):
            async with ada.client.stream("POST", path, json={"text": "Lit?"}, headers=headers) as answer:
                await anext(answer.aiter_lines())
            again = await ada.client.post(path, json={"text": "Lit?"}, headers=headers)
            slow.finish()
        assert (again.status_code, problem(again)["code"]) == (409, "idempotency_answer_lost")
        assert len((await ada.client.get(path)).json()["items"]) == 2

    async def test_says_so_when_its_doer_died(self, ada: Person, services: Services) -> None:
        headers = named()
        await make(ada, headers)
        async with services.database.begin() as tx:
            dead = {"status": None, "created_at": now() - DEAD - timedelta(seconds=1)}
            await tx.execute(update(Once).where(Once.owner_id == ada.actor.user_id).values(dead))
        answer = await make(ada, headers)
        assert problem(answer)["code"] == "idempotency_answer_lost"

    async def test_is_forgotten_after_a_day(self, ada: Person, services: Services) -> None:
        headers = named()
        await make(ada, headers)
        mine = Once.owner_id == ada.actor.user_id
        await services.accounts.onces.sweep()
        async with services.database.begin() as tx:
            assert await tx.scalar(select(func.count()).select_from(Once).where(mine)) == 1
            old = now() - KEPT - timedelta(seconds=1)
            await tx.execute(update(Once).where(mine).values(created_at=old))
        await services.accounts.onces.sweep()
        assert "idempotent-replayed" not in (await make(ada, headers)).headers

    async def test_leaves_strangers_and_other_methods_alone(
        self, visitor: httpx2.AsyncClient, ada: Person
    ) -> None:
        assert (await visitor.post(f"{A}/characters", json=WISH, headers=named())).status_code == 401
        assert (await ada.client.get(f"{A}/characters", headers=named())).status_code == 200

    async def test_counts_what_a_key_sends_again(self, ada: Person, address: str, services: Services) -> None:
        wish = {"name": "Mine", "scopes": ["write"]}
        made = (await ada.client.post(f"{A}/keys", json=wish)).json()
        headers = {**named(), "authorization": f"Bearer {made['secret']}"}
        async with client_at(address, headers=headers) as program:
            assert (await program.post(f"{A}/characters", json=WISH)).status_code == 201
            limit = Limit(services.settings.api_key_requests, 60)
            for _ in range(limit.count - 1):
                await services.limiter.count("api_key", made["key"]["id"], limit)
            again = await program.post(f"{A}/characters", json=WISH)
        assert (again.status_code, problem(again)["code"]) == (429, "too_often")
        assert again.headers["retry-after"]
