"""All SQL about decisions."""

from collections.abc import Collection, Sequence

from sqlalchemy import exists, select

from personae.accounts import User
from personae.moderation.tables import Decision, Outcome, Shelf
from personae.platform.db import Tx


async def get(tx: Tx, decision_id: str, *, owner_id: str) -> Decision | None:
    """A decision about somebody's words, held."""
    query = select(Decision).where(Decision.id == decision_id, Decision.owner_id == owner_id)
    found: Decision | None = await tx.scalar(query.with_for_update())
    return found


async def get_unscoped(tx: Tx, decision_id: str) -> Decision | None:
    """Any decision, held."""
    found: Decision | None = await tx.scalar(
        select(Decision).where(Decision.id == decision_id).with_for_update()
    )
    return found


async def page(tx: Tx, *, owner_id: str, before: str | None, limit: int) -> Sequence[Decision]:
    """Decisions about somebody's words, the latest first."""
    query = select(Decision).where(Decision.owner_id == owner_id)
    if before is not None:
        query = query.where(Decision.id < before)
    return (await tx.scalars(query.order_by(Decision.id.desc()).limit(limit))).all()


async def queue_unscoped(
    tx: Tx, *, shelf: Shelf, category: str, before: str | None, limit: int
) -> Sequence[tuple[Decision, str]]:
    """Decisions about everybody's words with whose they are, the latest first. category: "" for all."""
    query = select(Decision, User.name).join(User, User.id == Decision.owner_id)
    if shelf is Shelf.REVIEWED:
        query = query.where(Decision.reviewed_at.is_not(None))
    else:
        query = query.where(Decision.reviewed_at.is_(None))
    if shelf is Shelf.APPEALED:
        query = query.where(Decision.appealed_at.is_not(None))
    if category:
        query = query.where(Decision.category == category)
    if before is not None:
        query = query.where(Decision.id < before)
    rows = await tx.execute(query.order_by(Decision.id.desc()).limit(limit))
    return [(row[0], row[1]) for row in rows]


async def of_messages(tx: Tx, ids: Collection[str], *, owner_id: str) -> Sequence[Decision]:
    """What was decided about some messages of somebody's, oldest first."""
    query = select(Decision).where(Decision.message_id.in_(ids), Decision.owner_id == owner_id)
    return (await tx.scalars(query.order_by(Decision.id))).all()


async def unsent(tx: Tx, text: str, *, owner_id: str) -> Decision | None:
    """The decision that kept these very words from being sent and that nobody has reviewed yet, if any."""
    query = select(Decision).where(
        Decision.owner_id == owner_id,
        Decision.message_id.is_(None),
        Decision.action == "block",
        Decision.reviewed_at.is_(None),
        Decision.text == text,
    )
    found: Decision | None = await tx.scalar(query.order_by(Decision.id).limit(1))
    return found


async def has(tx: Tx, message_id: str, text: str, *, owner_id: str) -> bool:
    """Whether something was decided already about a message with these very words."""
    query = select(
        exists().where(
            Decision.message_id == message_id, Decision.owner_id == owner_id, Decision.text == text
        )
    )
    return bool(await tx.scalar(query))


async def is_cleared(tx: Tx, text: str, category: str, *, owner_id: str) -> bool:
    """Whether an admin let these very words of somebody's pass as not what they were read as."""
    query = select(
        exists().where(
            Decision.owner_id == owner_id,
            Decision.category == category,
            Decision.outcome == Outcome.OVERTURNED,
            Decision.text == text,
        )
    )
    return bool(await tx.scalar(query))
