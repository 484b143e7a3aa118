"""Coming in: who may register, what letters do, how often one may try."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from accounts.parts import ADDRESS, House, house
from makers import ADMIN, PASSWORD, new_email
from personae.accounts import (
    AccountSuspended,
    Actor,
    Awaiting,
    Device,
    EmailTaken,
    EmailUnverified,
    InviteNeeded,
    LoginFailed,
    PasswordCommon,
    RegistrationClosed,
    SignedIn,
    TicketSpent,
    User,
    device_sign,
    read_device,
)
from personae.accounts.tables import Invite, Role, Ticket
from personae.accounts.tries import LETTERS
from personae.bootstrap import Services
from personae.platform.caller import set_caller
from personae.platform.clock import now
from personae.platform.limits import CountUnknown, Limiter, TooOften

GOOD = "seven small green kettles"


@pytest.fixture
def open_house(services: Services) -> House:
    """Everybody may register, and is in at once."""
    return house(services)


@pytest.fixture
def careful(services: Services) -> House:
    """Everybody may register, and confirms their address first."""
    return house(services, verifies=True)


@pytest.fixture
async def chief(services: Services) -> Actor:
    """The admin, as the rooms know them."""
    async with services.database.begin(write=False) as tx:
        found = (await tx.scalars(select(User).where(User.email == ADMIN))).one()
    return Actor(found.id, found.name, found.email, "", Role.ADMIN)


async def user_of(services: Services, email: str) -> User | None:
    async with services.database.begin(write=False) as tx:
        return await tx.scalar(select(User).where(User.email == email))


class TestRegister:
    @pytest.mark.parametrize("rule", ["invite", "closed"])
    async def test_refuses_strangers_where_admins_choose_and_keeps_nothing(
        self, services: Services, rule: str
    ) -> None:
        email = new_email("Stranger")
        expected = InviteNeeded if rule == "invite" else RegistrationClosed
        for invite in ("", "made-up"):
            with pytest.raises((expected, InviteNeeded)):
                await house(services, registers=rule).accounts.door.register(
                    email=email, password=PASSWORD, name="", invite=invite
                )
        assert await user_of(services, email) is None

    @pytest.mark.parametrize("rule", ["invite", "closed"])
    async def test_takes_in_whom_an_admin_invites_once(
        self, services: Services, chief: Actor, rule: str
    ) -> None:
        home = house(services, registers=rule)
        async with services.database.begin() as tx:
            _, link = await home.accounts.people.invite(tx, chief)
        assert link.startswith(f"{ADDRESS}/register?invite=")
        invite = link.partition("=")[2]
        assert await home.accounts.door.is_open(invite)
        found = await home.accounts.door.register(
            email=new_email("Guest"), password=PASSWORD, name="Guest", invite=invite
        )
        assert isinstance(found, SignedIn) and found.actor.role == "member"
        assert not await home.accounts.door.is_open(invite)
        with pytest.raises(InviteNeeded):
            await home.accounts.door.register(
                email=new_email("Second"), password=PASSWORD, name="", invite=invite
            )

    async def test_takes_in_one_of_two_who_use_an_invitation_at_once(
        self, services: Services, chief: Actor
    ) -> None:
        home = house(services, registers="invite")
        async with services.database.begin() as tx:
            _, link = await home.accounts.people.invite(tx, chief)
        invite = link.partition("=")[2]
        tries = [
            home.accounts.door.register(email=new_email("Twin"), password=PASSWORD, name="", invite=invite)
            for _ in range(4)
        ]
        found = await asyncio.gather(*tries, return_exceptions=True)
        assert [type(each) for each in found].count(SignedIn) == 1

    async def test_refuses_an_invitation_of_another_address_or_that_is_too_old(
        self, services: Services, chief: Actor
    ) -> None:
        home = house(services, registers="invite")
        wanted = new_email("Wanted")
        async with services.database.begin() as tx:
            made, link = await home.accounts.people.invite(tx, chief, email=wanted)
        invite = await home.secret_for(wanted)
        assert link.endswith(invite)
        with pytest.raises(InviteNeeded):
            await home.accounts.door.register(
                email=new_email("Other"), password=PASSWORD, name="", invite=invite
            )
        async with services.database.begin() as tx:
            old = {"expires_at": now() - timedelta(seconds=1)}
            await tx.execute(update(Invite).where(Invite.id == made.id).values(**old))
        with pytest.raises(InviteNeeded):
            await home.accounts.door.register(email=wanted, password=PASSWORD, name="", invite=invite)

    @pytest.mark.parametrize(
        "password", ["password", "Password123!", "iloveyou1", "ada.lovelace", "personae!"]
    )
    async def test_refuses_what_is_tried_first(self, open_house: House, password: str) -> None:
        with pytest.raises(PasswordCommon):
            await open_house.accounts.door.register(
                email="ada.lovelace@example.org", password=password, name="Ada"
            )

    async def test_tells_that_an_address_is_taken_where_no_letters_are_sent(self, open_house: House) -> None:
        email = (await open_house.newcomer()).actor.email
        with pytest.raises(EmailTaken):
            await open_house.accounts.door.register(email=email, password=PASSWORD, name="")

    async def test_answers_alike_for_a_known_and_an_unknown_address(self, careful: House) -> None:
        email = new_email("Ada")
        first = await careful.accounts.door.register(email=email, password=PASSWORD, name="Ada")
        again = await careful.accounts.door.register(email=email.upper(), password=GOOD, name="Eve")
        assert first == again == Awaiting(email)
        new, known = await careful.letters(email)
        assert f"{ADDRESS}/verify?ticket=" in new.text
        assert "There is one already" in known.text and "ticket" not in known.text

    async def test_tells_who_may_not_register_nothing_about_who_has(self, services: Services) -> None:
        email = (await house(services).newcomer()).actor.email
        said = []
        for each in (email, new_email("Nobody")):
            with pytest.raises(InviteNeeded) as refusal:
                await house(services, registers="invite").accounts.door.register(
                    email=each, password=PASSWORD, name=""
                )
            said.append(refusal.value.sentence)
        assert said[0] == said[1]


class TestVerify:
    async def test_lets_somebody_in_only_once_their_address_is_confirmed(self, careful: House) -> None:
        door, email = careful.accounts.door, new_email("Ada")
        await door.register(email=email, password=PASSWORD, name="Ada")
        with pytest.raises(EmailUnverified):
            await door.log_in(email=email, password=PASSWORD)
        secret = await careful.secret_for(email)
        await door.verify(secret)
        assert isinstance(await door.log_in(email=email, password=PASSWORD), SignedIn)
        with pytest.raises(TicketSpent):
            await door.verify(secret)

    async def test_takes_only_the_latest_link(self, careful: House) -> None:
        door, email = careful.accounts.door, new_email("Ada")
        await door.register(email=email, password=PASSWORD, name="Ada")
        first = await careful.secret_for(email)
        with pytest.raises(EmailUnverified):
            await door.log_in(email=email, password=PASSWORD)
        with pytest.raises(TicketSpent):
            await door.verify(first)

    async def test_refuses_what_is_made_up_or_too_old(self, careful: House, services: Services) -> None:
        door, email = careful.accounts.door, new_email("Ada")
        await door.register(email=email, password=PASSWORD, name="Ada")
        secret = await careful.secret_for(email)
        async with services.database.begin() as tx:
            await tx.execute(
                update(Ticket).where(Ticket.email == email).values(expires_at=now() - timedelta(seconds=1))
            )
        for each in (secret, "", "made-up"):
            with pytest.raises(TicketSpent):
                await door.verify(each)


class TestResetPassword:
    async def test_changes_it_once_and_ends_every_session(self, open_house: House) -> None:
        ada = await open_house.newcomer()
        door, email = open_house.accounts.door, ada.actor.email
        await door.forget_password(f" {email.upper()} ")
        secret = await open_house.secret_for(email)
        with pytest.raises(PasswordCommon):
            await door.reset_password(secret, password="password1")
        await door.reset_password(secret, password=GOOD)
        assert await open_house.present(ada) is None
        with pytest.raises(LoginFailed):
            await door.log_in(email=email, password=PASSWORD)
        assert isinstance(await door.log_in(email=email, password=GOOD), SignedIn)
        with pytest.raises(TicketSpent):
            await door.reset_password(secret, password=GOOD)

    async def test_stores_no_secret_that_would_do_it(self, open_house: House, services: Services) -> None:
        ada = await open_house.newcomer()
        await open_house.accounts.door.forget_password(ada.actor.email)
        secret = await open_house.secret_for(ada.actor.email)
        async with services.database.begin(write=False) as tx:
            rows = list(await tx.scalars(select(Ticket).where(Ticket.user_id == ada.actor.user_id)))
        assert rows and secret not in "".join(row.secret_hash for row in rows)

    async def test_works_although_somebody_asks_for_another_link(self, open_house: House) -> None:
        ada = await open_house.newcomer()
        await open_house.accounts.door.forget_password(ada.actor.email)
        first = await open_house.secret_for(ada.actor.email)
        await open_house.accounts.door.forget_password(ada.actor.email)
        second = await open_house.secret_for(ada.actor.email)
        await open_house.accounts.door.reset_password(first, password=GOOD)
        with pytest.raises(TicketSpent):
            await open_house.accounts.door.reset_password(second, password=GOOD)

    async def test_says_and_does_the_same_for_who_is_unknown(self, open_house: House) -> None:
        email = new_email("Nobody")
        await open_house.accounts.door.forget_password(email)
        assert await open_house.letters(email) == []

    async def test_sends_few_letters_to_one_address(self, open_house: House) -> None:
        email = new_email("Nobody")
        for _ in range(LETTERS.count):
            await open_house.accounts.door.forget_password(email)
        with pytest.raises(TooOften) as refusal:
            await open_house.accounts.door.forget_password(email)
        assert 0 < int(refusal.value.facts["retry_after_s"] or 0) <= LETTERS.seconds

    async def test_link_of_another_purpose_is_none(self, careful: House) -> None:
        email = new_email("Ada")
        await careful.accounts.door.register(email=email, password=PASSWORD, name="Ada")
        with pytest.raises(TicketSpent):
            await careful.accounts.door.reset_password(await careful.secret_for(email), password=GOOD)


class TestTries:
    async def test_are_counted_for_an_account_in_any_spelling(self, services: Services) -> None:
        home = house(services, tries=3)
        email = (await home.newcomer()).actor.email
        for spelling in (email, email.upper(), f" {email} "):
            with pytest.raises(LoginFailed):
                await home.accounts.door.log_in(email=spelling, password="wrong")
        with pytest.raises(TooOften):
            await home.accounts.door.log_in(email=email, password=PASSWORD)

    async def test_do_not_lock_the_owner_out_of_a_browser_that_was_in_before(
        self, services: Services
    ) -> None:
        home = house(services, tries=3)
        ada = await home.newcomer()
        for _ in range(5):
            with pytest.raises((LoginFailed, TooOften)):
                await home.accounts.door.log_in(email=ada.actor.email, password="guess")
        device = read_device(b"key", device_sign(b"key", ada.actor.user_id))
        found = await home.accounts.door.log_in(email=ada.actor.email, password=PASSWORD, device=device)
        assert isinstance(found, SignedIn)
        assert await home.present(ada) is not None
        await home.accounts.door.forget_password(ada.actor.email)
        assert len(await home.letters(ada.actor.email)) == 1

    async def test_are_few_from_a_known_browser_too(self, services: Services) -> None:
        home = house(services, tries=3)
        ada = await home.newcomer()
        device = Device(ada.actor.user_id, "n")
        for _ in range(3):
            with pytest.raises(LoginFailed):
                await home.accounts.door.log_in(email=ada.actor.email, password="guess", device=device)
        with pytest.raises(TooOften):
            await home.accounts.door.log_in(email=ada.actor.email, password=PASSWORD, device=device)

    async def test_a_browser_of_another_account_is_no_way_around(self, services: Services) -> None:
        home = house(services, tries=2)
        ada, eve = await home.newcomer(), await home.newcomer("Eve")
        for number in range(2):
            device = Device(eve.actor.user_id, str(number))
            with pytest.raises(LoginFailed):
                await home.accounts.door.log_in(email=ada.actor.email, password="guess", device=device)
        with pytest.raises(TooOften):
            await home.accounts.door.log_in(
                email=ada.actor.email, password="guess", device=Device(eve.actor.user_id, "9")
            )

    async def test_are_counted_for_an_address_over_all_accounts(self, services: Services) -> None:
        home = house(services, tries_address=3, is_private=False)
        set_caller(f"2001:db8::{now().microsecond:x}", "")
        for _ in range(3):
            with pytest.raises(LoginFailed):
                await home.accounts.door.log_in(email=new_email("Any"), password="guess")
        with pytest.raises(TooOften):
            await home.accounts.door.log_in(email=new_email("Any"), password="guess")

    async def test_many_at_once_are_counted_before_the_password_is_looked_at(
        self, services: Services
    ) -> None:
        home = house(services, tries=3)
        email = (await home.newcomer()).actor.email
        tries = [home.accounts.door.log_in(email=email, password=f"guess {n}") for n in range(12)]
        found = await asyncio.gather(*tries, return_exceptions=True)
        assert [type(each) for each in found].count(LoginFailed) == 3

    async def test_end_when_nobody_can_count_them(self, services: Services) -> None:
        limiter = Limiter("redis://127.0.0.1:9/0")
        with pytest.raises(CountUnknown) as refusal:
            door = house(services, limiter=limiter).accounts.door
            await door.log_in(email=new_email("Ada"), password=PASSWORD)
        await limiter.close()
        assert refusal.value.sentence.endswith("Try again in a minute.")


class TestDevice:
    def test_is_known_by_its_signature_alone(self) -> None:
        sign = device_sign(b"key", "somebody")
        assert read_device(b"key", sign) == Device("somebody", sign.split(".")[1])
        for wrong in ("", "..", "x.y.z", sign[:-1], sign.replace("somebody", "somebodY"), "é.é.é"):
            assert read_device(b"key", wrong) is None
        assert read_device(b"another", sign) is None


class TestSuspended:
    async def test_is_told_so_only_with_the_right_password(self, services: Services, chief: Actor) -> None:
        home = house(services)
        ada = await home.newcomer()
        async with services.database.begin() as tx:
            await home.accounts.people.suspend(tx, chief, ada.actor.user_id)
        with pytest.raises(AccountSuspended):
            await home.accounts.door.log_in(email=ada.actor.email, password=PASSWORD)
        with pytest.raises(LoginFailed):
            await home.accounts.door.log_in(email=ada.actor.email, password="wrong")
        await home.accounts.door.forget_password(ada.actor.email)
        assert await home.letters(ada.actor.email) == []


class TestFirst:
    async def test_is_the_only_admin(self, services: Services) -> None:
        async with services.database.begin(write=False) as tx:
            roles = select(func.count()).where(User.role == Role.ADMIN, User.email == ADMIN)
            assert await tx.scalar(roles) == 1
