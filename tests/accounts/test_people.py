"""What admins do with people, and what nobody can do to the last of them."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import delete, select, text, update

from accounts.parts import House, house
from makers import ADMIN, PASSWORD
from personae.accounts import (
    Act,
    Actor,
    AdminNeeded,
    AuditEntry,
    Filter,
    LastAdmin,
    PersonNotFound,
    Role,
    SignedIn,
    User,
    audit,
    leave,
    tell_later,
    topic,
)
from personae.accounts.tables import Session
from personae.bootstrap import Services
from personae.platform.db import Tx

Deed = Callable[[House, Tx, Actor, str], Awaitable[object]]

DEEDS: dict[str, Deed] = {
    "page": lambda home, tx, who, _: home.accounts.people.page(tx, who),
    "get": lambda home, tx, who, id: home.accounts.people.get(tx, who, id),
    "promote": lambda home, tx, who, id: home.accounts.people.set_role(tx, who, id, Role.ADMIN),
    "suspend": lambda home, tx, who, id: home.accounts.people.suspend(tx, who, id),
    "unsuspend": lambda home, tx, who, id: home.accounts.people.unsuspend(tx, who, id),
    "log_out": lambda home, tx, who, id: home.accounts.people.log_out(tx, who, id),
    "reset_link": lambda home, tx, who, id: home.accounts.people.reset_link(tx, who, id),
    "delete": lambda home, tx, who, id: home.accounts.people.delete(tx, who, id),
    "invites": lambda home, tx, who, _: home.accounts.people.invites(tx, who),
    "invite": lambda home, tx, who, _: home.accounts.people.invite(tx, who),
    "take_invite_back": lambda home, tx, who, id: home.accounts.people.take_invite_back(tx, who, id),
}


@pytest.fixture
def home(services: Services) -> House:
    return house(services)


@pytest.fixture
async def chief(services: Services) -> Actor:
    """The admin, as the rooms know them."""
    async with services.database.begin(write=False) as tx:
        found = (await tx.scalars(select(User).where(User.email == ADMIN))).one()
    return Actor(found.id, found.name, found.email, "", Role.ADMIN)


class TestRights:
    @pytest.mark.parametrize("name", DEEDS)
    async def test_are_an_admins_alone(self, home: House, services: Services, name: str) -> None:
        ada = (await home.newcomer()).actor
        claimed = Actor(ada.user_id, ada.name, ada.email, ada.session_id, Role.ADMIN)
        for who in (ada, claimed):  # what a session said a moment ago is not enough
            with pytest.raises(AdminNeeded):
                async with services.database.begin() as tx:
                    await DEEDS[name](home, tx, who, ada.user_id)

    @pytest.mark.parametrize("name", [each for each in DEEDS if each not in ("page", "invites", "invite")])
    async def test_reach_nobody_who_is_not_there(
        self, home: House, services: Services, chief: Actor, name: str
    ) -> None:
        with pytest.raises(Exception, match="_not_found"):
            async with services.database.begin() as tx:
                await DEEDS[name](home, tx, chief, "nobody")

    async def test_end_with_the_role_in_the_very_next_act(
        self, home: House, services: Services, chief: Actor
    ) -> None:
        ada = (await home.newcomer()).actor
        async with services.database.begin() as tx:
            await home.accounts.people.set_role(tx, chief, ada.user_id, Role.ADMIN)
            await home.accounts.people.page(tx, ada)
            await home.accounts.people.set_role(tx, chief, ada.user_id, Role.MEMBER)
            with pytest.raises(AdminNeeded):
                await home.accounts.people.page(tx, ada)


class TestLastAdmin:
    async def test_stays(self, home: House, services: Services, chief: Actor) -> None:
        for name in ("suspend", "delete"):
            with pytest.raises(LastAdmin):
                async with services.database.begin() as tx:
                    await DEEDS[name](home, tx, chief, chief.user_id)
        with pytest.raises(LastAdmin):
            async with services.database.begin() as tx:
                await home.accounts.people.set_role(tx, chief, chief.user_id, Role.MEMBER)
        with pytest.raises(LastAdmin):
            async with services.database.begin() as tx:
                await leave(tx, chief)

    async def test_stays_when_two_step_down_at_once(
        self, home: House, services: Services, chief: Actor
    ) -> None:
        ada = (await home.newcomer()).actor

        async def step_down(who: Actor) -> None:
            async with services.database.begin() as tx:
                await home.accounts.people.set_role(tx, who, who.user_id, Role.MEMBER)

        async with services.database.begin() as tx:
            await home.accounts.people.set_role(tx, chief, ada.user_id, Role.ADMIN)
        try:
            found = await asyncio.gather(step_down(chief), step_down(ada), return_exceptions=True)
            assert sorted(type(each).__name__ for each in found) == ["LastAdmin", "NoneType"]
        finally:
            async with services.database.begin() as tx:
                await tx.execute(update(User).where(User.id == chief.user_id).values(role=Role.ADMIN))
                await tx.execute(update(User).where(User.id == ada.user_id).values(role=Role.MEMBER))


class TestSuspend:
    async def test_ends_every_session_and_tells_open_sockets(
        self, home: House, services: Services, chief: Actor
    ) -> None:
        ada = await home.newcomer()
        async with services.bus.subscribe(topic(ada.actor.user_id)) as news:
            async with services.database.begin() as tx:
                await home.accounts.people.suspend(tx, chief, ada.actor.user_id)
            async with asyncio.timeout(5):
                assert await anext(news) == {"kind": "rights"}
        assert await home.present(ada) is None
        async with services.database.begin(write=False) as tx:
            left = select(Session.id).where(Session.user_id == ada.actor.user_id)
            assert (await tx.scalars(left)).all() == []

    async def test_counts_even_for_a_session_that_was_left(
        self, home: House, services: Services, chief: Actor
    ) -> None:
        ada = await home.newcomer()
        async with services.database.begin() as tx:
            user = await tx.get_one(User, ada.actor.user_id)
            user.suspended_at = user.created_at
        assert await home.present(ada) is None

    async def test_is_taken_back(self, home: House, services: Services, chief: Actor) -> None:
        ada = await home.newcomer()
        for deed in ("suspend", "unsuspend"):
            async with services.database.begin() as tx:
                await DEEDS[deed](home, tx, chief, ada.actor.user_id)
        found = await home.accounts.door.log_in(email=ada.actor.email, password=PASSWORD)
        assert isinstance(found, SignedIn)


class TestPage:
    async def test_finds_by_name_and_address_and_goes_on(
        self, home: House, services: Services, chief: Actor
    ) -> None:
        made = [(await home.newcomer("Zuleika%_")).actor for _ in range(3)]
        async with services.database.begin(write=False) as tx:
            first, after = await home.accounts.people.page(tx, chief, like="zULEIKA%_", limit=2)
            rest, end = await home.accounts.people.page(tx, chief, like="zuleika%_", after=after, limit=2)
            none, _ = await home.accounts.people.page(tx, chief, like="zuleika__%")
        assert [each.id for each in (*first, *rest)] == [each.user_id for each in made]
        assert (end, list(none)) == (None, [])


class TestAudit:
    async def test_notes_an_act_in_its_own_transaction(
        self, home: House, services: Services, chief: Actor
    ) -> None:
        ada = (await home.newcomer()).actor
        with pytest.raises(RuntimeError):
            async with services.database.begin() as tx:
                await home.accounts.people.suspend(tx, chief, ada.user_id)
                raise RuntimeError
        async with services.database.begin() as tx:
            await home.accounts.people.set_role(tx, chief, ada.user_id, Role.ADMIN)
            await home.accounts.people.set_role(tx, chief, ada.user_id, Role.MEMBER)
        async with services.database.begin(write=False) as tx:
            lines, _ = await audit.lines(tx, Filter(person_id=ada.user_id))
        acts = {line.entry.act for line in lines}
        assert acts == {Act.REGISTERED, Act.SIGNED_IN, Act.ROLE_CHANGED}
        changed = next(line for line in lines if line.entry.facts.get("after") == "admin")
        assert (changed.actor_name, changed.subject_name) == (chief.name, ada.name)

    async def test_can_be_asked_for_by_act_family_and_time_page_by_page(
        self, home: House, services: Services
    ) -> None:
        ada = (await home.newcomer()).actor
        async with services.database.begin() as tx:
            for number in range(5):
                audit.note(tx, "thing.made", by=ada, about=f"t{number}")
            audit.note(tx, "thingness.made", by=ada)
        async with services.database.begin(write=False) as tx:
            wish, found, after = Filter(act="thing", person_id=ada.user_id), [], None
            while True:
                lines, after = await audit.lines(tx, wish, before=after, limit=2)
                found += [line.entry.about for line in lines]
                if after is None:
                    break
            exact, _ = await audit.lines(tx, Filter(act="thing.made", person_id=ada.user_id))
            future = max(line.entry.created_at for line in exact)
            later, _ = await audit.lines(tx, Filter(person_id=ada.user_id, until=future))
        assert sorted(found) == [f"t{number}" for number in range(5)]
        assert len(exact) == 5 and len(later) < 8

    async def test_cannot_be_changed_or_shortened(self, home: House, services: Services) -> None:
        ada = (await home.newcomer()).actor
        theirs = AuditEntry.actor_id == ada.user_id
        for statement in (
            update(AuditEntry).where(theirs).values(act="nothing.happened"),
            delete(AuditEntry).where(theirs),
            text("DELETE FROM audit_entries"),
        ):
            with pytest.raises(Exception, match="only grows"):
                async with services.database.begin() as tx:
                    await tx.execute(statement)

    async def test_tells_nobody_when_nothing_was_committed(self, home: House, services: Services) -> None:
        ada = (await home.newcomer()).actor
        async with services.bus.subscribe(topic(ada.user_id)) as news:
            with pytest.raises(PersonNotFound):
                async with services.database.begin() as tx:
                    tell_later(tx, ada.user_id)
                    raise PersonNotFound
            async with services.database.begin() as tx:
                tell_later(tx, ada.user_id)
            async with asyncio.timeout(5):
                assert await anext(news) == {"kind": "rights"}
