"""Showing another branch of a conversation: swiping, jumping, and whatever begins a new one."""

from collections.abc import Collection, Mapping, Sequence

from personae import characters
from personae.accounts import Actor
from personae.conversations import message_store, paths, store
from personae.conversations.branches import Branch, Siblings, among
from personae.conversations.live import AT_ONCE, set_live
from personae.conversations.reply import topic
from personae.conversations.tables import Conversation, Message
from personae.conversations.titles import retitle, untitled
from personae.platform.bus import News, publish_later
from personae.platform.db import Tx

BRANCHES = 20


async def show(tx: Tx, actor: Actor, conversation_id: str, message_id: str) -> Conversation:
    """Show the branch that a message is on: swiping to an alternative, or jumping anywhere.

    It goes on below the message as when that was last shown. Returns the conversation as it is then.
    Raises ConversationNotFound, MessageNotFound.
    """
    conversation = await store.hold(tx, conversation_id, owner_id=actor.user_id)
    message = await message_store.get(tx, message_id, conversation_id=conversation_id, owner_id=actor.user_id)
    if not message.is_live:
        changed(conversation)
        await turn_to(tx, actor, conversation, message, to_end=True)
        tell_branch(tx, conversation)
    return conversation


async def siblings_of(tx: Tx, actor: Actor, messages: Collection[Message]) -> Mapping[str, Siblings]:
    """Where some messages of one conversation stand among their alternatives, by their ids."""
    if not messages:
        return {}
    [conversation_id] = {message.conversation_id for message in messages}
    found = await paths.siblings(tx, messages, conversation_id=conversation_id, owner_id=actor.user_id)
    return {each.id: among(found.get(each.parent_id, ()), each.id) for each in messages}


async def list_branches(
    tx: Tx, actor: Actor, conversation_id: str, *, before: str | None = None, limit: int = BRANCHES
) -> tuple[Sequence[Branch], str | None]:
    """A page of a conversation's branches, the newest first, and the `before` of the next page.

    That is None at the end. Raises ConversationNotFound.
    """
    await store.get(tx, conversation_id, owner_id=actor.user_id)
    scope = store.Scope(conversation_id=conversation_id, owner_id=actor.user_id)
    leaves = await paths.leaves(tx, before=before, limit=limit + 1, **scope)
    page = leaves[:limit]
    firsts = await paths.firsts(tx, [each.id for each in page if not each.is_live], **scope)
    branches = [Branch(leaf, firsts.get(leaf.id)) for leaf in page]
    return branches, page[-1].id if len(leaves) > limit else None


def changed(conversation: Conversation) -> int:
    """Count a change of a conversation that is held. Returns its new version."""
    conversation.version += 1
    return conversation.version


async def turn_to(
    tx: Tx, actor: Actor, conversation: Conversation, message: Message, *, to_end: bool
) -> None:
    """Let a conversation that is held show the branch that goes through a message.

    to_end: down to what was shown last below it; else the branch ends with it.
    """
    scope = store.Scope(conversation_id=conversation.id, owner_id=actor.user_id)
    was_live = message.is_live
    if was_live and to_end:
        return
    shared = message.depth if was_live else await paths.junction(tx, message.id, **scope)
    await leave(tx, actor, conversation, below=shared)
    if was_live:
        return
    await _climb(tx, actor, conversation, message.id)
    if to_end:
        await descend(tx, actor, conversation, message.id)
    if shared < 0:
        await entitle(tx, actor, conversation)


async def leave(tx: Tx, actor: Actor, conversation: Conversation, *, below: int) -> None:
    """Take what is deeper than `below` off the branch that is shown."""
    scope = store.Scope(conversation_id=conversation.id, owner_id=actor.user_id)
    while ids := await paths.shown_below(tx, below, limit=AT_ONCE, **scope):
        await set_live(tx, actor, conversation.id, ids, is_live=False)


async def descend(tx: Tx, actor: Actor, conversation: Conversation, message_id: str) -> None:
    """Show what was shown last below a message that is shown, if anything was."""
    scope = store.Scope(conversation_id=conversation.id, owner_id=actor.user_id)
    while ids := await paths.shown_last_below(tx, message_id, limit=AT_ONCE, **scope):
        await set_live(tx, actor, conversation.id, ids, is_live=True)
        message_id = ids[-1]


async def _climb(tx: Tx, actor: Actor, conversation: Conversation, message_id: str) -> None:
    """Show a message and all that it follows."""
    scope = store.Scope(conversation_id=conversation.id, owner_id=actor.user_id)
    next_id: str | None = message_id
    while next_id and (steps := await paths.hidden_above(tx, next_id, limit=AT_ONCE, **scope)):
        await set_live(tx, actor, conversation.id, [id for id, _ in steps], is_live=True)
        next_id = steps[-1][1]


async def entitle(tx: Tx, actor: Actor, conversation: Conversation) -> None:
    """Call a conversation after the first message that it shows, or whom it is with, unless it was named."""
    if conversation.has_own_title:
        return
    scope = store.Scope(conversation_id=conversation.id, owner_id=actor.user_id)
    for first in await message_store.latest(tx, before=1, limit=1, **scope):
        retitle(conversation, first)
        return
    whom = conversation.character_id, conversation.until
    conversation.title = untitled((await characters.whom_unscoped(tx, [whom]))[whom].name)


def tell_branch(tx: Tx, conversation: Conversation) -> None:
    """Tell whoever has a conversation open, once all is committed, that it shows another branch."""
    news: News = {"kind": "branch", "id": conversation.id, "version": conversation.version}
    publish_later(tx, topic(conversation.id), news)
