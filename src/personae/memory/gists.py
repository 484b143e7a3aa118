"""All SQL about moments that fade, and the gists that are made of them."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, func, insert, select, update

from personae.memory.tables import GistSource, Memory, MemoryKind
from personae.platform.db import Tx


def _present() -> ColumnElement[bool]:
    """Moments that are recalled by themselves, and may fade."""
    return and_(
        Memory.kind == MemoryKind.MOMENT,
        Memory.is_live.is_(True),
        Memory.is_faded.is_(False),
        Memory.is_pinned.is_(False),
    )


async def crowded_unscoped(tx: Tx, *, most: int, limit: int) -> Sequence[tuple[str, str, int]]:
    """Owners and characters with more moments than most, and how many they have."""
    counted = func.count()
    query = select(Memory.owner_id, Memory.character_id, counted).where(_present())
    query = query.group_by(Memory.owner_id, Memory.character_id).having(counted > most).limit(limit)
    return [(row[0], row[1], row[2]) for row in await tx.execute(query)]


async def oldest(tx: Tx, character_id: str, *, owner_id: str, limit: int) -> Sequence[Memory]:
    """The oldest moments that may fade."""
    query = select(Memory).where(Memory.owner_id == owner_id, Memory.character_id == character_id, _present())
    return (await tx.scalars(query.order_by(Memory.id).limit(limit))).all()


async def unchanged(tx: Tx, ids: Collection[str], *, owner_id: str) -> dict[str, int]:
    """The versions of those moments that may still fade; nobody changes them before this ends."""
    query = select(Memory.id, Memory.version).where(
        Memory.id.in_(ids), Memory.owner_id == owner_id, _present()
    )
    return dict(list(await tx.execute(query.with_for_update())))


async def add(tx: Tx, gist: dict[str, Any], moment_ids: Sequence[str], *, owner_id: str) -> None:
    """Write a gist, link it to its moments and let them fade."""
    await tx.execute(insert(Memory).values(**gist, owner_id=owner_id, kind=MemoryKind.GIST))
    links = [{"gist_id": gist["id"], "moment_id": moment_id} for moment_id in moment_ids]
    await tx.execute(insert(GistSource), links)
    query = update(Memory).where(Memory.id.in_(moment_ids), Memory.owner_id == owner_id)
    await tx.execute(query.values(is_faded=True).execution_options(synchronize_session=False))
