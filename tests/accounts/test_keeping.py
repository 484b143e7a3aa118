"""One's own account: what has to be proved, what ends with it."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from accounts.parts import ADDRESS, House, house
from makers import PASSWORD, new_email
from personae.accounts import (
    Awaiting,
    EmailTaken,
    LoginFailed,
    PasswordCommon,
    PasswordWrong,
    SessionNotFound,
    SignedIn,
    SignInTooOld,
    User,
)
from personae.accounts.tables import Session
from personae.bootstrap import Services
from personae.platform.caller import set_caller
from personae.platform.clock import now
from personae.platform.limits import TooOften

GOOD = "seven small green kettles"


@pytest.fixture
def home(services: Services) -> House:
    return house(services)


async def again(home: House, ada: SignedIn, password: str = PASSWORD) -> SignedIn:
    found = await home.accounts.door.log_in(email=ada.actor.email, password=password)
    assert isinstance(found, SignedIn)
    return found


class TestChangePassword:
    async def test_ends_every_other_session(self, home: House) -> None:
        ada = await home.newcomer()
        other = await again(home, ada)
        await home.accounts.keeping.change_password(ada.actor, present=PASSWORD, password=GOOD)
        assert await home.present(ada) is not None
        assert await home.present(other) is None
        with pytest.raises(LoginFailed):
            await again(home, ada)
        await again(home, ada, GOOD)
        [letter] = await home.letters(ada.actor.email)
        assert "password was changed" in letter.text and GOOD not in letter.text

    async def test_needs_the_present_one(self, home: House) -> None:
        ada = await home.newcomer()
        with pytest.raises(PasswordWrong):
            await home.accounts.keeping.change_password(ada.actor, present="guess", password=GOOD)
        with pytest.raises(PasswordCommon):
            await home.accounts.keeping.change_password(ada.actor, present=PASSWORD, password="password1")
        await again(home, ada)

    async def test_takes_few_guesses_at_the_present_one(self, home: House) -> None:
        ada = await home.newcomer()
        with pytest.raises(TooOften):
            for _ in range(11):
                with pytest.raises(PasswordWrong):
                    await home.accounts.keeping.prove(ada.actor, "guess")
        assert await home.present(ada) is not None


class TestProve:
    async def test_takes_a_fresh_sign_in_where_there_is_no_password(
        self, home: House, services: Services
    ) -> None:
        ada = await home.newcomer()
        async with services.database.begin() as tx:
            await tx.execute(update(User).where(User.id == ada.actor.user_id).values(password_hash=""))
        await home.accounts.keeping.prove(ada.actor, "")
        await home.accounts.keeping.prove_fresh(ada.actor)
        async with services.database.begin() as tx:
            old = {"created_at": now() - timedelta(minutes=11)}
            await tx.execute(update(Session).where(Session.id == ada.actor.session_id).values(**old))
        with pytest.raises(SignInTooOld):
            await home.accounts.keeping.prove(ada.actor, "")
        with pytest.raises(SignInTooOld):
            await home.accounts.keeping.prove_fresh(ada.actor)

    async def test_lets_nobody_in_by_a_blank_or_the_decoys_password(
        self, home: House, services: Services
    ) -> None:
        ada = await home.newcomer()
        async with services.database.begin() as tx:
            await tx.execute(update(User).where(User.id == ada.actor.user_id).values(password_hash=""))
        for password in ("", "nobody's password"):
            with pytest.raises(LoginFailed):
                await again(home, ada, password)


class TestChangeEmail:
    async def test_waits_until_the_new_address_is_confirmed(self, services: Services) -> None:
        plain, home = house(services), house(services, verifies=True)
        ada, wanted = await plain.newcomer(), new_email("Lovelace")
        found = await home.accounts.keeping.change_email(ada.actor, present=PASSWORD, email=wanted)
        assert found == Awaiting(wanted)
        assert (await again(plain, ada)).actor.email == ada.actor.email
        [warning] = await home.letters(ada.actor.email)
        assert "ticket" not in warning.text
        secret = await home.secret_for(wanted)
        assert f"{ADDRESS}/verify?ticket={secret}" in (await home.letters(wanted))[-1].text
        await home.accounts.door.verify(secret)
        found = await plain.accounts.door.log_in(email=wanted, password=PASSWORD)
        assert isinstance(found, SignedIn) and found.actor.user_id == ada.actor.user_id

    async def test_answers_alike_for_an_address_that_has_an_account(self, services: Services) -> None:
        plain, home = house(services), house(services, verifies=True)
        ada, ben = await plain.newcomer(), await plain.newcomer("Ben")
        taken = ben.actor.email
        found = await home.accounts.keeping.change_email(ada.actor, present=PASSWORD, email=taken)
        assert found == Awaiting(taken)
        assert await home.letters(taken) == []

    async def test_counts_at_once_where_no_letters_are_sent(self, services: Services) -> None:
        home = house(services, has_post=False)
        ada, ben = await home.newcomer(), await home.newcomer("Ben")
        wanted = new_email("Lovelace")
        assert await home.accounts.keeping.change_email(ada.actor, present=PASSWORD, email=wanted) is None
        assert isinstance(await home.accounts.door.log_in(email=wanted, password=PASSWORD), SignedIn)
        with pytest.raises(EmailTaken):
            await home.accounts.keeping.change_email(ada.actor, present=PASSWORD, email=ben.actor.email)


class TestSessions:
    async def test_are_told_with_a_shortened_address_and_a_program(
        self, home: House, services: Services
    ) -> None:
        set_caller("203.0.113.77", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
        ada = await home.newcomer()
        async with services.database.begin(write=False) as tx:
            [found] = await home.accounts.keeping.sessions(tx, ada.actor)
        assert found.address == "203.0.113.*"
        assert "Firefox" in found.agent

    async def test_end_one_by_one_and_are_nobody_elses(self, home: House, services: Services) -> None:
        ada, ben = await home.newcomer(), await home.newcomer("Ben")
        other = await again(home, ada)
        with pytest.raises(SessionNotFound):
            async with services.database.begin() as tx:
                await home.accounts.keeping.end_session(tx, ben.actor, other.actor.session_id)
        async with services.database.begin() as tx:
            await home.accounts.keeping.end_session(tx, ada.actor, other.actor.session_id)
        assert await home.present(other) is None
        assert await home.present(ada) is not None

    async def test_end_all_at_once(self, home: House, services: Services) -> None:
        ada, ben = await home.newcomer(), await home.newcomer("Ben")
        other = await again(home, ada)
        async with services.database.begin() as tx:
            assert await home.accounts.keeping.end_sessions(tx, ada.actor) == 2
        assert [await home.present(each) for each in (ada, other)] == [None, None]
        assert await home.present(ben) is not None
