"""What a person can ask about conversations. Asking a character something is in turn.py."""

from collections.abc import Collection, Sequence

from personae import accounts, characters
from personae.accounts import Actor
from personae.characters import Who
from personae.conversations import message_store, store
from personae.conversations.deleting import KEPT
from personae.conversations.tables import Conversation, Message, Shelf
from personae.conversations.titles import untitled
from personae.platform.clock import now
from personae.platform.db import Tx
from personae.sharing import Right

PAGE = 50


async def start(tx: Tx, actor: Actor, character_id: str, *, until: int | None = None) -> Conversation:
    """Open a conversation with a character who knows the book up to the offset until, or all of it.

    The person speaks in it as their usual persona, if they have one.
    Raises CharacterNotFound, CharacterUnseen.
    """
    character = await characters.get(tx, actor, character_id, until=until, right=Right.TALK)
    conversation = Conversation(
        owner_id=actor.user_id,
        character_id=character.id,
        title=untitled(character.name),
        until=character.until,
    )
    tx.add(conversation)
    await tx.flush()
    persona = await accounts.usual_persona(tx, actor)
    if persona is not None:
        await store.set_persona(tx, conversation.id, persona_id=persona.id, owner_id=actor.user_id)
    return conversation


async def get(tx: Tx, actor: Actor, conversation_id: str) -> tuple[Conversation, Who]:
    """A conversation and whom it is with, as known at its point. Raises ConversationNotFound."""
    conversation = await store.get(tx, conversation_id, owner_id=actor.user_id)
    [(_, character)] = await _with_whom(tx, [conversation])
    return conversation, character


async def list_conversations(
    tx: Tx,
    actor: Actor,
    *,
    before: str | None = None,
    limit: int = PAGE,
    character_id: str | None = None,
    shelf: Shelf = Shelf.OPEN,
) -> tuple[Sequence[tuple[Conversation, Who]], str | None]:
    """A page of conversations, the last used first, and the `before` of the next page (None at the end).

    Those that are pinned come before all others. Each with whom it is, by the name known at its point.
    """
    rows = await store.page(
        tx,
        owner_id=actor.user_id,
        before=before,
        limit=limit + 1,
        character_id=character_id,
        shelf=shelf,
        deleted_since=now() - KEPT,
    )
    shown = await _with_whom(tx, rows[:limit])
    return shown, rows[limit - 1].id if len(rows) > limit else None


async def these(tx: Tx, actor: Actor, ids: Collection[str]) -> dict[str, tuple[Conversation, Who]]:
    """Some conversations by their ids, each with whom it is; ids that are not the person's are left out."""
    rows = await store.get_many(tx, ids, owner_id=actor.user_id)
    return {talk.id: (talk, character) for talk, character in await _with_whom(tx, rows)}


async def these_messages(tx: Tx, actor: Actor, ids: Collection[str]) -> dict[str, Message]:
    """Some messages by their ids; those that are not in the person's conversations are left out."""
    return await message_store.get_many(tx, ids, owner_id=actor.user_id) if ids else {}


async def messages(
    tx: Tx, actor: Actor, conversation_id: str, *, before: int | None = None, limit: int = PAGE
) -> tuple[Sequence[Message], int | None]:
    """The latest messages of the branch that is shown, in order, and the `before` of the page above.

    That is None at the beginning. Raises ConversationNotFound.
    """
    await store.get(tx, conversation_id, owner_id=actor.user_id)
    rows = await message_store.latest(
        tx, conversation_id, owner_id=actor.user_id, before=before, limit=limit + 1
    )
    if len(rows) <= limit:
        return rows, None
    return rows[1:], rows[1].depth


async def others_talking(
    tx: Tx, actor: Actor, *, character_id: str | None = None, document_id: str | None = None
) -> int:
    """How many others talk with a character of one's own, or anybody of a document: they would lose that."""
    return await store.others_talking(
        tx, owner_id=actor.user_id, character_id=character_id, document_id=document_id
    )


async def get_message(tx: Tx, actor: Actor, conversation_id: str, message_id: str) -> Message:
    """One message of a conversation. Raises MessageNotFound."""
    return await message_store.get(tx, message_id, conversation_id=conversation_id, owner_id=actor.user_id)


async def _with_whom(tx: Tx, talks: Sequence[Conversation]) -> list[tuple[Conversation, Who]]:
    named = await characters.whom_unscoped(tx, [(talk.character_id, talk.until) for talk in talks])
    return [(talk, named[talk.character_id, talk.until]) for talk in talks]
