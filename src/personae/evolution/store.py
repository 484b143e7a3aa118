"""All SQL about the ledger."""

from collections.abc import Collection

from sqlalchemy import delete, func, select, update

from personae.evolution.tables import Checkpoint, Event
from personae.platform.db import Tx


async def set_live(tx: Tx, message_ids: Collection[str], *, is_live: bool, owner_id: str) -> None:
    """Note which events are on the branch that is shown, and forget what was folded over them."""
    theirs = Event.message_id.in_(message_ids), Event.owner_id == owner_id
    first = select(Event.character_id, func.min(Event.seq)).where(*theirs).group_by(Event.character_id)
    for character_id, seq in (await tx.execute(first)).all():
        await tx.execute(
            delete(Checkpoint).where(
                Checkpoint.owner_id == owner_id,
                Checkpoint.character_id == character_id,
                Checkpoint.seq >= seq,
            )
        )
    await tx.execute(update(Event).where(*theirs).values(is_live=is_live))
