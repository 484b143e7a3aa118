"""What a person can ask about conversations. Asking a character something is in turn.py."""

from collections.abc import Sequence

from personae import characters
from personae.accounts import Actor
from personae.characters import Character
from personae.conversations import store
from personae.conversations.tables import Conversation, Message
from personae.platform.db import Tx

PAGE = 50
TITLE_LIMIT = 200


async def start(tx: Tx, actor: Actor, character_id: str) -> Conversation:
    """Open a conversation with a character. Raises CharacterNotFound."""
    character = await characters.get(tx, actor, character_id)
    conversation = Conversation(
        owner_id=actor.user_id, character_id=character.id, title=f"With {character.name}"[:TITLE_LIMIT]
    )
    tx.add(conversation)
    await tx.flush()
    return conversation


async def get(tx: Tx, actor: Actor, conversation_id: str) -> tuple[Conversation, Character]:
    """A conversation and whom it is with. Raises ConversationNotFound."""
    conversation = await store.get(tx, conversation_id, owner_id=actor.user_id)
    return conversation, await characters.get(tx, actor, conversation.character_id)


async def list_conversations(
    tx: Tx,
    actor: Actor,
    *,
    before: str | None = None,
    limit: int = PAGE,
    character_id: str | None = None,
) -> tuple[Sequence[tuple[Conversation, Character]], str | None]:
    """A page of conversations, the last used first, and the `before` of the next page (None at the end)."""
    rows = await store.page(
        tx, owner_id=actor.user_id, before=before, limit=limit + 1, character_id=character_id
    )
    return rows[:limit], rows[limit - 1][0].id if len(rows) > limit else None


async def messages(
    tx: Tx, actor: Actor, conversation_id: str, *, before: int | None = None, limit: int = PAGE
) -> tuple[Sequence[Message], int | None]:
    """The latest messages in order, and the `before` of the page above (None at the beginning).

    Raises ConversationNotFound.
    """
    await store.get(tx, conversation_id, owner_id=actor.user_id)
    rows = await store.latest_messages(
        tx, conversation_id, owner_id=actor.user_id, before=before, limit=limit + 1
    )
    if len(rows) <= limit:
        return rows, None
    return rows[1:], rows[1].depth


async def get_message(tx: Tx, actor: Actor, conversation_id: str, message_id: str) -> Message:
    """One message of a conversation. Raises MessageNotFound."""
    return await store.get_message(tx, message_id, conversation_id=conversation_id, owner_id=actor.user_id)


async def delete(tx: Tx, actor: Actor, conversation_id: str) -> None:
    """Remove a conversation with all its messages. Raises ConversationNotFound."""
    await tx.delete(await store.hold(tx, conversation_id, owner_id=actor.user_id))
