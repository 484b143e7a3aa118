"""Leaving with all that is one's own: gone for everybody at once, then removed piece by piece."""

from collections.abc import Awaitable, Callable

from personae.accounts import entry_store, store, takeout_store
from personae.accounts.actor import Actor
from personae.accounts.audit import Act, note
from personae.accounts.errors import LastAdmin, SessionNotFound
from personae.accounts.news import tell_later
from personae.accounts.tables import User
from personae.jobs import Ids, announce
from personae.platform.clock import now
from personae.platform.db import OpenTx, Tx

Removal = Callable[[str], Awaitable[None]]


async def leave(tx: Tx, actor: Actor) -> None:
    """Delete one's own account; who asks has proved who they are. Raises LastAdmin."""
    admins = await store.hold_admins_unscoped(tx)
    user = await store.hold_user_unscoped(tx, actor.user_id)
    if user is None or user.leaving_at is not None:
        raise SessionNotFound
    if admins == {user.id}:
        raise LastAdmin
    await begin_to_leave(tx, user, by=actor)


async def begin_to_leave(tx: Tx, user: User, *, by: Actor) -> None:
    """Shut the account, let its address go, and have a job remove what belongs to it."""
    note(tx, Act.LEFT, by=by, to=user.id, role=user.role)
    user.leaving_at, user.email, user.name = now(), f"deleted-{user.id}", "deleted"
    user.password_hash = ""
    await store.delete_sessions(tx, owner_id=user.id)
    await entry_store.clear_tickets(tx, owner_id=user.id)
    await entry_store.drop_second_factor(tx, owner_id=user.id)
    await announce(tx, "accounts.left", user_id=user.id)
    tell_later(tx, user.id)


class Leaving:
    """The job behind it. removals: what higher rooms remove before the row goes with all that hangs on it."""

    def __init__(self, open_tx: OpenTx, *removals: Removal) -> None:
        self._open_tx, self._removals = open_tx, removals

    async def run(self, ids: Ids) -> bool:
        """Remove everything of somebody who is leaving. Safe to run twice."""
        async with self._open_tx(write=False) as tx:
            user = await store.get_user_unscoped(tx, ids["user_id"])
        if user is None or user.leaving_at is None:
            return True
        for remove in self._removals:
            await remove(user.id)
        async with self._open_tx() as tx:
            await takeout_store.clear_loose(tx, owner_id=user.id)
            await store.delete_user_unscoped(tx, user.id)
        return True

    async def mend(self) -> None:
        """Finish what a job that failed has left."""
        async with self._open_tx(write=False) as tx:
            leaving = await store.leaving_unscoped(tx)
        for user_id in leaving:
            await self.run({"user_id": user_id})
