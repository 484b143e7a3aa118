"""All SQL about accounts."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError

from personae.accounts.errors import EmailTaken, PersonaNotFound
from personae.accounts.tables import Persona, Session, User
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


async def personas(tx: Tx, *, owner_id: str, after: str | None, limit: int) -> Sequence[Persona]:
    """The owner's personas, the oldest first, those after the id `after`."""
    query = select(Persona).where(Persona.owner_id == owner_id).order_by(Persona.id).limit(limit)
    if after is not None:
        query = query.where(Persona.id > after)
    return (await tx.scalars(query)).all()


async def count_personas(tx: Tx, *, owner_id: str) -> int:
    """How many personas the owner has."""
    return await tx.scalar(select(func.count()).where(Persona.owner_id == owner_id)) or 0


async def get_persona(tx: Tx, persona_id: str, *, owner_id: str) -> Persona:
    """One persona of its owner. Raises PersonaNotFound."""
    query = select(Persona).where(Persona.id == persona_id, Persona.owner_id == owner_id)
    persona = await tx.scalar(query)
    if persona is None:
        raise PersonaNotFound
    return persona


async def usual_persona(tx: Tx, *, owner_id: str) -> Persona | None:
    """The persona that the owner takes for new conversations."""
    return await tx.scalar(select(Persona).where(Persona.owner_id == owner_id, Persona.is_usual).limit(1))


async def forget_usual(tx: Tx, *, owner_id: str) -> None:
    """Let none of the owner's personas be the usual one."""
    query = update(Persona).where(Persona.owner_id == owner_id, Persona.is_usual)
    await tx.execute(query.values(is_usual=False))
