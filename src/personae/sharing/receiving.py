"""What somebody can ask about what others share with them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from personae.accounts import Actor, digest, tell_later
from personae.platform.db import Tx
from personae.sharing import store
from personae.sharing.errors import LinkSpent, ShareNotFound
from personae.sharing.noting import note
from personae.sharing.tables import Right, Share, Thing

PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Received:
    """Something that somebody is given. owner: the name of who shares it. is_own: it is one's own link."""

    id: str
    thing: Thing
    right: Right
    owner: str
    is_own: bool = False


async def received(
    tx: Tx, actor: Actor, *, things: Collection[Thing] = (), before: str | None = None, limit: int = PAGE
) -> tuple[Sequence[Received], str | None]:
    """A page of what others share with somebody, the latest first, and the `before` of the next.

    things: only these.
    """
    rows = await store.received_unscoped(
        tx, user_id=actor.user_id, things=things, before=before, limit=limit + 1
    )
    shown = [_shown(held, owner) for held, owner in rows[:limit]]
    return shown, shown[-1].id if len(rows) > limit else None


async def look_at(tx: Tx, actor: Actor, secret: str) -> Received:
    """What a link leads to, before it is opened. Raises LinkSpent."""
    held, owner = await _found(tx, secret, holds=False)
    return _shown(held, owner, is_own=held.owner_id == actor.user_id)


async def open_link(tx: Tx, actor: Actor, secret: str) -> Received:
    """Take what a link gives, for as long as there is this link; again without harm. Raises LinkSpent."""
    held, owner = await _found(tx, secret, holds=True)
    if held.owner_id == actor.user_id:
        return _shown(held, owner, is_own=True)
    if await store.note_opened_unscoped(tx, held.id, user_id=actor.user_id):
        note(tx, "share.opened", actor, held, to=held.owner_id)
    return _shown(held, owner)


async def leave(tx: Tx, actor: Actor, share_id: str) -> None:
    """Have no more of what others share; a link can be opened again. Raises ShareNotFound."""
    held = await store.hold_received_unscoped(tx, share_id, user_id=actor.user_id)
    if held is None:
        raise ShareNotFound
    note(tx, "share.left", actor, held, to=held.owner_id)
    await store.close_opening_unscoped(tx, held.id, user_id=actor.user_id)
    if not held.is_link:
        await tx.delete(held)
    await tx.flush()
    tell_later(tx, actor.user_id)


async def _found(tx: Tx, secret: str, *, holds: bool) -> tuple[Share, str]:
    found = await store.find_link_unscoped(tx, secret_hash=digest(secret), holds=holds)
    if found is None:
        raise LinkSpent
    return found


def _shown(held: Share, owner: str, *, is_own: bool = False) -> Received:
    return Received(held.id, held.thing, Right(held.right), owner, is_own)
