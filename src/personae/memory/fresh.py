"""All SQL about what comes to mind: whether anything has changed since it was last read, and what."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, select

from personae.memory.tables import Memory
from personae.platform.db import Tx

AT_ONCE = 500
OVERLAP = timedelta(seconds=5)  # what one transaction may have written before another and committed after


@dataclass(frozen=True, slots=True)
class State:
    """What all memories that may come to mind amount to: equal ones are taken for the same memories."""

    count: int = 0
    latest: datetime | None = None
    versions: int = 0
    vectors: int = 0


@dataclass(frozen=True, slots=True)
class Known:
    """What an index keeps of one memory."""

    id: str
    message_id: str | None
    conversation_id: str | None
    kind: str
    speaker: str
    text: str
    valence: float
    arousal: float
    dominance: float
    intensity: float
    importance: float
    is_pinned: bool
    is_resolved: bool
    happened_at: datetime
    vector: bytes | None
    vector_version: int
    version: int
    updated_at: datetime


COLUMNS = [getattr(Memory, name) for name in Known.__slots__]


async def state(tx: Tx, character_id: str, *, owner_id: str) -> State:
    """Answered from an index alone, without a look at any memory."""
    query = select(
        func.count(), func.max(Memory.updated_at), func.sum(Memory.version), func.sum(Memory.vector_version)
    ).where(_open(character_id, owner_id))
    count, latest, versions, vectors = (await tx.execute(query)).one()
    return State(count, latest, versions or 0, vectors or 0)


async def changed(tx: Tx, character_id: str, *, owner_id: str, since: datetime | None) -> Sequence[Known]:
    """Memories that may come to mind and changed after a time or shortly before it; None for all."""
    query = select(*COLUMNS).where(_open(character_id, owner_id))
    if since is not None:
        query = query.where(Memory.updated_at >= since - OVERLAP)
    return [Known(*row) for row in await tx.execute(query.order_by(Memory.id))]


async def ids(tx: Tx, character_id: str, *, owner_id: str) -> set[str]:
    """The ids of all memories that may come to mind."""
    return set(await tx.scalars(select(Memory.id).where(_open(character_id, owner_id))))


async def some(tx: Tx, wanted: Collection[str], *, character_id: str, owner_id: str) -> Sequence[Known]:
    """Those of some ids that may come to mind."""
    found: list[Known] = []
    listed = sorted(wanted)
    for start in range(0, len(listed), AT_ONCE):
        query = select(*COLUMNS).where(
            _open(character_id, owner_id), Memory.id.in_(listed[start : start + AT_ONCE])
        )
        found += [Known(*row) for row in await tx.execute(query.order_by(Memory.id))]
    return found


def _open(character_id: str, owner_id: str) -> ColumnElement[bool]:
    return and_(
        Memory.owner_id == owner_id,
        Memory.character_id == character_id,
        Memory.is_live.is_(True),
        Memory.is_faded.is_(False),
    )
