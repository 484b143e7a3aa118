"""All SQL about notices."""

from collections.abc import Sequence

from sqlalchemy import delete, func, select

from personae.accounts import User
from personae.moderation.tables import Notice
from personae.platform.db import Tx

SUBJECTS = ("document_id", "message_id", "persona_id", "character_id")


async def replace(
    tx: Tx, about: dict[str, str], found: Sequence[Notice], *, owner_id: str, where: str
) -> None:
    """Keep what was noticed about one thing, instead of what was noticed in it before.

    about: the columns that name it.
    """
    subject = next(name for name in SUBJECTS if name in about)
    query = delete(Notice).where(Notice.owner_id == owner_id, Notice.where == where)
    await tx.execute(query.where(getattr(Notice, subject) == about[subject]))
    tx.add_all(found)
    await tx.flush()


async def of_document(tx: Tx, document_id: str, *, owner_id: str, after: int, limit: int) -> Sequence[Notice]:
    """Notices about a document in the order of its text, those that begin behind an offset."""
    query = select(Notice).where(
        Notice.document_id == document_id, Notice.owner_id == owner_id, Notice.start > after
    )
    return (await tx.scalars(query.order_by(Notice.start).limit(limit))).all()


async def count_of_document(tx: Tx, document_id: str, *, owner_id: str, until: int | None) -> int:
    """How many passages of a document were noticed."""
    query = select(func.count(Notice.id)).where(
        Notice.document_id == document_id, Notice.owner_id == owner_id
    )
    if until is not None:
        query = query.where(Notice.end <= until)
    return await tx.scalar(query) or 0


async def page(tx: Tx, *, owner_id: str, before: str | None, limit: int) -> Sequence[Notice]:
    """Somebody's notices, the latest first."""
    query = select(Notice).where(Notice.owner_id == owner_id)
    if before is not None:
        query = query.where(Notice.id < before)
    return (await tx.scalars(query.order_by(Notice.id.desc()).limit(limit))).all()


async def page_unscoped(
    tx: Tx, *, where: str, before: str | None, limit: int
) -> Sequence[tuple[Notice, str]]:
    """Everybody's notices with whose they are, the latest first. where: "" for all."""
    query = select(Notice, User.name).join(User, User.id == Notice.owner_id)
    if where:
        query = query.where(Notice.where == where)
    if before is not None:
        query = query.where(Notice.id < before)
    rows = await tx.execute(query.order_by(Notice.id.desc()).limit(limit))
    return [(row[0], row[1]) for row in rows]
