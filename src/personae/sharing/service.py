"""What an owner can ask about what they share. The thing's own room has said that it is theirs."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from personae.accounts import Actor, clean_email, digest, tell_later
from personae.platform.clock import now
from personae.platform.db import Tx, hold_name
from personae.platform.ids import new_id, new_secret
from personae.sharing import store
from personae.sharing.errors import ShareInvalid, ShareNotFound, SharesMany
from personae.sharing.noting import note
from personae.sharing.tables import COLUMN_OF, Right, Share, Thing

PAGE: Final = 50
SHARES_MOST: Final = 200  # of one thing


@dataclass(frozen=True, slots=True)
class Made:
    """A share, and the secret of its link, which is told this once; None where there is no new one."""

    share: Share
    secret: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A share as its owner sees it. opened_by: the names of those who have come by its link."""

    share: Share
    opened_by: Sequence[str] = ()


async def share(tx: Tx, actor: Actor, thing: Thing, *, right: Right, email: str = "") -> Made:
    """Let the person with an address look at a thing or talk with it; without one, whoever has a link.

    Whether there is an account with the address shows in nothing: what is made out to an address that
    nobody has waits for whoever signs in with it. One that the thing was made out to already has the new
    right.  Raises EmailInvalid, ShareInvalid for one's own address, SharesMany.
    """
    await hold_name(tx, f"shares:{thing.id}")
    if email:  # blanks are no address, and shall not open a thing to whoever has a link
        return await _made_out(tx, actor, thing, right=right, email=clean_email(email))
    secret = new_secret()
    made = await _add(tx, actor, thing, Share(right=right, secret_hash=digest(secret)))
    return Made(made, secret)


async def get(tx: Tx, actor: Actor, share_id: str) -> Shown:
    """One share that somebody has made. Raises ShareNotFound."""
    found = await store.get(tx, share_id, owner_id=actor.user_id)
    if found is None:
        raise ShareNotFound
    [shown] = await _shown(tx, actor, [found])
    return shown


async def list_shares(
    tx: Tx, actor: Actor, *, things: Collection[Thing] = (), before: str | None = None, limit: int = PAGE
) -> tuple[Sequence[Shown], str | None]:
    """A page of what somebody shares, the latest first, and the `before` of the next one.

    things: only these.
    """
    rows = await store.page(tx, owner_id=actor.user_id, things=things, before=before, limit=limit + 1)
    shown = await _shown(tx, actor, rows[:limit])
    return shown, rows[limit - 1].id if len(rows) > limit else None


async def of_thing(tx: Tx, actor: Actor, thing: Thing) -> Sequence[Shown]:
    """With whom and by which links one thing is shared; nothing for who does not own it."""
    shown, _ = await list_shares(tx, actor, things=[thing], limit=SHARES_MOST)
    return shown


async def change(tx: Tx, actor: Actor, share_id: str, *, right: Right) -> Share:
    """Let a share give another right. Raises ShareNotFound."""
    held = await _hold(tx, actor, share_id)
    await _give(tx, actor, held, right)
    return held


async def renew(tx: Tx, actor: Actor, share_id: str) -> Made:
    """A new link in the place of one: the old one ends, and with it all that it has given.

    Raises ShareNotFound, ShareInvalid for what is no link.
    """
    held = await _hold(tx, actor, share_id)
    if not held.is_link:
        raise ShareInvalid(why="Only a link can be renewed; this share is made out to a person")
    await _tell(tx, held)
    await store.close_openings(tx, held.id, owner_id=actor.user_id)
    secret = new_secret()
    held.secret_hash, held.updated_at = digest(secret), now()
    await tx.flush()
    note(tx, "share.renewed", actor, held)
    return Made(held, secret)


async def end(tx: Tx, actor: Actor, share_id: str) -> None:
    """Share no longer; whoever has something open by it loses it within seconds. Raises ShareNotFound."""
    held = await _hold(tx, actor, share_id)
    await _tell(tx, held)
    note(tx, "share.ended", actor, held)
    await tx.delete(held)
    await tx.flush()


async def _made_out(tx: Tx, actor: Actor, thing: Thing, *, right: Right, email: str) -> Made:
    person_id = await store.person_of_unscoped(tx, email)
    if person_id == actor.user_id:
        raise ShareInvalid(why="This is your own address. Give the one of whom you want to share it with")
    held = await store.find_made_out(tx, thing, email=email, owner_id=actor.user_id)
    if held is None:
        return Made(await _add(tx, actor, thing, Share(right=right, email=email, person_id=person_id)))
    held.person_id = person_id or held.person_id
    await _give(tx, actor, held, right)
    return Made(held)


async def _add(tx: Tx, actor: Actor, thing: Thing, made: Share) -> Share:
    if await store.count(tx, thing, owner_id=actor.user_id) >= SHARES_MOST:
        raise SharesMany(limit=SHARES_MOST)
    made.id, made.owner_id = new_id(), actor.user_id
    setattr(made, COLUMN_OF[thing.kind], thing.id)
    tx.add(made)
    await tx.flush()
    note(tx, "share.made", actor, made)
    await _tell(tx, made)
    return made


async def _give(tx: Tx, actor: Actor, held: Share, right: Right) -> None:
    if held.right == right:
        return
    held.right = right
    await tx.flush()
    note(tx, "share.changed", actor, held)
    await _tell(tx, held)


async def _hold(tx: Tx, actor: Actor, share_id: str) -> Share:
    held = await store.hold(tx, share_id, owner_id=actor.user_id)
    if held is None:
        raise ShareNotFound
    return held


async def _shown(tx: Tx, actor: Actor, rows: Sequence[Share]) -> list[Shown]:
    links = [each.id for each in rows if each.is_link]
    opened = await store.openers(tx, links, owner_id=actor.user_id) if links else {}
    return [Shown(each, opened.get(each.id, ())) for each in rows]


async def _tell(tx: Tx, held: Share) -> None:
    """Have whoever has something by a share look again at what they may do."""
    for user_id in await store.holders(tx, held, owner_id=held.owner_id):
        tell_later(tx, user_id)
