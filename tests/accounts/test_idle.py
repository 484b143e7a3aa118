"""How long a session lasts: while it is used, and at most its age."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from accounts.parts import House, house
from personae.accounts import Rules, SignedIn
from personae.accounts.tables import Session
from personae.bootstrap import Services
from personae.platform.clock import now

DAY = timedelta(days=1)


@pytest.fixture
def home(services: Services) -> House:
    return house(services, session_days=30, idle_days=14)


async def end_of(home: House, who: SignedIn) -> datetime:
    """When the session ends that somebody has open."""
    async with home.services.database.begin(write=False) as tx:
        [found] = await home.accounts.keeping.sessions(tx, who.actor)
        return found.expires_at


async def move(home: House, who: SignedIn, *, began: timedelta, ends: timedelta) -> None:
    """Let a session be as old as it would be, and end when it would."""
    at = now()
    async with home.services.database.begin() as tx:
        mine = update(Session).where(Session.user_id == who.actor.user_id)
        await tx.execute(mine.values(created_at=at - began, expires_at=at + ends))


class TestLastsUntil:
    def test_is_its_age_at_most(self) -> None:
        rules, began = Rules(session_days=30, idle_days=14), now()
        assert rules.lasts_until(began, used=began) == began + 14 * DAY
        assert rules.lasts_until(began, used=began + 10 * DAY) == began + 24 * DAY
        assert rules.lasts_until(began, used=began + 20 * DAY) == began + 30 * DAY
        assert Rules(session_days=7, idle_days=14).unused_days == 7


class TestIdentify:
    async def test_lets_a_session_last_that_is_used(self, home: House) -> None:
        ada = await home.newcomer()
        assert abs(await end_of(home, ada) - now() - 14 * DAY) < timedelta(minutes=1)
        await move(home, ada, began=10 * DAY, ends=4 * DAY)
        assert await home.accounts.sessions.identify(ada.secret) == ada.actor
        assert abs(await end_of(home, ada) - now() - 14 * DAY) < timedelta(minutes=1)

    async def test_lets_none_last_beyond_its_age(self, home: House) -> None:
        ada = await home.newcomer()
        await move(home, ada, began=28 * DAY, ends=1 * DAY)
        assert await home.accounts.sessions.identify(ada.secret) is not None
        assert abs(await end_of(home, ada) - now() - 2 * DAY) < timedelta(minutes=1)

    async def test_knows_nobody_by_one_that_lay_unused(self, home: House) -> None:
        ada = await home.newcomer()
        await move(home, ada, began=14 * DAY, ends=timedelta(seconds=-1))
        assert await home.accounts.sessions.identify(ada.secret) is None

    async def test_writes_it_down_seldom(self, home: House) -> None:
        ada = await home.newcomer()
        await move(home, ada, began=1 * DAY, ends=14 * DAY - timedelta(hours=10))
        before = await end_of(home, ada)
        await home.accounts.sessions.identify(ada.secret)
        assert await end_of(home, ada) == before
