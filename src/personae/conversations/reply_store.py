"""All SQL about replies that are being written."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, select, update

from personae.conversations import message_store
from personae.conversations.tables import Conversation, Message, State
from personae.platform.db import Tx

STOPPED = "stopped"


async def write_unscoped(tx: Tx, message_id: str, values: dict[str, Any]) -> bool:
    """Save how far a reply has come. False when it is no longer to be written: stopped, ended or deleted."""
    query = update(Message).where(Message.id == message_id, Message.state == State.WRITING)
    row = (await tx.execute(query.values(**values).returning(Message.reason))).first()
    return row is not None and row[0] != STOPPED


async def keep_unscoped(tx: Tx, texts: Mapping[str, str], *, at: datetime) -> set[str]:
    """Save how far some replies have come, by their ids. Returns those that are still to be written."""
    messages = cast(Table, Message.__table__)
    query = (
        update(messages)
        .where(messages.c.id == bindparam("message"), messages.c.state == State.WRITING)
        .values(text=bindparam("so_far"), touched_at=at)
    )
    rows = [{"message": id, "so_far": text} for id, text in texts.items()]
    await (await tx.connection()).execute(query, rows)
    wanted = select(Message.id).where(
        Message.id.in_(texts), Message.state == State.WRITING, Message.reason.is_distinct_from(STOPPED)
    )
    return set(await tx.scalars(wanted))


async def ask_to_stop(tx: Tx, message_id: str, *, conversation_id: str, owner_id: str) -> None:
    """Note that a reply shall end, for its writer to see. Raises MessageNotFound."""
    message = await message_store.get(tx, message_id, conversation_id=conversation_id, owner_id=owner_id)
    query = update(Message).where(Message.id == message.id, Message.state == State.WRITING)
    await tx.execute(query.values(reason=STOPPED))


async def stop_writing(
    tx: Tx, conversation_id: str, *, owner_id: str, deleted_at: datetime | None
) -> Sequence[str]:
    """Note that replies of a conversation shall end: all, or those deleted at a moment. Returns their ids."""
    theirs = select(Conversation.id).where(
        Conversation.id == conversation_id, Conversation.owner_id == owner_id
    )
    query = update(Message).where(Message.conversation_id.in_(theirs), Message.state == State.WRITING)
    if deleted_at is not None:
        query = query.where(Message.deleted_at == deleted_at)
    return [row[0] for row in await tx.execute(query.values(reason=STOPPED).returning(Message.id))]


async def interrupt_stale_unscoped(
    tx: Tx, *, before: datetime, reason: str, living: Collection[str] = ()
) -> Sequence[tuple[str, str]]:
    """Mark replies whose writer has been silent since `before`, except those known to be living.

    Returns (conversation, message) ids.
    """
    query = (
        update(Message)
        .where(Message.state == State.WRITING, Message.touched_at < before, Message.id.not_in(living))
        .values(state=State.INTERRUPTED, reason=reason)
        .returning(Message.conversation_id, Message.id)
    )
    return [(row[0], row[1]) for row in await tx.execute(query)]
