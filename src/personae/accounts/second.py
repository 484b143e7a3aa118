"""The second factor: setting it up, coming in with it, codes for when the phone is lost."""

from collections.abc import Sequence
from dataclasses import dataclass

from personae.accounts import codes, entry_store, store, tickets
from personae.accounts.actor import Actor
from personae.accounts.audit import Act, note
from personae.accounts.errors import CodeWrong, SecondFactorOff, SecondFactorOn, TicketSpent
from personae.accounts.notices import Notices
from personae.accounts.rules import Rules
from personae.accounts.service import SignedIn, open_session
from personae.accounts.tables import Purpose, SecondFactor, User
from personae.accounts.tries import Tries
from personae.platform.clock import now
from personae.platform.db import OpenTx, Tx
from personae.platform.seal import Seal, SealBroken

TRIES_A_TICKET = 5


@dataclass(frozen=True, slots=True)
class Setup:
    """What an authenticator needs: the key to type, or the picture (an SVG) to look at."""

    key: str
    address: str

    @property
    def picture(self) -> str:
        """The QR code."""
        return codes.picture_of(self.address)


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a second factor is asked for, and how many recovery codes are left."""

    is_on: bool
    codes_left: int


class SecondFactors:
    """Everybody's authenticators. Their keys are sealed, and bound to whose they are."""

    def __init__(self, open_tx: OpenTx, seal: Seal, tries: Tries, notices: Notices, rules: Rules) -> None:
        self._open_tx, self._seal, self._tries = open_tx, seal, tries
        self._notices, self._rules = notices, rules

    async def standing(self, tx: Tx, actor: Actor) -> Standing:
        """How things stand for one person."""
        factor = await entry_store.second_factor(tx, owner_id=actor.user_id)
        is_on = factor is not None and factor.confirmed_at is not None
        return Standing(is_on, await entry_store.codes_left(tx, owner_id=actor.user_id) if is_on else 0)

    async def begin(self, tx: Tx, actor: Actor) -> Setup:
        """Start setting one up, or go on with the one that was begun. Raises SecondFactorOn."""
        factor = await entry_store.second_factor(tx, owner_id=actor.user_id)
        if factor is not None and factor.confirmed_at is not None:
            raise SecondFactorOn
        if factor is None:
            key = codes.new_key()
            factor = SecondFactor(sealed=self._seal.close(key, about=_about(actor.user_id)))
            await entry_store.add(tx, factor, owner_id=actor.user_id)
        return self._setup(factor, actor)

    async def setup(self, tx: Tx, actor: Actor) -> Setup:
        """What is being set up. Raises SecondFactorOff for nothing, SecondFactorOn once it is confirmed."""
        factor = await entry_store.second_factor(tx, owner_id=actor.user_id)
        if factor is None:
            raise SecondFactorOff
        if factor.confirmed_at is not None:
            raise SecondFactorOn
        return self._setup(factor, actor)

    async def confirm(self, actor: Actor, code: str) -> Sequence[str]:
        """Turn it on with a first code. Returns the recovery codes, told this once.

        Raises CodeWrong, SecondFactorOn, SecondFactorOff, TooOften, CountUnknown.
        """
        await self._tries.code(actor.user_id)
        async with self._open_tx() as tx:
            await store.hold_user_unscoped(tx, actor.user_id)
            factor = await entry_store.second_factor(tx, owner_id=actor.user_id)
            if factor is None:
                raise SecondFactorOff
            if factor.confirmed_at is not None:
                raise SecondFactorOn
            if not await self._is_shown(tx, factor, code):
                raise CodeWrong
            factor.confirmed_at = now()
            made = await self._new_codes(tx, actor)
            note(tx, Act.SECOND_ON, by=actor, to=actor.user_id)
            self._notices.send_later(tx, actor.email, "A second factor was turned on for your account.")
            return made

    async def turn_off(self, tx: Tx, actor: Actor) -> None:
        """Come in with the password alone from now on; who asks has proved who they are.

        Raises SecondFactorOff.
        """
        if await entry_store.second_factor(tx, owner_id=actor.user_id) is None:
            raise SecondFactorOff
        await entry_store.drop_second_factor(tx, owner_id=actor.user_id)
        note(tx, Act.SECOND_OFF, by=actor, to=actor.user_id)
        self._notices.send_later(tx, actor.email, "The second factor of your account was turned off.")

    async def renew_codes(self, tx: Tx, actor: Actor) -> Sequence[str]:
        """Ten new recovery codes; the old ones are void. Raises SecondFactorOff."""
        if not (await self.standing(tx, actor)).is_on:
            raise SecondFactorOff
        note(tx, Act.CODES_MADE, by=actor, to=actor.user_id)
        what = "New recovery codes were made for your account, and the older ones are void."
        self._notices.send_later(tx, actor.email, what)
        return await self._new_codes(tx, actor)

    async def enter(self, ticket: str, code: str) -> SignedIn:
        """The second step of a log-in, with a code of the authenticator or a recovery code.

        Raises TicketSpent, CodeWrong, TooOften, CountUnknown.
        """
        async with self._open_tx(write=False) as tx:
            _, user = await tickets.peek(tx, ticket, Purpose.SECOND)
        await self._tries.code(user.id)
        async with self._open_tx() as tx:
            found, user = await tickets.peek(tx, ticket, Purpose.SECOND)
            if found.tries >= TRIES_A_TICKET:
                raise TicketSpent
            way = await self._way_of(tx, user, code)
            if way is not None:
                await tickets.redeem(tx, ticket, Purpose.SECOND)
                return await open_session(tx, user, session_days=self._rules.unused_days, by=way)
            found.tries += 1
            note(tx, Act.SECOND_FAILED, by=None, to=user.id)
        raise CodeWrong  # now that the try is counted

    def _setup(self, factor: SecondFactor, actor: Actor) -> Setup:
        key = self._seal.open(factor.sealed, about=_about(actor.user_id))
        return Setup(key, codes.address_of(key, email=actor.email))

    async def _way_of(self, tx: Tx, user: User, code: str) -> str | None:
        """How a code opens the account: "second_factor" or "recovery_code"; None when it does not."""
        factor = await entry_store.second_factor(tx, owner_id=user.id)
        if factor is not None and await self._is_shown(tx, factor, code):
            return "second_factor"
        if await entry_store.use_code(tx, codes.recovery_digest(code), owner_id=user.id, now=now()):
            note(tx, Act.CODE_USED, by=user.id, to=user.id)
            self._notices.send_later(tx, user.email, "Somebody logged in with one of your recovery codes.")
            return "recovery_code"
        return None

    async def _is_shown(self, tx: Tx, factor: SecondFactor, code: str) -> bool:
        """True for the code that the authenticator shows now, which is then used up.

        Under another SECRET_KEY no code is known any more; recovery codes are.
        """
        try:
            key = self._seal.open(factor.sealed, about=_about(factor.user_id))
        except SealBroken:
            return False
        step = codes.step_of(code, key, at=now(), after=factor.last_step)
        return step is not None and await entry_store.take_step(tx, step, owner_id=factor.user_id)

    async def _new_codes(self, tx: Tx, actor: Actor) -> Sequence[str]:
        made = codes.new_recovery_codes()
        await entry_store.replace_codes(
            tx, [codes.recovery_digest(each) for each in made], owner_id=actor.user_id
        )
        return made


def _about(user_id: str) -> str:
    return f"second factor of {user_id}"
