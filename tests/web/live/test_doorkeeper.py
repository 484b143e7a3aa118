"""What is open ends within five seconds when its session does, whatever the bus does with the news."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import delete, update

from makers import PASSWORD, Person, log_in
from personae.accounts import Session, User
from personae.bootstrap import Services
from personae.platform.clock import now
from personae.web.live import doorkeeper
from stage import Stage
from web.live.listening import listening
from web.route_table import fresh_conversation
from web.slow import Slow

LIMIT_S = 5.0

Deed = Callable[[Person, Person], Awaitable[object]]
A = "/api/v1"

DEEDS: dict[str, Deed] = {
    "suspended": lambda ada, admin: admin.client.post(f"{A}/admin/people/{ada.actor.user_id}/suspend"),
    "logged out by an admin": lambda ada, admin: admin.client.post(
        f"{A}/admin/people/{ada.actor.user_id}/log-out"
    ),
    "deleted": lambda ada, admin: admin.client.delete(f"{A}/admin/people/{ada.actor.user_id}"),
    "logged out": lambda ada, _: ada.client.post(f"{A}/auth/logout"),
    "logged out everywhere": lambda ada, _: ada.client.delete(f"{A}/account/sessions"),
}


class TestOpenSocket:
    @pytest.mark.parametrize("name", DEEDS)
    async def test_closes_at_once_when_its_person_is(
        self, address: str, ada: Person, ben: Person, admin: Person, name: str
    ) -> None:
        async with listening(address, "/live/library", ada.token) as socket:
            await socket.next()
            async with listening(address, "/live/library", ben.token) as other:
                await other.next()
                await DEEDS[name](ada, admin)
                async with asyncio.timeout(LIMIT_S):
                    assert await socket.closed() == 4401
                await ben.client.get(f"{A}/auth/me")
                assert other.connection.close_code is None

    async def test_of_another_session_closes_with_a_new_password_and_ones_own_stays(
        self, address: str, ada: Person
    ) -> None:
        async with (
            log_in(address, ada.email) as elsewhere,
            listening(address, "/live/library", ada.token) as own,
            listening(address, "/live/library", elsewhere.token) as other,
        ):
            await own.next()
            await other.next()
            wish = {"present": PASSWORD, "password": "seven small green kettles"}
            assert (await ada.client.put(f"{A}/account/password", json=wish)).status_code == 204
            async with asyncio.timeout(LIMIT_S):
                assert await other.closed() == 4401
            assert own.connection.close_code is None

    async def test_of_one_session_that_is_ended_closes_alone(self, address: str, ada: Person) -> None:
        async with (
            log_in(address, ada.email) as elsewhere,
            listening(address, "/live/library", ada.token) as own,
            listening(address, "/live/library", elsewhere.token) as other,
        ):
            await own.next()
            await other.next()
            sessions = (await elsewhere.client.get(f"{A}/account/sessions")).json()
            [present] = [each["id"] for each in sessions if each["is_present"]]
            assert (await ada.client.delete(f"{A}/account/sessions/{present}")).status_code == 204
            async with asyncio.timeout(LIMIT_S):
                assert await other.closed() == 4401
            assert own.connection.close_code is None

    @pytest.mark.parametrize("way", ["suspended", "ended", "expired"])
    async def test_closes_in_time_when_the_news_is_lost(
        self, address: str, ada: Person, services: Services, monkeypatch: pytest.MonkeyPatch, way: str
    ) -> None:
        assert doorkeeper.CHECK_S < LIMIT_S - 1
        monkeypatch.setattr(doorkeeper, "CHECK_S", 0.1)
        mine = Session.user_id == ada.actor.user_id
        changes = {
            "suspended": update(User).where(User.id == ada.actor.user_id).values(suspended_at=now()),
            "ended": delete(Session).where(mine),
            "expired": update(Session).where(mine).values(expires_at=now()),
        }
        async with listening(address, "/live/library", ada.token) as socket:
            await socket.next()
            async with services.database.begin() as tx:
                await tx.execute(changes[way])
            async with asyncio.timeout(LIMIT_S):
                assert await socket.closed() == 4401

    async def test_is_minded_once_for_each_session_and_not_after(
        self, address: str, ada: Person, services: Services
    ) -> None:
        keeper = doorkeeper.keeper_of(services.database)
        before = set(keeper.open)
        async with (
            listening(address, "/live/library", ada.token) as one,
            listening(address, "/live/library", ada.token) as other,
        ):
            await one.next()
            await other.next()
            async with asyncio.timeout(LIMIT_S):
                while [len(keeper.open[key]) for key in set(keeper.open) - before] != [2]:
                    await asyncio.sleep(0.01)
        async with asyncio.timeout(LIMIT_S):
            while set(keeper.open) - before:
                await asyncio.sleep(0.01)


class TestStream:
    async def test_of_a_reply_is_cut_off_when_its_person_is_suspended(
        self, ada: Person, admin: Person, stage: Stage
    ) -> None:
        provider = Slow()
        with stage.playing(provider):
            talk = (await fresh_conversation(ada, {}))["conversation_id"]
            said = ada.client.stream(
                "POST",
                f"{A}/conversations/{talk}/messages",
                json={"text": "Is it lit?"},
                headers={"accept": "text/event-stream"},
            )
            lines = []
            async with said as answer, asyncio.timeout(LIMIT_S):
                provider.go(1)
                async for line in answer.aiter_lines():
                    lines.append(line)
                    if line == "event: piece":
                        await DEEDS["suspended"](ada, admin)
            provider.finish()
        assert "event: piece" in lines and "event: done" not in lines
