"""All SQL that reads messages, and shows them or not."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select, update

from personae.conversations.errors import MessageNotFound
from personae.conversations.store import is_there_or_since
from personae.conversations.tables import Conversation, Message
from personae.platform.db import Tx


async def latest(
    tx: Tx,
    conversation_id: str,
    *,
    owner_id: str,
    before: int | None,
    limit: int,
    after: int | None = None,
) -> Sequence[Message]:
    """The last messages of the branch that is shown between two depths, both left out, in their order."""
    query = (
        select(Message)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(
            Message.conversation_id == conversation_id,
            Conversation.owner_id == owner_id,
            Message.is_live,
            Message.deleted_at.is_(None),
        )
        .order_by(Message.depth.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(Message.depth < before)
    if after is not None:
        query = query.where(Message.depth > after)
    return list(reversed((await tx.scalars(query)).all()))


async def get(
    tx: Tx,
    message_id: str,
    *,
    conversation_id: str,
    owner_id: str,
    deleted_since: datetime | None = None,
) -> Message:
    """One message of a conversation of its owner. Raises MessageNotFound.

    deleted_since: take one that was deleted since then too.
    """
    query = (
        select(Message)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(
            Message.id == message_id,
            Message.conversation_id == conversation_id,
            Conversation.owner_id == owner_id,
            Conversation.deleted_at.is_(None),
            is_there_or_since(Message.deleted_at, deleted_since),
        )
    )
    message = await tx.scalar(query)
    if message is None:
        raise MessageNotFound
    return message


async def get_many(tx: Tx, ids: Collection[str], *, owner_id: str) -> dict[str, Message]:
    """Those of the ids that are messages in conversations of the owner."""
    query = (
        select(Message)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Message.id.in_(ids), Conversation.owner_id == owner_id)
        .where(Message.deleted_at.is_(None), Conversation.deleted_at.is_(None))
    )
    return {message.id: message for message in await tx.scalars(query)}


async def set_live(
    tx: Tx, message_ids: Collection[str], *, conversation_id: str, is_live: bool, owner_id: str
) -> None:
    """Note that messages of a conversation of its owner are on the branch it shows, or are not."""
    theirs = Conversation.id == conversation_id, Conversation.owner_id == owner_id
    version = await tx.scalar(select(Conversation.version).where(*theirs))
    # Joined to nothing, so that SQLite looks for the messages and not through the whole conversation.
    is_here = Message.conversation_id.concat("") == conversation_id
    query = update(Message).where(
        Message.id.in_(message_ids), is_here, select(Conversation.id).where(*theirs).exists()
    )
    # What comes onto the branch is what was shown last; what leaves it keeps its place.
    values = {"is_live": True, "shown_in": version} if is_live else {"is_live": False}
    await tx.execute(query.values(values))
