"""All SQL about people and their sessions."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, or_, select, text, update
from sqlalchemy.exc import IntegrityError

from personae.accounts.errors import EmailTaken, PersonaNotFound
from personae.accounts.tables import Persona, Role, Session, User
from personae.platform.db import Tx, is_sqlite

FOUNDING = 7_301_442  # any number that no other lock of ours has


async def find_user_unscoped(tx: Tx, *, email: str) -> User | None:
    """The account with this casefolded address."""
    return await tx.scalar(select(User).where(User.email == email))


async def get_user_unscoped(tx: Tx, user_id: str) -> User | None:
    """The account with this id."""
    return await tx.get(User, user_id)


async def names_unscoped(tx: Tx, user_ids: Collection[str]) -> dict[str, str]:
    """What some people are called, by their ids; who is gone is left out."""
    rows = await tx.execute(select(User.id, User.name).where(User.id.in_(user_ids)))
    return {row[0]: row[1] for row in rows}


async def hold_user_unscoped(tx: Tx, user_id: str) -> User | None:
    """The account as it is now, which nobody else can change before this transaction ends."""
    query = select(User).where(User.id == user_id).with_for_update()
    return await tx.scalar(query, execution_options={"populate_existing": True})


async def has_people_unscoped(tx: Tx) -> bool:
    """True once there is an account."""
    return await tx.scalar(select(User.id).limit(1)) is not None


async def is_empty_unscoped(tx: Tx) -> bool:
    """True while there is no account. Two who come first at the same moment are told one after the other."""
    if await has_people_unscoped(tx):
        return False
    if not is_sqlite(tx):
        await tx.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": FOUNDING})
    return not await has_people_unscoped(tx)


async def add_user_unscoped(tx: Tx, user: User) -> None:
    """Write a new account. Raises EmailTaken, after which the transaction can only be rolled back."""
    tx.add(user)
    await flush_email_unscoped(tx)


async def flush_email_unscoped(tx: Tx) -> None:
    """Write a new address. Raises EmailTaken, after which the transaction can only be rolled back."""
    try:
        await tx.flush()
    except IntegrityError as error:
        raise EmailTaken from error


async def hold_admins_unscoped(tx: Tx) -> set[str]:
    """The ids of all active admins, none of whom can change before this transaction ends."""
    query = select(User.id).where(User.role == Role.ADMIN, _active()).order_by(User.id).with_for_update()
    return set(await tx.scalars(query))


async def people_unscoped(tx: Tx, *, like: str, after: str | None, limit: int) -> Sequence[User]:
    """Everybody whose name or address has `like` in it, in the order they came."""
    query = select(User)
    if like:
        pattern = like.casefold()
        found = (
            User.email.contains(pattern, autoescape=True),
            func.lower(User.name).contains(pattern, autoescape=True),
        )
        query = query.where(or_(*found))
    if after is not None:
        query = query.where(User.id > after)
    return (await tx.scalars(query.order_by(User.id).limit(limit))).all()


async def find_session_unscoped(tx: Tx, *, secret_hash: str, now: datetime) -> tuple[Session, User] | None:
    """The session whose secret has this hash and that has not expired, with its person, who is active."""
    query = (
        select(Session, User)
        .join(User, User.id == Session.user_id)
        .where(Session.secret_hash == secret_hash, Session.expires_at > now, _active())
    )
    found = (await tx.execute(query)).one_or_none()
    return None if found is None else (found[0], found[1])


async def let_last_unscoped(tx: Tx, session_id: str, *, until: datetime) -> None:
    """Let a session that is there end later than it would have."""
    query = update(Session).where(Session.id == session_id, Session.expires_at < until)
    await tx.execute(query.values(expires_at=until))


async def sessions(tx: Tx, *, owner_id: str, now: datetime) -> Sequence[Session]:
    """Every session of its owner that is open, the latest first."""
    query = select(Session).where(Session.user_id == owner_id, Session.expires_at > now)
    return (await tx.scalars(query.order_by(Session.id.desc()))).all()


async def get_session(tx: Tx, session_id: str, *, owner_id: str) -> Session | None:
    """One session of its owner."""
    return await tx.scalar(select(Session).where(Session.id == session_id, Session.user_id == owner_id))


async def delete_session(tx: Tx, session_id: str, *, owner_id: str) -> bool:
    """End one session of its owner. False when there is none."""
    query = delete(Session).where(Session.id == session_id, Session.user_id == owner_id)
    return (await tx.execute(query.returning(Session.id))).first() is not None


async def delete_session_of_secret_unscoped(tx: Tx, secret_hash: str) -> None:
    """End the session that a browser had before."""
    await tx.execute(delete(Session).where(Session.secret_hash == secret_hash))


async def delete_sessions(tx: Tx, *, owner_id: str, but: str = "") -> int:
    """End every session of its owner but one. Returns how many."""
    query = delete(Session).where(Session.user_id == owner_id, Session.id != but)
    return len((await tx.execute(query.returning(Session.id))).all())


async def alive_unscoped(tx: Tx, session_ids: Sequence[str], *, now: datetime) -> set[str]:
    """Those of session_ids that still open anything."""
    query = (
        select(Session.id)
        .join(User, User.id == Session.user_id)
        .where(Session.id.in_(session_ids), Session.expires_at > now, _active())
    )
    return set(await tx.scalars(query))


async def delete_expired_unscoped(tx: Tx, *, now: datetime) -> int:
    """Remove the sessions that have expired. Returns how many."""
    result = await tx.execute(delete(Session).where(Session.expires_at <= now).returning(Session.id))
    return len(result.all())


async def delete_user_unscoped(tx: Tx, user_id: str) -> None:
    """Remove the row of somebody who is leaving, and all that still belongs to it."""
    await tx.execute(delete(User).where(User.id == user_id, User.leaving_at.is_not(None)))


async def leaving_unscoped(tx: Tx) -> Sequence[str]:
    """Everybody who is leaving."""
    return (await tx.scalars(select(User.id).where(User.leaving_at.is_not(None)))).all()


def _active() -> ColumnElement[bool]:
    return User.suspended_at.is_(None) & User.leaving_at.is_(None)


async def personas(tx: Tx, *, owner_id: str, after: str | None, limit: int) -> Sequence[Persona]:
    """The owner's personas, the oldest first, those after the id `after`."""
    query = select(Persona).where(Persona.owner_id == owner_id).order_by(Persona.id).limit(limit)
    if after is not None:
        query = query.where(Persona.id > after)
    return (await tx.scalars(query)).all()


async def count_personas(tx: Tx, *, owner_id: str) -> int:
    """How many personas the owner has."""
    return await tx.scalar(select(func.count()).where(Persona.owner_id == owner_id)) or 0


async def persona_keys(tx: Tx, *, owner_id: str, but: str) -> set[str]:
    """The keys of the names of the owner's personas, but one."""
    query = select(Persona.name_key).where(Persona.owner_id == owner_id, Persona.id != but)
    return set(await tx.scalars(query))


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
