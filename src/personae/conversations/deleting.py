"""Deleting hides at once what is deleted, and what came of it; for some days it can be undone."""

from datetime import datetime, timedelta

from personae.accounts import Actor
from personae.conversations import message_store, paths, reply_store, store, trash_store
from personae.conversations.branching import changed, descend, entitle, leave, tell_branch, turn_to
from personae.conversations.errors import MessageNotFound, OnlyBranch
from personae.conversations.live import AT_ONCE, set_live, tell_live
from personae.conversations.reply import Reply
from personae.conversations.tables import Conversation, Message
from personae.platform.bus import publish_later
from personae.platform.clock import now
from personae.platform.db import OpenTx, Tx
from personae.platform.logs import get_logger

log = get_logger(__name__)

KEPT = timedelta(days=14)  # how long a person has to change their mind
PURGED_AT_ONCE = 2_000  # rows in one transaction, so that nobody waits for it


async def delete(tx: Tx, actor: Actor, conversation_id: str) -> None:
    """Hide a conversation, and let nobody remember what was said in it. Raises ConversationNotFound."""
    conversation = await store.hold(tx, conversation_id, owner_id=actor.user_id)
    changed(conversation)
    conversation.deleted_at = now()
    await _tell_all(tx, actor, conversation, is_live=False)
    await _stop(tx, actor, conversation, deleted_at=None)
    tell_branch(tx, conversation)


async def restore(tx: Tx, actor: Actor, conversation_id: str) -> Conversation:
    """Bring a conversation back as it was; nothing happens to one that was not deleted.

    Raises ConversationNotFound, also once it is gone for good.
    """
    conversation = await store.hold(tx, conversation_id, owner_id=actor.user_id, deleted_since=now() - KEPT)
    if conversation.deleted_at is not None:
        changed(conversation)
        conversation.deleted_at = None
        await _tell_all(tx, actor, conversation, is_live=True)
    return conversation


async def delete_message(tx: Tx, actor: Actor, conversation_id: str, message_id: str) -> Conversation:
    """Hide a message with all that follows it. Where it was shown, what was shown last beside it shows again.

    Raises ConversationNotFound, MessageNotFound.
    """
    conversation = await store.hold(tx, conversation_id, owner_id=actor.user_id)
    message = await message_store.get(tx, message_id, conversation_id=conversation_id, owner_id=actor.user_id)
    changed(conversation)
    at, was_live = now(), message.is_live
    if was_live:
        await leave(tx, actor, conversation, below=message.depth - 1)
    message.was_live = was_live
    await tx.flush()
    await trash_store.hide(tx, message, at=at, owner_id=actor.user_id)
    await _stop(tx, actor, conversation, deleted_at=at)
    if was_live:
        await _show_beside(tx, actor, conversation, message)
        await entitle(tx, actor, conversation)  # or its title would go on telling what is deleted
    tell_branch(tx, conversation)
    return conversation


async def prune(tx: Tx, actor: Actor, conversation_id: str, message_id: str) -> tuple[Conversation, str]:
    """Delete what only the branch of a message has. Returns with the conversation what an undo restores.

    Raises ConversationNotFound, MessageNotFound, OnlyBranch.
    """
    await store.hold(tx, conversation_id, owner_id=actor.user_id)
    scope = store.Scope(conversation_id=conversation_id, owner_id=actor.user_id)
    message = await message_store.get(tx, message_id, **scope)
    first = await paths.own_part(tx, message.id, **scope)
    if first is None:
        raise OnlyBranch
    return await delete_message(tx, actor, conversation_id, first), first


async def restore_message(tx: Tx, actor: Actor, conversation_id: str, message_id: str) -> Conversation:
    """Bring back a message and what was deleted with it; where it was shown, it is shown again.

    Nothing happens to one that was not deleted. Raises ConversationNotFound, and MessageNotFound also once it
    is gone for good, or while what it follows is deleted.
    """
    conversation = await store.hold(tx, conversation_id, owner_id=actor.user_id)
    scope = store.Scope(conversation_id=conversation_id, owner_id=actor.user_id)
    message = await message_store.get(tx, message_id, deleted_since=now() - KEPT, **scope)
    if message.deleted_at is None:
        return conversation
    if message.parent_id is not None:
        await message_store.get(tx, message.parent_id, **scope)
    elif message.depth:
        raise MessageNotFound
    changed(conversation)
    await tx.flush()
    await trash_store.unhide(tx, message, owner_id=actor.user_id)
    if message.was_live:
        await turn_to(tx, actor, conversation, message, to_end=True)
    tell_branch(tx, conversation)
    return conversation


async def purge(open_tx: OpenTx) -> int:
    """Remove for good what was deleted long enough ago, with what came of it. Returns how many messages."""
    before, gone = now() - KEPT, 0
    while found := await _purge_some(open_tx, before):
        gone += found
    async with open_tx() as tx:
        talks = await trash_store.purge_conversations_unscoped(tx, before=before)
    if gone or talks:
        log.info("conversations.purged", messages=gone, conversations=talks)
    return gone


async def _purge_some(open_tx: OpenTx, before: datetime) -> int:
    async with open_tx() as tx:
        return await trash_store.purge_messages_unscoped(tx, before=before, limit=PURGED_AT_ONCE)


async def _show_beside(tx: Tx, actor: Actor, conversation: Conversation, message: Message) -> None:
    """Show what was shown last beside a message that was deleted."""
    if message.parent_id is not None:
        await descend(tx, actor, conversation, message.parent_id)
        return
    scope = store.Scope(conversation_id=conversation.id, owner_id=actor.user_id)
    first = await paths.first_shown_last(tx, **scope)
    if first is not None:
        await set_live(tx, actor, conversation.id, [first], is_live=True)
        await descend(tx, actor, conversation, first)


async def _tell_all(tx: Tx, actor: Actor, conversation: Conversation, *, is_live: bool) -> None:
    """Tell of every message of the branch that is shown, some at a time."""
    scope = store.Scope(conversation_id=conversation.id, owner_id=actor.user_id)
    depth = -1
    while ids := await paths.shown_below(tx, depth, limit=AT_ONCE, **scope):
        await tell_live(tx, actor, ids, is_live=is_live)
        depth += len(ids)  # one message of each depth


async def _stop(tx: Tx, actor: Actor, conversation: Conversation, *, deleted_at: datetime | None) -> None:
    """Stop the replies that nobody can see any more; their writers keep what they have."""
    stopped = await reply_store.stop_writing(
        tx, conversation.id, owner_id=actor.user_id, deleted_at=deleted_at
    )
    for message_id in stopped:
        publish_later(tx, Reply.stop_topic(message_id), {"kind": "stop"})
