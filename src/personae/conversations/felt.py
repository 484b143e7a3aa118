"""All SQL about what messages feel like."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, update

from personae.characters import Character, is_there
from personae.conversations.tables import Conversation, Message, State
from personae.platform.db import Tx


async def hold_unscoped(tx: Tx, message_id: str) -> tuple[Message, Conversation] | None:
    """A message and its conversation, whose branch nobody changes before this transaction ends."""
    query = (
        select(Conversation)
        .join(Message, Message.conversation_id == Conversation.id)
        .where(Message.id == message_id)
        .with_for_update(of=Conversation)
    )
    conversation = await tx.scalar(query.execution_options(populate_existing=True))
    message = await tx.get(Message, message_id, populate_existing=True)
    return None if conversation is None or message is None else (message, conversation)


async def keep_unscoped(tx: Tx, message_id: str, appraisal: dict[str, Any]) -> None:
    """Note what a message feels like."""
    query = update(Message).where(Message.id == message_id).values(appraisal=appraisal)
    await tx.execute(query.execution_options(synchronize_session=False))


async def unfelt_unscoped(tx: Tx, *, after: str, limit: int) -> Sequence[str]:
    """The ids of messages that are shown and of which nobody knows what they feel like, behind an id."""
    query = (
        select(Message.id)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .join(Character, Character.id == Conversation.character_id)
        .where(
            Message.id > after,
            Message.appraisal.is_(None),
            Message.is_live,
            Message.text != "",
            Message.state != State.WRITING,
            Message.deleted_at.is_(None),
            Conversation.deleted_at.is_(None),
            is_there(),
        )
    )
    return (await tx.scalars(query.order_by(Message.id).limit(limit))).all()
