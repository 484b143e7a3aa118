"""All SQL about accounts."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from personae.accounts.errors import EmailTaken
from personae.accounts.tables import Session, User
from personae.platform.db import Tx


async def find_user_unscoped(tx: Tx, *, email: str) -> User | None:
    """The account with this casefolded address."""
    return await tx.scalar(select(User).where(User.email == email))


async def add_user_unscoped(tx: Tx, user: User) -> None:
    """Write a new account. Raises EmailTaken, after which the transaction can only be rolled back."""
    tx.add(user)
    try:
        await tx.flush()
    except IntegrityError as error:
        raise EmailTaken from error


async def find_session_unscoped(tx: Tx, *, secret_hash: str, now: datetime) -> tuple[Session, User] | None:
    """The session whose secret has this hash and that has not expired, with its person."""
    query = (
        select(Session, User)
        .join(User, User.id == Session.user_id)
        .where(Session.secret_hash == secret_hash, Session.expires_at > now)
    )
    found = (await tx.execute(query)).one_or_none()
    return None if found is None else (found[0], found[1])


async def delete_session(tx: Tx, session_id: str, *, owner_id: str) -> None:
    """End one session of its owner."""
    await tx.execute(delete(Session).where(Session.id == session_id, Session.user_id == owner_id))


async def delete_expired_unscoped(tx: Tx, *, now: datetime) -> int:
    """Remove the sessions that have expired. Returns how many."""
    result = await tx.execute(delete(Session).where(Session.expires_at <= now).returning(Session.id))
    return len(result.all())
