"""What a person can change about their own account, and the sessions they have open."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Final

from personae.accounts import entry_store, key_store, letters, store, tickets
from personae.accounts.actor import Actor
from personae.accounts.audit import Act, note
from personae.accounts.door import Awaiting
from personae.accounts.errors import PasswordWrong, SessionNotFound, SignInTooOld
from personae.accounts.news import tell_later
from personae.accounts.passwords import Passwords
from personae.accounts.rules import Rules, check_password, clean_email, clean_name
from personae.accounts.tables import Identity, Purpose, Session, User
from personae.accounts.tries import Tries
from personae.platform.clock import now
from personae.platform.db import Check, OpenTx, Tx, after_commit, unchecked
from personae.platform.mail import Letter, Post

PROOF_LASTS: Final = timedelta(minutes=10)


class Keeping:
    """Looks after accounts in their owners' name."""

    def __init__(self, open_tx: OpenTx, passwords: Passwords, tries: Tries, post: Post, rules: Rules) -> None:
        self._open_tx, self._passwords, self._tries, self._post = open_tx, passwords, tries, post
        self._rules = rules

    async def prove(self, actor: Actor, password: str) -> User:
        """Make sure that whoever sits at an open session is its owner, before a change that matters.

        An account without a password takes a sign-in of the last ten minutes for a proof. Returns the
        account. Raises PasswordWrong, SignInTooOld, TooOften, CountUnknown.
        """
        await self._tries.proof(actor.user_id)
        async with self._open_tx(write=False) as tx:
            user = await self.account(tx, actor)
        if not user.password_hash:
            await self.prove_fresh(actor)
            return user
        if not await self._passwords.verify(password, user.password_hash):
            raise PasswordWrong
        return user

    async def prove_fresh(self, actor: Actor) -> None:
        """Make sure that who asks came in during the last ten minutes. Raises SignInTooOld."""
        async with self._open_tx(write=False) as tx:
            session = await store.get_session(tx, actor.session_id, owner_id=actor.user_id)
        if session is None or now() - session.created_at > PROOF_LASTS:
            raise SignInTooOld

    async def account(self, tx: Tx, actor: Actor) -> User:
        """The row of who is asking. Raises SessionNotFound when they have been deleted meanwhile."""
        user = await store.get_user_unscoped(tx, actor.user_id)
        if user is None:
            raise SessionNotFound
        return user

    async def rename(self, tx: Tx, actor: Actor, *, name: str) -> None:
        """Change what characters call the person. Raises NameInvalid."""
        user = await self.account(tx, actor)
        user.name = clean_name(name, email=user.email)

    async def change_password(
        self, actor: Actor, *, present: str, password: str, seen: Check = unchecked
    ) -> None:
        """Choose another password; every other session ends, and every API key.

        Raises what `prove` and `seen` raise, PasswordWeak, PasswordCommon.
        """
        user = await self.prove(actor, present)
        check_password(password, email=user.email, name=user.name)
        hashed = await self._passwords.hash(password)
        async with self._open_tx() as tx:
            await seen(tx)
            user = await self.account(tx, actor)
            user.password_hash = hashed
            await entry_store.clear_tickets(tx, owner_id=user.id)
            ended = await store.delete_sessions(tx, owner_id=user.id, but=actor.session_id)
            keys = await key_store.revoke_all(tx, owner_id=user.id)
            note(tx, Act.PASSWORD_CHANGED, by=actor, to=user.id, sessions_ended=ended, keys_revoked=keys)
            tell_later(tx, user.id)
            self._send_later(
                tx, letters.changed(self._rules.address, user.email, "Your password was changed.")
            )

    async def change_email(
        self, actor: Actor, *, present: str, email: str, seen: Check = unchecked
    ) -> Awaiting | None:
        """Take another address, once its reader has confirmed it; at once where no letters can be sent.

        Nobody can tell from the answer whether the address has an account where letters are sent.
        Raises what `prove` and `seen` raise, EmailInvalid, EmailTaken.
        """
        email = clean_email(email)
        user = await self.prove(actor, present)
        async with self._open_tx() as tx:
            await seen(tx)
            user = await self.account(tx, actor)
            if not self._rules.verifies:
                before, user.email, user.verified_at = user.email, email, None
                await store.flush_email_unscoped(tx)
                note(tx, Act.EMAIL_CHANGED, by=actor, to=user.id)
                self._send_later(
                    tx, letters.changed(self._rules.address, before, "Your e-mail address was changed.")
                )
                return None
            if await store.find_user_unscoped(tx, email=email) is None:
                secret = await tickets.issue(tx, user, Purpose.VERIFY, email=email)
                self._send_later(tx, letters.confirm(self._rules.address, email, secret))
            what = "A change of your account’s e-mail address was asked for."
            self._send_later(tx, letters.changed(self._rules.address, user.email, what))
        return Awaiting(email)

    async def ask_to_verify(self, actor: Actor) -> Awaiting:
        """Send the link that confirms the present address. Raises TooOften, CountUnknown."""
        await self._tries.letter(actor.email)
        async with self._open_tx() as tx:
            user = await self.account(tx, actor)
            secret = await tickets.issue(tx, user, Purpose.VERIFY, email=user.email)
            self._send_later(tx, letters.confirm(self._rules.address, user.email, secret))
            return Awaiting(user.email)

    async def sessions(self, tx: Tx, actor: Actor) -> Sequence[Session]:
        """Every open session, the latest first."""
        return await store.sessions(tx, owner_id=actor.user_id, now=now())

    async def end_session(self, tx: Tx, actor: Actor, session_id: str) -> None:
        """End one session; its sockets close within seconds. Raises SessionNotFound."""
        if not await store.delete_session(tx, session_id, owner_id=actor.user_id):
            raise SessionNotFound
        note(tx, Act.SESSION_ENDED, by=actor, to=actor.user_id, about=session_id)
        tell_later(tx, actor.user_id)

    async def end_sessions(self, tx: Tx, actor: Actor, *, but_this: bool = False) -> int:
        """Log out everywhere. Returns how many sessions have ended."""
        but = actor.session_id if but_this else ""
        ended = await store.delete_sessions(tx, owner_id=actor.user_id, but=but)
        note(tx, Act.SESSIONS_ENDED, by=actor, to=actor.user_id, sessions_ended=ended)
        tell_later(tx, actor.user_id)
        return ended

    async def identities(self, tx: Tx, actor: Actor) -> Sequence[Identity]:
        """The providers that open the account."""
        return await entry_store.identities(tx, owner_id=actor.user_id)

    async def unlink(self, actor: Actor, identity_id: str, *, present: str) -> None:
        """Let a provider no longer open the account. Raises SessionNotFound for one there is not.

        Raises what `prove` raises, PasswordWrong too where nothing would be left to come in with.
        """
        async with self._open_tx(write=False) as tx:
            if identity_id not in {each.id for each in await self.identities(tx, actor)}:
                raise SessionNotFound
        await self.prove(actor, present)
        async with self._open_tx() as tx:
            user = await self.account(tx, actor)
            if not user.password_hash and len(await self.identities(tx, actor)) < 2:
                raise PasswordWrong
            if not await entry_store.drop_identity(tx, identity_id, owner_id=actor.user_id):
                raise SessionNotFound
            note(tx, Act.IDENTITY_UNLINKED, by=actor, to=actor.user_id)
            what = "A provider was taken off your account, and opens it no longer."
            self._send_later(tx, letters.changed(self._rules.address, user.email, what))

    def _send_later(self, tx: Tx, letter: Letter) -> None:
        after_commit(tx, partial(self._post.take, letter))
