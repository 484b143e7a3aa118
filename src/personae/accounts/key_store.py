"""All SQL about API keys."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, or_, select, update

from personae.accounts.tables import ApiKey, User
from personae.platform.db import Tx


async def find_unscoped(tx: Tx, *, secret_hash: str, now: datetime) -> tuple[ApiKey, User] | None:
    """The key whose secret has this hash and that is good, with its person, who is active."""
    query = select(ApiKey, User).join(User, User.id == ApiKey.owner_id)
    found = (await tx.execute(query.where(ApiKey.secret_hash == secret_hash, _good(now)))).one_or_none()
    return None if found is None else (found[0], found[1])


async def alive_unscoped(tx: Tx, key_ids: Sequence[str], *, now: datetime) -> set[str]:
    """Those of key_ids that still open anything."""
    query = select(ApiKey.id).join(User, User.id == ApiKey.owner_id)
    return set(await tx.scalars(query.where(ApiKey.id.in_(key_ids), _good(now))))


async def keys(tx: Tx, *, owner_id: str) -> Sequence[ApiKey]:
    """Every key of its owner, expired ones too, the latest first."""
    query = select(ApiKey).where(ApiKey.owner_id == owner_id).order_by(ApiKey.id.desc())
    return (await tx.scalars(query)).all()


async def get(tx: Tx, key_id: str, *, owner_id: str) -> ApiKey | None:
    """A key of its owner."""
    return await tx.scalar(select(ApiKey).where(ApiKey.id == key_id, ApiKey.owner_id == owner_id))


async def count(tx: Tx, *, owner_id: str) -> int:
    """How many keys the owner has."""
    return await tx.scalar(select(func.count()).where(ApiKey.owner_id == owner_id)) or 0


async def note_use_unscoped(tx: Tx, key_id: str, *, at: datetime, before: datetime) -> None:
    """Note when a key was used, unless that was noted since `before`."""
    is_old = or_(ApiKey.last_used_at.is_(None), ApiKey.last_used_at < before)
    query = update(ApiKey).where(ApiKey.id == key_id, is_old).values(last_used_at=at)
    await tx.execute(query.execution_options(synchronize_session=False))


async def revoke(tx: Tx, key_id: str, *, owner_id: str) -> bool:
    """Remove a key of its owner. False when there is none."""
    query = delete(ApiKey).where(ApiKey.id == key_id, ApiKey.owner_id == owner_id)
    return (await tx.execute(query.returning(ApiKey.id))).first() is not None


async def revoke_all(tx: Tx, *, owner_id: str) -> int:
    """Remove every key of its owner. Returns how many."""
    query = delete(ApiKey).where(ApiKey.owner_id == owner_id).returning(ApiKey.id)
    return len((await tx.execute(query)).all())


def _good(now: datetime) -> ColumnElement[bool]:
    is_active = User.suspended_at.is_(None) & User.leaving_at.is_(None)
    return is_active & or_(ApiKey.expires_at.is_(None), ApiKey.expires_at > now)
