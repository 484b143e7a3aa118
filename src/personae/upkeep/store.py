"""All SQL about what the studio notes about itself."""

from collections.abc import Mapping

from sqlalchemy import delete, select

from personae.platform.clock import now
from personae.platform.db import Tx, insert
from personae.upkeep.tables import NotedSetting


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
