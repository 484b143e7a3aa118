"""The second factor: set up, asked for, and stood in for."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest
from pyotp import TOTP
from sqlalchemy import select

from accounts.parts import House, house
from makers import PASSWORD
from personae.accounts import CodeWrong, SecondFactorOff, SecondFactorOn, SecondStep, SignedIn, TicketSpent
from personae.accounts.second import TRIES_A_TICKET
from personae.accounts.tables import RecoveryCode, SecondFactor
from personae.bootstrap import Services
from personae.platform.clock import now
from personae.platform.limits import TooOften
from personae.platform.seal import Seal, SealBroken


@pytest.fixture
def home(services: Services) -> House:
    return house(services)


async def key_of(home: House, ada: SignedIn) -> str:
    async with home.services.database.begin() as tx:
        return (await home.accounts.second.begin(tx, ada.actor)).key


def code_at(key: str, *, steps: int = 0) -> str:
    return TOTP(key).at(int(now().timestamp()) + 30 * steps)


async def turned_on(home: House) -> tuple[SignedIn, str, Sequence[str]]:
    """Somebody with a second factor, its key, and their recovery codes."""
    ada = await home.newcomer()
    key = await key_of(home, ada)
    return ada, key, await home.accounts.second.confirm(ada.actor, code_at(key))


async def ticket_of(home: House, ada: SignedIn) -> str:
    found = await home.accounts.door.log_in(email=ada.actor.email, password=PASSWORD)
    assert isinstance(found, SecondStep)
    return found.ticket


class TestBegin:
    async def test_goes_on_with_the_key_that_was_begun(self, home: House) -> None:
        ada = await home.newcomer()
        assert await key_of(home, ada) == await key_of(home, ada)

    async def test_keeps_the_key_sealed_to_whose_it_is(self, home: House, services: Services) -> None:
        ada, eve = await home.newcomer(), await home.newcomer("Eve")
        key = await key_of(home, ada)
        async with services.database.begin() as tx:
            kept = (
                await tx.scalars(select(SecondFactor).where(SecondFactor.user_id == ada.actor.user_id))
            ).one()
            assert key.encode() not in kept.sealed
            await home.accounts.second.begin(tx, eve.actor)
            other = (
                await tx.scalars(select(SecondFactor).where(SecondFactor.user_id == eve.actor.user_id))
            ).one()
            other.sealed = kept.sealed
        with pytest.raises(SealBroken):
            await key_of(home, eve)

    async def test_asks_for_nothing_until_it_is_confirmed(self, home: House) -> None:
        ada = await home.newcomer()
        key = await key_of(home, ada)
        with pytest.raises(CodeWrong):
            await home.accounts.second.confirm(ada.actor, code_at(key, steps=9))
        assert isinstance(await home.accounts.door.log_in(email=ada.actor.email, password=PASSWORD), SignedIn)

    async def test_needs_a_beginning_and_happens_once(self, home: House) -> None:
        eve = await home.newcomer("Eve")
        with pytest.raises(SecondFactorOff):
            await home.accounts.second.confirm(eve.actor, "123456")
        ada, key, _ = await turned_on(home)
        with pytest.raises(SecondFactorOn):
            await home.accounts.second.confirm(ada.actor, code_at(key, steps=1))
        with pytest.raises(SecondFactorOn):
            await key_of(home, ada)


class TestEnter:
    async def test_opens_a_session_with_the_code_of_now(self, home: House) -> None:
        ada, key, _ = await turned_on(home)
        found = await home.accounts.second.enter(await ticket_of(home, ada), code_at(key, steps=1))
        assert found.actor.user_id == ada.actor.user_id
        assert await home.present(found) is not None

    async def test_takes_no_code_twice(self, home: House) -> None:
        ada, key, _ = await turned_on(home)
        with pytest.raises(CodeWrong):  # the one that turned it on
            await home.accounts.second.enter(await ticket_of(home, ada), code_at(key))
        code = code_at(key, steps=1)
        await home.accounts.second.enter(await ticket_of(home, ada), code)
        with pytest.raises(CodeWrong):
            await home.accounts.second.enter(await ticket_of(home, ada), code)

    async def test_takes_a_code_once_of_two_who_bring_it_at_once(self, home: House) -> None:
        ada, key, _ = await turned_on(home)
        ticket, code = await ticket_of(home, ada), code_at(key, steps=1)
        tries = [home.accounts.second.enter(ticket, code) for _ in range(4)]
        found = await asyncio.gather(*tries, return_exceptions=True)
        assert [type(each) for each in found].count(SignedIn) == 1

    async def test_takes_each_recovery_code_once(self, home: House, services: Services) -> None:
        ada, _, codes = await turned_on(home)
        async with services.database.begin(write=False) as tx:
            kept = await tx.scalars(
                select(RecoveryCode.code_hash).where(RecoveryCode.user_id == ada.actor.user_id)
            )
            assert not set(kept) & set(codes)
        found = await home.accounts.second.enter(await ticket_of(home, ada), codes[0].upper())
        assert isinstance(found, SignedIn)
        with pytest.raises(CodeWrong):
            await home.accounts.second.enter(await ticket_of(home, ada), codes[0])
        async with services.database.begin(write=False) as tx:
            assert (await home.accounts.second.standing(tx, ada.actor)).codes_left == 9

    async def test_is_asked_for_after_a_new_password_too(self, home: House) -> None:
        ada, _, codes = await turned_on(home)
        await home.accounts.door.forget_password(ada.actor.email)
        secret = await home.secret_for(ada.actor.email)
        await home.accounts.door.reset_password(secret, password="another long one, by letter")
        step = await home.accounts.door.log_in(email=ada.actor.email, password="another long one, by letter")
        assert isinstance(step, SecondStep)
        assert isinstance(await home.accounts.second.enter(step.ticket, codes[0]), SignedIn)

    async def test_takes_nobody_elses_codes(self, home: House) -> None:
        ada, _, _ = await turned_on(home)
        _, key, codes = await turned_on(home)
        for code in (codes[0], code_at(key, steps=1)):
            with pytest.raises(CodeWrong):
                await home.accounts.second.enter(await ticket_of(home, ada), code)

    async def test_lets_a_ticket_go_after_a_few_wrong_codes(self, home: House) -> None:
        ada, key, _ = await turned_on(home)
        ticket = await ticket_of(home, ada)
        for _ in range(TRIES_A_TICKET):
            with pytest.raises(CodeWrong):
                await home.accounts.second.enter(ticket, "000000")
        with pytest.raises(TicketSpent):
            await home.accounts.second.enter(ticket, code_at(key, steps=1))

    async def test_counts_codes_over_all_tickets(self, home: House) -> None:
        ada, _, _ = await turned_on(home)
        with pytest.raises(TooOften):
            for _ in range(11):
                with pytest.raises(CodeWrong):
                    await home.accounts.second.enter(await ticket_of(home, ada), "000000")

    async def test_takes_no_ticket_of_nobody(self, home: House) -> None:
        for ticket in ("", "made-up"):
            with pytest.raises(TicketSpent):
                await home.accounts.second.enter(ticket, "000000")

    async def test_takes_recovery_codes_when_the_key_cannot_be_read_any_more(
        self, home: House, services: Services
    ) -> None:
        ada, _, codes = await turned_on(home)
        async with services.database.begin() as tx:
            kept = (
                await tx.scalars(select(SecondFactor).where(SecondFactor.user_id == ada.actor.user_id))
            ).one()
            kept.sealed = Seal(b"another").close("x", about="nobody")
        with pytest.raises(CodeWrong):
            await home.accounts.second.enter(await ticket_of(home, ada), "123456")
        assert isinstance(await home.accounts.second.enter(await ticket_of(home, ada), codes[0]), SignedIn)


class TestTurnOff:
    async def test_asks_for_the_password_alone_from_then_on(self, home: House, services: Services) -> None:
        ada, _, _ = await turned_on(home)
        async with services.database.begin() as tx:
            await home.accounts.second.turn_off(tx, ada.actor)
            with pytest.raises(SecondFactorOff):
                await home.accounts.second.turn_off(tx, ada.actor)
        assert isinstance(await home.accounts.door.log_in(email=ada.actor.email, password=PASSWORD), SignedIn)


class TestRenewCodes:
    async def test_voids_the_old_ones(self, home: House, services: Services) -> None:
        ada, _, old = await turned_on(home)
        async with services.database.begin() as tx:
            new = await home.accounts.second.renew_codes(tx, ada.actor)
            with pytest.raises(SecondFactorOff):
                await home.accounts.second.renew_codes(tx, replace(ada.actor, user_id="nobody"))
        with pytest.raises(CodeWrong):
            await home.accounts.second.enter(await ticket_of(home, ada), old[0])
        assert isinstance(await home.accounts.second.enter(await ticket_of(home, ada), new[0]), SignedIn)
