"""All SQL that hides what is deleted, brings it back, and removes it."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import aliased

from personae.conversations.paths import theirs
from personae.conversations.tables import Conversation, Message
from personae.platform.db import Tx

Child = aliased(Message, name="child")


async def hide(tx: Tx, message: Message, *, at: datetime, owner_id: str) -> None:
    """Note that a message and all that follows it were deleted."""
    await _mark(tx, message, deleted_at=None, to=at, owner_id=owner_id)


async def unhide(tx: Tx, message: Message, *, owner_id: str) -> None:
    """Bring back a message and what was deleted with it."""
    await _mark(tx, message, deleted_at=message.deleted_at, to=None, owner_id=owner_id)


async def _mark(
    tx: Tx, message: Message, *, deleted_at: datetime | None, to: datetime | None, owner_id: str
) -> None:
    """Mark what is marked alike of the tree below a message.

    The walk does not look at the marks, or a database may walk it by their index, again and again.
    """
    below = (
        select(Message.id)
        .where(Message.id == message.id, theirs(message.conversation_id, owner_id))
        .cte("below", recursive=True)
    )
    below = below.union_all(select(Child.id).join(below, Child.parent_id == below.c.id))
    alike = Message.deleted_at.is_(None) if deleted_at is None else Message.deleted_at == deleted_at
    await tx.execute(
        update(Message)
        .where(Message.id.in_(select(below.c.id)), alike)
        .values(deleted_at=to)
        .execution_options(synchronize_session=False)
    )
    await tx.refresh(message)


async def purge_messages_unscoped(tx: Tx, *, before: datetime, limit: int) -> int:
    """Remove messages that were deleted before then, or whose conversation was, the deepest first."""
    talks = select(Conversation.id).where(Conversation.deleted_at < before)
    old = (
        select(Message.id)
        .where((Message.deleted_at < before) | Message.conversation_id.in_(talks))
        .order_by(Message.depth.desc())  # or each would have to be told that its parent is gone
        .limit(limit)
    )
    gone = await tx.execute(delete(Message).where(Message.id.in_(old)).returning(Message.id))
    return len(gone.all())


async def purge_conversations_unscoped(tx: Tx, *, before: datetime) -> int:
    """Remove conversations that were deleted before then."""
    old = delete(Conversation).where(Conversation.deleted_at < before)
    return len((await tx.execute(old.returning(Conversation.id))).all())
