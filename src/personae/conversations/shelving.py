"""How a person keeps their conversations: their names, what is pinned or put away, as whom they speak."""

from personae import accounts
from personae.accounts import Actor, Persona
from personae.conversations import store
from personae.conversations.branching import changed, entitle
from personae.conversations.errors import TitleChanged
from personae.conversations.tables import Conversation
from personae.conversations.titles import clean
from personae.platform.clock import now
from personae.platform.db import Tx


async def rename(
    tx: Tx, actor: Actor, conversation_id: str, *, title: str, seen: int | None = None
) -> Conversation:
    """Name a conversation; a blank title has it named after its first message again.

    seen: the conversation's version that the person looked at; None asks nothing.
    Raises ConversationNotFound, TitleInvalid, and TitleChanged when it was named otherwise since then.
    """
    title = clean(title)
    conversation = await store.hold(tx, conversation_id, owner_id=actor.user_id)
    if seen is not None and conversation.titled_in > seen and conversation.title != title:
        raise TitleChanged(theirs=conversation.title, yours=title, version=conversation.version)
    conversation.titled_in = changed(conversation)
    conversation.has_own_title = bool(title)
    if title:
        conversation.title = title
        return conversation
    await entitle(tx, actor, conversation)
    return conversation


async def pin(tx: Tx, actor: Actor, conversation_id: str, *, is_pinned: bool) -> Conversation:
    """Keep a conversation before all others, or no longer. Raises ConversationNotFound."""
    conversation = await store.hold(tx, conversation_id, owner_id=actor.user_id)
    conversation.pinned_at = (conversation.pinned_at or now()) if is_pinned else None
    changed(conversation)
    return conversation


async def archive(tx: Tx, actor: Actor, conversation_id: str, *, is_archived: bool) -> Conversation:
    """Put a conversation away, or take it out again. Raises ConversationNotFound."""
    conversation = await store.hold(tx, conversation_id, owner_id=actor.user_id)
    conversation.archived_at = (conversation.archived_at or now()) if is_archived else None
    changed(conversation)
    return conversation


async def speak_as(tx: Tx, actor: Actor, conversation_id: str, *, persona_id: str | None) -> Conversation:
    """Choose as whom the person speaks from now on; None: as nobody in particular.

    Raises ConversationNotFound, PersonaNotFound.
    """
    conversation = await store.hold(tx, conversation_id, owner_id=actor.user_id)
    if persona_id is not None:
        await accounts.get_persona(tx, actor, persona_id)
    await store.set_persona(tx, conversation.id, persona_id=persona_id, owner_id=actor.user_id)
    changed(conversation)
    return conversation


async def persona_of(tx: Tx, actor: Actor, conversation: Conversation) -> Persona | None:
    """As whom the person speaks in a conversation; None: nothing is known of them."""
    return await store.persona_of(tx, conversation.id, owner_id=actor.user_id)
