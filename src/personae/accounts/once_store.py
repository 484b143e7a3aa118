"""All SQL about requests that shall be done once."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, update

from personae.accounts.tables import Once
from personae.platform.db import Tx, insert


async def claim(tx: Tx, asker: str, key_hash: str, *, owner_id: str, at: datetime) -> bool:
    """Take a request upon oneself. False when somebody has."""
    query = insert(tx, Once).values(
        asker=asker, key_hash=key_hash, owner_id=owner_id, digest="", headers={}, created_at=at
    )
    found = await tx.execute(query.on_conflict_do_nothing().returning(Once.asker))
    return found.first() is not None


async def find(tx: Tx, asker: str, key_hash: str, *, owner_id: str) -> Once | None:
    """What is known of a request."""
    once = await tx.get(Once, (asker, key_hash), populate_existing=True)
    return once if once is not None and once.owner_id == owner_id else None


async def settle(
    tx: Tx,
    asker: str,
    key_hash: str,
    *,
    owner_id: str,
    digest: str,
    status: int,
    headers: Mapping[str, str],
    sealed: bytes | None,
) -> None:
    """Write what was answered. status: 0 when that is not known."""
    query = update(Once).where(Once.asker == asker, Once.key_hash == key_hash, Once.owner_id == owner_id)
    values = {"digest": digest, "status": status, "headers": dict(headers), "sealed": sealed}
    await tx.execute(query.values(values).execution_options(synchronize_session=False))


async def release(tx: Tx, asker: str, key_hash: str, *, owner_id: str) -> None:
    """Let a request that did nothing be tried again."""
    query = delete(Once).where(Once.asker == asker, Once.key_hash == key_hash, Once.owner_id == owner_id)
    await tx.execute(query)


async def sweep_unscoped(tx: Tx, *, before: datetime) -> None:
    """Forget requests that were begun before a moment."""
    await tx.execute(delete(Once).where(Once.created_at < before))
