"""All SQL about memories."""

from collections.abc import Collection

from sqlalchemy import update

from personae.memory.tables import Memory
from personae.platform.db import Tx


async def set_live(tx: Tx, message_ids: Collection[str], *, is_live: bool, owner_id: str) -> None:
    """Note which moments are on the branch that is shown, by the messages they come from."""
    query = update(Memory).where(Memory.message_id.in_(message_ids), Memory.owner_id == owner_id)
    await tx.execute(query.values(is_live=is_live))
