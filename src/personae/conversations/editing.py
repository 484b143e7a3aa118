"""Changing what was said: never in place, but as another message beside it, so that nothing is lost."""

from personae.accounts import Actor
from personae.conversations import message_store, paths, store
from personae.conversations.branching import changed, leave, tell_branch, turn_to
from personae.conversations.errors import MessageChanged, MessageInvalid, NothingToAnswer
from personae.conversations.tables import Author, Conversation, Message
from personae.conversations.titles import retitle
from personae.conversations.writing import add_message
from personae.platform.clock import now
from personae.platform.db import Tx

MESSAGE_LIMIT = 8_000
REPLY_LIMIT = 50_000  # of one that a person edits: longer than any model's


async def edit(
    tx: Tx, actor: Actor, conversation_id: str, message_id: str, *, text: str, seen: int | None = None
) -> Message:
    """Write a message anew: it stands beside what it was, which keeps all that followed it.

    seen: the conversation's version that the person looked at; None asks nothing. A reply that was edited has
    no provider. Asking for a reply at once is `Turns.edit`.
    Raises ConversationNotFound, MessageNotFound, MessageInvalid, and MessageChanged when an alternative has
    come since then.
    """
    conversation = await store.hold(tx, conversation_id, owner_id=actor.user_id)
    message = await write_beside(tx, actor, conversation, message_id, text=text, seen=seen)
    tell_branch(tx, conversation)
    return message


async def write_beside(
    tx: Tx,
    actor: Actor,
    conversation: Conversation,
    message_id: str,
    *,
    text: str,
    seen: int | None,
    only: Author | None = None,
) -> Message:
    """The same in a conversation that is held. only: whose messages may be edited; else NothingToAnswer."""
    scope = store.Scope(conversation_id=conversation.id, owner_id=actor.user_id)
    message = await message_store.get(tx, message_id, **scope)
    if only is not None and message.author != only:
        raise NothingToAnswer
    text = written(text, limit=MESSAGE_LIMIT if message.author == Author.USER else REPLY_LIMIT)
    if seen is not None:
        await _refuse_if_changed(tx, actor, message, text, seen=seen, version=conversation.version)
    changed(conversation)
    if message.parent_id is None:
        await leave(tx, actor, conversation, below=-1)
        parent = None
    else:
        parent = await message_store.get(tx, message.parent_id, **scope)
        await turn_to(tx, actor, conversation, parent, to_end=False)
    edited = await add_message(tx, conversation, parent, Author(message.author), text=text)
    retitle(conversation, edited)
    conversation.updated_at = now()
    return edited


def written(text: str, *, limit: int = MESSAGE_LIMIT) -> str:
    """What a person wrote, as it is kept. Raises MessageInvalid when that is nothing or over the limit."""
    text = text.replace("\0", "").strip()
    if not 0 < len(text) <= limit:
        raise MessageInvalid(limit=limit)
    return text


async def _refuse_if_changed(
    tx: Tx, actor: Actor, message: Message, text: str, *, seen: int, version: int
) -> None:
    theirs = await paths.newest_sibling(tx, message, after=seen, owner_id=actor.user_id)
    if theirs is not None and theirs.text != text:
        raise MessageChanged(
            message_id=message.id, theirs_id=theirs.id, theirs=theirs.text, yours=text, version=version
        )
