"""All SQL about what was said in short."""

from sqlalchemy import select

from personae.conversations.tables import Conversation, Message, Summary
from personae.platform.db import Tx


async def deepest(tx: Tx, conversation_id: str, *, owner_id: str, before: int) -> tuple[str, int] | None:
    """The summary that goes furthest along the branch that is shown, up to a message less deep than before.

    Returns its text and the depth of the last message in it.
    """
    query = (
        select(Summary.text, Message.depth)
        .join(Message, Message.id == Summary.message_id)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(
            Message.conversation_id == conversation_id,
            Conversation.owner_id == owner_id,
            Message.is_live,
            Message.deleted_at.is_(None),
            Message.depth < before,
        )
        .order_by(Message.depth.desc())
        .limit(1)
    )
    row = (await tx.execute(query)).first()
    return None if row is None else (row[0], row[1])


async def keep(tx: Tx, message_id: str, text: str, *, conversation_id: str, owner_id: str) -> str:
    """Keep a summary up to a message, unless there is one. Returns what is kept; "" if the message went."""
    theirs = (
        select(Message.id)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(
            Message.id == message_id,
            Message.conversation_id == conversation_id,
            Conversation.owner_id == owner_id,
        )
        .with_for_update(of=Message)
    )
    if await tx.scalar(theirs) is None:
        return ""
    there = await tx.get(Summary, message_id)
    if there is None:
        there = Summary(message_id=message_id, text=text)
        tx.add(there)
        await tx.flush()
    return there.text
