"""Registering, logging in and out, and the sessions behind it."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from personae import accounts
from personae.accounts import (
    Actor,
    EmailInvalid,
    EmailTaken,
    LoginFailed,
    NameInvalid,
    PasswordWeak,
    Session,
    SignedIn,
    User,
)
from personae.accounts.rules import NAME_LIMIT, PASSWORD_LONGEST, PASSWORD_SHORTEST
from personae.bootstrap import Services
from personae.platform.clock import now
from personae.platform.ids import new_id

PASSWORD = "a few random words"


def an_email() -> str:
    return f"{new_id()}@example.org"


async def register(services: Services, **wish: object) -> SignedIn:
    fields = {"email": an_email(), "password": PASSWORD, "name": "Ada", "session_days": 30, **wish}
    return await accounts.register(
        services.database.begin,
        services.passwords,
        **fields,  # type: ignore[arg-type]
    )


async def log_in(services: Services, *, email: str, password: str = PASSWORD) -> SignedIn:
    return await accounts.log_in(
        services.database.begin, services.passwords, email=email, password=password, session_days=30
    )


async def identify(services: Services, secret: str) -> Actor | None:
    async with services.database.begin(write=False) as tx:
        return await accounts.identify(tx, secret=secret)


async def stored(services: Services, actor: Actor) -> User:
    async with services.database.begin(write=False) as tx:
        user = await tx.get(User, actor.user_id)
    assert user is not None
    return user


class TestRegister:
    async def test_makes_an_account_and_signs_it_in(self, services: Services) -> None:
        signed_in = await register(services, name="  Ada   Thorn ")
        assert signed_in.actor.name == "Ada Thorn"
        assert await identify(services, signed_in.secret) == signed_in.actor

    async def test_takes_the_address_for_a_name_when_there_is_none(self, services: Services) -> None:
        signed_in = await register(services, email=f"ada.{new_id()}@example.org", name=" ")
        assert signed_in.actor.name.startswith("ada.")

    async def test_stores_the_address_in_small_letters_and_the_password_as_a_hash(
        self, services: Services
    ) -> None:
        email = an_email()
        signed_in = await register(services, email=f" {email.upper()} ")
        user = await stored(services, signed_in.actor)
        assert user.email == email
        assert user.password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
        assert PASSWORD not in user.password_hash

    async def test_hashes_the_same_password_differently_each_time(self, services: Services) -> None:
        both = [await stored(services, (await register(services)).actor) for _ in range(2)]
        assert both[0].password_hash != both[1].password_hash

    async def test_stores_no_secret_that_would_open_a_session(self, services: Services) -> None:
        signed_in = await register(services)
        async with services.database.begin(write=False) as tx:
            session = await tx.get(Session, signed_in.actor.session_id)
        assert session is not None
        assert signed_in.secret not in session.secret_hash

    async def test_refuses_an_address_that_is_taken_in_any_spelling(self, services: Services) -> None:
        email = an_email()
        await register(services, email=email)
        for spelling in (email, email.upper(), f" {email.title()} "):
            with pytest.raises(EmailTaken):
                await register(services, email=spelling)

    @pytest.mark.parametrize(
        "email",
        ["", "ada", "@example.org", "ada@", "ada@@example.org", "a b@example.org", "ada@.org", "ada@x..org"],
    )
    async def test_refuses_what_is_no_address(self, services: Services, email: str) -> None:
        with pytest.raises(EmailInvalid):
            await register(services, email=email)

    async def test_refuses_an_address_that_is_too_long(self, services: Services) -> None:
        with pytest.raises(EmailInvalid):
            await register(services, email=f"ada@{'x' * 250}.org")

    @pytest.mark.parametrize("length", [0, PASSWORD_SHORTEST - 1, PASSWORD_LONGEST + 1])
    async def test_refuses_a_password_that_is_too_short_or_too_long(
        self, services: Services, length: int
    ) -> None:
        with pytest.raises(PasswordWeak):
            await register(services, password="x" * length)

    async def test_refuses_a_name_that_is_too_long(self, services: Services) -> None:
        await register(services, name="x" * NAME_LIMIT)
        with pytest.raises(NameInvalid):
            await register(services, name="x" * (NAME_LIMIT + 1))


class TestLogIn:
    async def test_opens_a_session_of_its_own_each_time(self, services: Services) -> None:
        first = await register(services)
        again = await log_in(services, email=first.actor.email.upper())
        assert again.actor.user_id == first.actor.user_id
        assert again.actor.session_id != first.actor.session_id
        assert await identify(services, first.secret) == first.actor
        assert await identify(services, again.secret) == again.actor

    async def test_fails_alike_for_a_wrong_password_and_an_unknown_address(self, services: Services) -> None:
        email = (await register(services)).actor.email
        said = []
        for wish in ({"email": email, "password": "wrong"}, {"email": an_email()}):
            with pytest.raises(LoginFailed) as caught:
                await log_in(services, **wish)
            said.append((caught.value.sentence, caught.value.facts))
        assert said[0] == said[1]

    async def test_takes_no_password_for_the_decoy(self, services: Services) -> None:
        with pytest.raises(LoginFailed):
            await log_in(services, email=an_email(), password="nobody's password")


class TestIdentify:
    async def test_knows_nobody_by_a_wrong_secret(self, services: Services) -> None:
        secret = (await register(services)).secret
        for wrong in ("", secret[:-1], secret + "x", secret.swapcase()):
            assert await identify(services, wrong) is None

    async def test_knows_nobody_whose_session_has_expired(self, services: Services) -> None:
        signed_in = await register(services)
        await expire(services, signed_in)
        assert await identify(services, signed_in.secret) is None


class TestLogOut:
    async def test_ends_the_session_that_asks_and_no_other(self, services: Services) -> None:
        first = await register(services)
        second = await log_in(services, email=first.actor.email)
        async with services.database.begin() as tx:
            await accounts.log_out(tx, first.actor)
        assert await identify(services, first.secret) is None
        assert await identify(services, second.secret) == second.actor

    async def test_cannot_end_another_persons_session(self, services: Services) -> None:
        ada, ben = await register(services), await register(services)
        forged = Actor(ben.actor.user_id, "Ben", "", session_id=ada.actor.session_id)
        async with services.database.begin() as tx:
            await accounts.log_out(tx, forged)
        assert await identify(services, ada.secret) == ada.actor


class TestSweepSessions:
    async def test_removes_those_that_have_expired_and_no_others(self, services: Services) -> None:
        old, young = await register(services), await register(services)
        await expire(services, old)
        async with services.database.begin() as tx:
            assert await accounts.sweep_sessions_unscoped(tx) >= 1
        async with services.database.begin(write=False) as tx:
            ids = (old.actor.session_id, young.actor.session_id)
            query = select(Session.id).where(Session.id.in_(ids))
            assert list(await tx.scalars(query)) == [young.actor.session_id]
            expired = select(func.count()).where(Session.expires_at <= now())
            assert await tx.scalar(expired) == 0


async def expire(services: Services, signed_in: SignedIn) -> None:
    async with services.database.begin() as tx:
        session = await tx.get(Session, signed_in.actor.session_id)
        assert session is not None
        session.expires_at = now() - timedelta(seconds=1)
