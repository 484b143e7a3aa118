"""What admins do with people: roles, suspending, inviting. Rights are read in the transaction of the act."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Final

from personae.accounts import entry_store, letters, store, tickets
from personae.accounts.actor import Actor
from personae.accounts.audit import Act, note
from personae.accounts.errors import AdminNeeded, InviteNotFound, LastAdmin, PersonNotFound
from personae.accounts.leaving import begin_to_leave
from personae.accounts.news import tell_later
from personae.accounts.rules import Rules, clean_email, digest
from personae.accounts.tables import Invite, Purpose, Role, User
from personae.platform.clock import now
from personae.platform.db import Tx, after_commit
from personae.platform.ids import new_secret
from personae.platform.mail import Post

PAGE: Final = 50
INVITE_LASTS: Final = timedelta(days=14)


class People:
    """Everybody here, as admins see them: never their documents or conversations."""

    def __init__(self, post: Post, rules: Rules) -> None:
        self._post, self._rules = post, rules

    async def page(
        self, tx: Tx, actor: Actor, *, like: str = "", after: str | None = None, limit: int = PAGE
    ) -> tuple[Sequence[User], str | None]:
        """A page of people in the order they came, and the `after` of the next. Raises AdminNeeded."""
        await check_admin(tx, actor)
        rows = await store.people_unscoped(tx, like=like.strip(), after=after, limit=limit + 1)
        return rows[:limit], rows[limit - 1].id if len(rows) > limit else None

    async def get(self, tx: Tx, actor: Actor, user_id: str) -> User:
        """One person. Raises AdminNeeded, PersonNotFound."""
        await check_admin(tx, actor)
        user = await store.get_user_unscoped(tx, user_id)
        if user is None:
            raise PersonNotFound
        return user

    async def set_role(self, tx: Tx, actor: Actor, user_id: str, role: Role) -> User:
        """Make somebody an admin or a member. Raises AdminNeeded, PersonNotFound, LastAdmin."""
        user = await self._hold(tx, actor, user_id, takes_admin=role != Role.ADMIN)
        if user.role == role:
            return user
        note(tx, Act.ROLE_CHANGED, by=actor, to=user.id, before=user.role, after=role)
        user.role = role
        tell_later(tx, user.id)
        return user

    async def suspend(self, tx: Tx, actor: Actor, user_id: str) -> User:
        """Shut somebody out at once, with all they have open.

        Raises AdminNeeded, PersonNotFound, LastAdmin.
        """
        user = await self._hold(tx, actor, user_id, takes_admin=True)
        if user.suspended_at is None:
            user.suspended_at = now()
            await store.delete_sessions(tx, owner_id=user.id)
            await entry_store.clear_tickets(tx, owner_id=user.id)
            note(tx, Act.SUSPENDED, by=actor, to=user.id)
            tell_later(tx, user.id)
        return user

    async def unsuspend(self, tx: Tx, actor: Actor, user_id: str) -> User:
        """Let somebody in again. Raises AdminNeeded, PersonNotFound."""
        user = await self._hold(tx, actor, user_id, takes_admin=False)
        if user.suspended_at is not None:
            user.suspended_at = None
            note(tx, Act.UNSUSPENDED, by=actor, to=user.id)
        return user

    async def log_out(self, tx: Tx, actor: Actor, user_id: str) -> int:
        """End every session of somebody. Returns how many. Raises AdminNeeded, PersonNotFound."""
        user = await self._hold(tx, actor, user_id, takes_admin=False)
        ended = await store.delete_sessions(tx, owner_id=user.id)
        note(tx, Act.SESSIONS_ENDED, by=actor, to=user.id, sessions_ended=ended)
        tell_later(tx, user.id)
        return ended

    async def reset_link(self, tx: Tx, actor: Actor, user_id: str) -> str:
        """A link with which somebody chooses a new password, to be handed over by another way than a letter.

        Raises AdminNeeded, PersonNotFound.
        """
        user = await self._hold(tx, actor, user_id, takes_admin=False)
        if not user.is_active:
            raise PersonNotFound
        note(tx, Act.PASSWORD_ASKED, by=actor, to=user.id)
        return letters.link(self._rules.address, Purpose.RESET, await tickets.issue(tx, user, Purpose.RESET))

    async def delete(self, tx: Tx, actor: Actor, user_id: str) -> None:
        """Remove somebody with all that is theirs. Raises AdminNeeded, PersonNotFound, LastAdmin."""
        user = await self._hold(tx, actor, user_id, takes_admin=True)
        await begin_to_leave(tx, user, by=actor)

    async def invites(self, tx: Tx, actor: Actor) -> Sequence[Invite]:
        """Every open invitation. Raises AdminNeeded."""
        await check_admin(tx, actor)
        return await entry_store.open_invites_unscoped(tx, now=now())

    async def get_invite(self, tx: Tx, actor: Actor, invite_id: str) -> Invite:
        """An open invitation. Raises AdminNeeded, InviteNotFound."""
        for invite in await self.invites(tx, actor):
            if invite.id == invite_id:
                return invite
        raise InviteNotFound

    async def invite(self, tx: Tx, actor: Actor, *, email: str = "") -> tuple[Invite, str]:
        """An invitation for one account, good for two weeks, and its link, told this once.

        email: who alone may use it, and who gets a letter; blank for anybody.
        Raises AdminNeeded, EmailInvalid.
        """
        await check_admin(tx, actor)
        secret, email = new_secret(), clean_email(email) if email.strip() else ""
        invite = Invite(
            made_by=actor.user_id, secret_hash=digest(secret), email=email, expires_at=now() + INVITE_LASTS
        )
        tx.add(invite)
        await tx.flush()
        note(tx, Act.INVITED, by=actor, about=invite.id)
        if email:
            letter = letters.invitation(self._rules.address, email, secret)
            after_commit(tx, partial(self._post.take, letter))
        return invite, f"{self._rules.address}/register?invite={secret}"

    async def take_invite_back(self, tx: Tx, actor: Actor, invite_id: str) -> None:
        """Let an invitation be good for nobody. Raises AdminNeeded, InviteNotFound."""
        await check_admin(tx, actor)
        if not await entry_store.drop_invite_unscoped(tx, invite_id):
            raise InviteNotFound
        note(tx, Act.INVITE_TAKEN_BACK, by=actor, about=invite_id)

    async def _hold(self, tx: Tx, actor: Actor, user_id: str, *, takes_admin: bool) -> User:
        """The person an act is about. takes_admin: does the act leave the studio with one admin less?"""
        admins = await store.hold_admins_unscoped(tx)
        if actor.user_id not in admins:
            raise AdminNeeded
        user = await store.hold_user_unscoped(tx, user_id)
        if user is None or user.leaving_at is not None:
            raise PersonNotFound
        if takes_admin and admins == {user.id}:
            raise LastAdmin
        return user


async def check_admin(tx: Tx, actor: Actor) -> None:
    """Raises AdminNeeded unless who is asking is an admin at this very moment."""
    user = await store.get_user_unscoped(tx, actor.user_id)
    if user is None or not user.is_active or user.role != Role.ADMIN:
        raise AdminNeeded
