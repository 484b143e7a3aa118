"""All SQL about searching what was said."""

from collections.abc import Collection, Sequence

from sqlalchemy import delete, insert, select

from personae.characters import Character, is_there
from personae.conversations.tables import Conversation, Message, Searchable
from personae.platform.db import Tx
from personae.platform.folding import fold


async def index_unscoped(tx: Tx, message_ids: Collection[str]) -> None:
    """Let some messages be found by their words, as these are kept now."""
    await tx.execute(delete(Searchable).where(Searchable.message_id.in_(message_ids)))
    query = (
        select(Message.id, Message.text, Conversation.owner_id)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Message.id.in_(message_ids), Message.text != "")
    )
    rows = [
        {"message_id": id, "owner_id": owner_id, "folded": fold(text)}
        for id, text, owner_id in await tx.execute(query)
    ]
    if rows:
        await tx.execute(insert(Searchable), rows)


async def find(
    tx: Tx, words: Sequence[str], *, owner_id: str, before: str | None, limit: int
) -> Sequence[tuple[Message, Conversation]]:
    """The owner's messages that have all the words, folded, anywhere in them: the newest first.

    before: only those before this id.
    """
    query = (
        select(Message, Conversation)
        .select_from(Searchable)
        .join(Message, Message.id == Searchable.message_id)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .join(Character, Character.id == Conversation.character_id)
        .where(
            Searchable.owner_id == owner_id,
            *(Searchable.folded.contains(word, autoescape=True) for word in words),
            Message.deleted_at.is_(None),
            Conversation.deleted_at.is_(None),
            is_there(),
        )
        .order_by(Searchable.message_id.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(Searchable.message_id < before)
    return [(row[0], row[1]) for row in await tx.execute(query)]
