"""All SQL about memories whose meaning has not been worked out yet."""

from collections.abc import Sequence

from sqlalchemy import select, update

from personae.memory.tables import Memory
from personae.platform.db import Tx


async def without_vector_unscoped(tx: Tx, *, version: int, limit: int) -> Sequence[tuple[str, str, int]]:
    """Id, text and version of memories without a vector or with one of another encoder.

    The newest of those without one come first.
    """
    found: list[tuple[str, str, int]] = []
    for is_wanted in (Memory.vector_version == 0, Memory.vector_version.not_in((0, version))):
        query = select(Memory.id, Memory.text, Memory.version).where(is_wanted)
        query = query.order_by(Memory.id.desc()).limit(limit - len(found))
        found += [(row[0], row[1], row[2]) for row in await tx.execute(query)]
        if len(found) == limit:
            break
    return found


async def set_vectors_unscoped(tx: Tx, rows: Sequence[tuple[str, int, bytes]], *, version: int) -> None:
    """Keep vectors by id, but none for a memory that is not at the version it was read at."""
    for id, at_version, vector in rows:
        query = update(Memory).where(Memory.id == id, Memory.version == at_version)
        query = query.values(vector=vector, vector_version=version)
        await tx.execute(query.execution_options(synchronize_session=False))
