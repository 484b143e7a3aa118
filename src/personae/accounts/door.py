"""How people come in: registering, logging in in one step or two, and finding back in by letter."""

from dataclasses import dataclass
from functools import partial

from personae.accounts import entry_store, key_store, letters, store, tickets
from personae.accounts.audit import Act, note
from personae.accounts.errors import (
    AccountSuspended,
    EmailTaken,
    EmailUnverified,
    InviteNeeded,
    LoginFailed,
    RegistrationClosed,
    TicketSpent,
)
from personae.accounts.news import tell_later
from personae.accounts.passwords import Passwords
from personae.accounts.rules import Rules, check_password, clean_email, clean_name, digest
from personae.accounts.service import SignedIn, make_user, open_session
from personae.accounts.tables import Purpose, Role, User
from personae.accounts.tries import Device, Tries
from personae.platform.clock import now
from personae.platform.db import OpenTx, Tx, after_commit
from personae.platform.mail import Letter, Post


@dataclass(frozen=True, slots=True)
class Awaiting:
    """A letter is on its way to this address; what it leads to happens once it is read."""

    email: str


@dataclass(frozen=True, slots=True)
class SecondStep:
    """The password was right; the ticket and a code of the second factor open the session."""

    ticket: str


class Door:
    """Lets people in by the studio's rules."""

    def __init__(self, open_tx: OpenTx, passwords: Passwords, tries: Tries, post: Post, rules: Rules) -> None:
        self._open_tx, self._passwords, self._tries, self._post = open_tx, passwords, tries, post
        self.rules = rules

    @property
    def has_post(self) -> bool:
        """True when letters reach people, so that they can find back in by themselves."""
        return self._post.is_open

    async def is_open(self, invite: str = "") -> bool:
        """True when an account may be made: by everybody, by the first of all, or with this invitation."""
        if self.rules.registers == "open":
            return True
        async with self._open_tx(write=False) as tx:
            if not await store.has_people_unscoped(tx):
                return True
            return await self._is_invited(tx, invite, email=None)

    async def register(
        self, *, email: str, password: str, name: str, invite: str = ""
    ) -> SignedIn | Awaiting:
        """Make an account and sign it in, or await that its address is confirmed.

        Where addresses are confirmed, nobody can tell from the answer whether there was an account.
        Raises EmailInvalid, NameInvalid, PasswordWeak, PasswordCommon, EmailTaken, RegistrationClosed,
        InviteNeeded, TooOften, CountUnknown.
        """
        email = clean_email(email)
        name = clean_name(name, email=email)
        check_password(password, email=email, name=name)
        await self._tries.registration()
        hashed = await self._passwords.hash(password)
        async with self._open_tx() as tx:
            return await self._take_in(tx, email=email, name=name, hashed=hashed, invite=invite)

    async def log_in(
        self, *, email: str, password: str, device: Device | None = None
    ) -> SignedIn | SecondStep:
        """Open a session, or say that a second step is needed.

        Raises LoginFailed, which does not tell whether the account exists; AccountSuspended and
        EmailUnverified, for who knew the password; TooOften, CountUnknown.
        """
        email = email.strip().casefold()
        async with self._open_tx(write=False) as tx:
            user = await store.find_user_unscoped(tx, email=email)
        await self._tries.password(email, device, user.id if user else None)
        matches = await self._passwords.verify(password, user.password_hash if user else None)
        if user is None or not matches or user.leaving_at is not None:
            await self._note_failure(user)
            raise LoginFailed
        await self._tries.fitted(email, device, user.id)
        await self._check_may_enter(user)
        async with self._open_tx() as tx:
            return await self.admit(tx, user, by="password")

    async def admit(self, tx: Tx, user: User, *, by: str) -> SignedIn | SecondStep:
        """A session for somebody who has shown who they are; with a second factor, the way to it."""
        present = await store.hold_user_unscoped(tx, user.id)
        if present is None or not present.is_active or present.password_hash != user.password_hash:
            raise LoginFailed  # changed since the password was looked at
        factor = await entry_store.second_factor(tx, owner_id=user.id)
        if factor is not None and factor.confirmed_at is not None:
            return SecondStep(await tickets.issue(tx, user, Purpose.SECOND))
        return await open_session(tx, user, session_days=self.rules.unused_days, by=by)

    async def check_invited(self, tx: Tx, user: User, invite: str) -> None:
        """Let an account that was just made stay. Raises RegistrationClosed, InviteNeeded."""
        if self.rules.registers == "open" or user.role == Role.ADMIN:
            return
        if self.rules.registers == "closed" and not invite:
            raise RegistrationClosed
        if not await entry_store.use_invite_unscoped(
            tx, secret_hash=digest(invite), email=user.email, user_id=user.id, now=now()
        ):
            raise InviteNeeded

    async def verify(self, secret: str) -> None:
        """Confirm the address that a ticket was sent to; it becomes the account's. Raises TicketSpent."""
        async with self._open_tx() as tx:
            ticket, user = await tickets.redeem(tx, secret, Purpose.VERIFY)
            is_change, user.email, user.verified_at = ticket.email != user.email, ticket.email, now()
            try:
                await store.flush_email_unscoped(tx)
            except EmailTaken as error:
                raise TicketSpent from error
            note(tx, Act.EMAIL_CHANGED if is_change else Act.VERIFIED, by=user.id, to=user.id)
            tell_later(tx, user.id)

    async def forget_password(self, email: str) -> None:
        """Send a link for a new password, if there is such an account. Looked up behind the answer.

        Raises TooOften, CountUnknown.
        """
        await self._tries.letter(email := email.strip().casefold())
        if self.has_post:
            self._post.behind(self._send_reset(email))

    async def reset_password(self, secret: str, *, password: str) -> None:
        """Choose a new password with a ticket; every session and key ends.

        Raises TicketSpent, PasswordWeak, PasswordCommon.
        """
        async with self._open_tx() as tx:
            _, user = await tickets.peek(tx, secret, Purpose.RESET)
        check_password(password, email=user.email, name=user.name)
        hashed = await self._passwords.hash(password)
        async with self._open_tx() as tx:
            ticket, user = await tickets.redeem(tx, secret, Purpose.RESET)
            user.password_hash = hashed
            if ticket.email == user.email and user.verified_at is None:
                user.verified_at = now()  # whoever followed the link reads the address
            await store.delete_sessions(tx, owner_id=user.id)
            await key_store.revoke_all(tx, owner_id=user.id)
            await entry_store.clear_tickets(tx, owner_id=user.id)
            note(tx, Act.PASSWORD_RESET, by=user.id, to=user.id)
            tell_later(tx, user.id)
            self._send_later(
                tx, letters.changed(self.rules.address, user.email, "Your password was changed by a link.")
            )

    async def _take_in(
        self, tx: Tx, *, email: str, name: str, hashed: str, invite: str
    ) -> SignedIn | Awaiting:
        if await store.find_user_unscoped(tx, email=email) is not None:
            # Who may not register learns nothing about who has.
            if self.rules.registers != "open" and not await self._is_invited(tx, invite, email=email):
                raise InviteNeeded
            if not self.rules.verifies:
                raise EmailTaken
            self._send_later(tx, letters.known_already(self.rules.address, email))
            return Awaiting(email)
        user = await make_user(tx, email=email, name=name, password_hash=hashed)
        await self.check_invited(tx, user, invite)
        if self.rules.verifies and user.role != Role.ADMIN:
            await self._send_confirmation(tx, user)
            return Awaiting(email)
        return await open_session(tx, user, session_days=self.rules.unused_days)

    async def _check_may_enter(self, user: User) -> None:
        if user.suspended_at is not None:
            await self._note_failure(user, why="suspended")
            raise AccountSuspended
        if self.rules.verifies and user.verified_at is None and user.role != Role.ADMIN:
            await self._tries.letter(user.email)
            async with self._open_tx() as tx:
                await self._send_confirmation(tx, user)
            raise EmailUnverified

    async def _is_invited(self, tx: Tx, invite: str, *, email: str | None) -> bool:
        return bool(invite) and await entry_store.is_invite_good_unscoped(
            tx, secret_hash=digest(invite), email=email, now=now()
        )

    async def _send_confirmation(self, tx: Tx, user: User) -> None:
        secret = await tickets.issue(tx, user, Purpose.VERIFY, email=user.email)
        self._send_later(tx, letters.confirm(self.rules.address, user.email, secret))

    async def _send_reset(self, email: str) -> None:
        async with self._open_tx() as tx:
            user = await store.find_user_unscoped(tx, email=email)
            if user is None or not user.is_active:
                return
            secret = await tickets.issue(tx, user, Purpose.RESET, email=email)
            note(tx, Act.PASSWORD_ASKED, by=None, to=user.id)
            self._send_later(tx, letters.new_password(self.rules.address, email, secret))

    async def _note_failure(self, user: User | None, **facts: str) -> None:
        async with self._open_tx() as tx:
            note(tx, Act.SIGN_IN_FAILED, by=None, to=user.id if user else None, **facts)

    def _send_later(self, tx: Tx, letter: Letter) -> None:
        after_commit(tx, partial(self._post.take, letter))
