"""All SQL about what the studio notes about itself."""

from collections.abc import Collection, Mapping

from sqlalchemy import delete, select, text, update

from personae.accounts import User
from personae.platform.clock import now
from personae.platform.db import Tx, insert, is_sqlite
from personae.upkeep.tables import FileCheck, Holding, NotedSetting

CHECKS_KEPT = 10


async def noted_unscoped(tx: Tx) -> dict[str, str]:
    """The settings as they were noted last, by name."""
    return {row.name: row.value for row in await tx.scalars(select(NotedSetting))}


async def keep_unscoped(tx: Tx, settings: Mapping[str, str]) -> None:
    """Replace what was noted."""
    await tx.execute(delete(NotedSetting).where(NotedSetting.name.not_in(settings)))
    for name, value in settings.items():
        values = {"value": value, "noted_at": now()}
        query = insert(tx, NotedSetting).values(name=name, **values)
        await tx.execute(query.on_conflict_do_update(index_elements=[NotedSetting.name], set_=values))


async def last_check_unscoped(tx: Tx, *, ended: bool = False) -> FileCheck | None:
    """The last check that was asked for; or the last that has ended."""
    query = select(FileCheck).order_by(FileCheck.id.desc()).limit(1)
    return await tx.scalar(query.where(FileCheck.ended_at.is_not(None)) if ended else query)


async def end_check_unscoped(tx: Tx, check_id: str, **values: object) -> None:
    """Write down what a check has found, and forget all but the last CHECKS_KEPT."""
    await tx.execute(update(FileCheck).where(FileCheck.id == check_id).values(**values))
    kept = select(FileCheck.id).order_by(FileCheck.id.desc()).limit(CHECKS_KEPT)
    await tx.execute(delete(FileCheck).where(FileCheck.id.not_in(kept.subquery().select())))


async def replace_holdings_unscoped(tx: Tx, held: Mapping[str, Mapping[str, int]]) -> None:
    """Write anew what the readings of everybody's documents take; who is gone meanwhile is left out."""
    await tx.execute(delete(Holding))
    there = set(await tx.scalars(select(User.id).where(User.id.in_(list(held)))))
    rows = [{"owner_id": owner_id, **counts} for owner_id, counts in held.items() if owner_id in there]
    if rows:
        await tx.execute(insert(tx, Holding), rows)


async def holdings_unscoped(tx: Tx, owner_ids: Collection[str]) -> dict[str, Holding]:
    """What the readings of some people's documents take, by their ids; nothing for who has none."""
    rows = await tx.scalars(select(Holding).where(Holding.owner_id.in_(owner_ids)))
    return {row.owner_id: row for row in rows}


async def database_bytes_unscoped(tx: Tx) -> int:
    """What the database takes on its disk."""
    if is_sqlite(tx):
        pages, size = [await tx.scalar(text(f"PRAGMA {name}")) for name in ("page_count", "page_size")]
        return int(pages or 0) * int(size or 0)
    return int(await tx.scalar(text("SELECT pg_database_size(current_database())")) or 0)
