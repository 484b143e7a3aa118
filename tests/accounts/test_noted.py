"""What the log tells of coming in, and how an admin ends what somebody has open."""

import pytest
from sqlalchemy import select

from accounts.parts import House, house
from accounts.test_second import code_at, turned_on
from makers import ADMIN, PASSWORD
from personae.accounts import Act, Actor, CodeWrong, Filter, LoginFailed, Role, SecondStep, User, audit
from personae.bootstrap import Services
from personae.platform.caller import set_caller


@pytest.fixture
def home(services: Services) -> House:
    return house(services)


class TestComingIn:
    async def test_is_noted_with_its_way_good_or_bad(self, home: House, services: Services) -> None:
        ada, key, codes = await turned_on(home)
        door, second, email = home.accounts.door, home.accounts.second, ada.actor.email
        set_caller("203.0.113.9", "a program")
        try:
            with pytest.raises(LoginFailed):
                await door.log_in(email=email, password="a wrong one")
            step = await door.log_in(email=email, password=PASSWORD)
            assert isinstance(step, SecondStep)
            with pytest.raises(CodeWrong):
                await second.enter(step.ticket, "000000")
            await second.enter(step.ticket, code_at(key, steps=1))
        finally:
            set_caller("", "")
        async with services.database.begin(write=False) as tx:
            lines, _ = await audit.lines(tx, Filter(person_id=ada.actor.user_id))
        found = [line.entry for line in lines if line.entry.address == "203.0.113.9"]
        assert [each.act for each in found] == [Act.SIGNED_IN, Act.SECOND_FAILED, Act.SIGN_IN_FAILED]
        assert found[0].facts["way"] == "second_factor" and found[0].created_at.utcoffset() is not None
        told = str([each.facts for each in found])
        assert not [each for each in (PASSWORD, "a wrong one", "000000", email, *codes) if each in told]


class TestLogOut:
    async def test_by_an_admin_ends_every_session_of_one_person(
        self, home: House, services: Services
    ) -> None:
        ada, eve = await home.newcomer(), await home.newcomer("Eve")
        again = await home.accounts.door.log_in(email=ada.actor.email, password=PASSWORD)
        async with services.database.begin() as tx:
            chief = (await tx.scalars(select(User).where(User.email == ADMIN))).one()
            who = Actor(chief.id, chief.name, chief.email, "", Role.ADMIN)
            assert await home.accounts.people.log_out(tx, who, ada.actor.user_id) == 2
        assert await home.present(ada) is None and not isinstance(again, SecondStep)
        assert await home.present(eve) is not None
