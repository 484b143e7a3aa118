"""All SQL about the conversations in which characters keep what keys have said to them."""

from sqlalchemy import select

from personae.accounts import ApiKey
from personae.conversations.tables import Conversation, KeyTalk
from personae.platform.db import Tx


async def hold_key(tx: Tx, key_id: str, *, owner_id: str) -> ApiKey | None:
    """A key of its owner, with which nobody else begins a conversation before this transaction ends."""
    query = select(ApiKey).where(ApiKey.id == key_id, ApiKey.owner_id == owner_id)
    return await tx.scalar(query.with_for_update())


async def find(tx: Tx, key_id: str, character_id: str, *, owner_id: str) -> str | None:
    """The id of a key's conversation with a character, unless the person has deleted it."""
    query = (
        select(Conversation.id)
        .join(KeyTalk, KeyTalk.conversation_id == Conversation.id)
        .where(
            KeyTalk.key_id == key_id,
            KeyTalk.character_id == character_id,
            Conversation.owner_id == owner_id,
            Conversation.deleted_at.is_(None),
        )
    )
    return await tx.scalar(query)


async def put(tx: Tx, key_id: str, character_id: str, conversation_id: str, *, owner_id: str) -> None:
    """Let a conversation be the one of a key, which its owner holds, with a character."""
    there = await tx.get(KeyTalk, (key_id, character_id))
    if there is None:
        tx.add(KeyTalk(key_id=key_id, character_id=character_id, conversation_id=conversation_id))
        return
    there.conversation_id = conversation_id
