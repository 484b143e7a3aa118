"""Locks by name, for what no row stands for."""

from sqlalchemy import text

from personae.platform.db.dialect import is_sqlite
from personae.platform.db.engine import Tx


async def hold_name(tx: Tx, name: str) -> None:
    """Wait until no other transaction holds a name; this one does until it ends.

    On SQLite nothing is to be done: a transaction that writes is alone from its beginning.
    """
    if not is_sqlite(tx):
        query = text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))")
        await tx.execute(query, {"name": name})
