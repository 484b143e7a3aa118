"""One exchange in the database: a question, and the reply that is to be written to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from personae.accounts import Actor
from personae.conversations import message_store, paths, store
from personae.conversations.branching import changed, turn_to
from personae.conversations.editing import write_beside
from personae.conversations.errors import NothingToAnswer, ReplyGoingOn, ReplyNotContinuable
from personae.conversations.live import unlearn
from personae.conversations.resuming import resumption
from personae.conversations.tables import MODEL_LIMIT, PROVIDER_LIMIT, Author, Conversation, Message, State
from personae.conversations.titles import retitle
from personae.conversations.writing import add_message
from personae.llm import Provider
from personae.models import Order
from personae.platform.clock import now
from personae.platform.db import Tx

HISTORY_MOST = 80


@dataclass(frozen=True, slots=True)
class Turn:
    """A saved question and the reply that is being written to it."""

    question: Message
    reply: Message


@dataclass(frozen=True, slots=True)
class Exchange:
    """A turn whose reply can be written now.

    history: what was said up to its question and with it.  order: who is asked.  is_elsewhere: another branch
    is shown than before, so that pages have to look again.  begun: what the reply goes on from.
    otherwise: its text should no word come.
    """

    turn: Turn
    history: Sequence[Message]
    order: Order
    is_elsewhere: bool = False
    begun: str = ""
    otherwise: str = ""


async def add_exchange(
    tx: Tx, actor: Actor, conversation: Conversation, *, text: str, after: str | None, order: Order
) -> Exchange:
    """Save a question and an empty reply.

    after: the message that the question follows, None for the last one of the branch that is shown; any other
    begins a branch. Raises MessageNotFound, ReplyGoingOn.
    """
    last = await leaf(tx, actor, conversation)
    parent = last
    if after is not None:
        parent = await message_store.get(tx, after, conversation_id=conversation.id, owner_id=actor.user_id)
    if parent is not None and parent.state == State.WRITING:
        raise ReplyGoingOn
    changed(conversation)
    is_elsewhere = parent is not last and parent is not None
    if is_elsewhere and parent is not None:
        await turn_to(tx, actor, conversation, parent, to_end=False)
    question = await add_message(tx, conversation, parent, Author.USER, text=text)
    retitle(conversation, question)
    return await _open(tx, actor, conversation, question, order, is_elsewhere=is_elsewhere)


async def add_alternative(
    tx: Tx, actor: Actor, conversation: Conversation, message_id: str, *, order: Order
) -> Exchange:
    """An empty reply beside one, to the same question; or to a question itself. The branch goes through it.

    Raises MessageNotFound, NothingToAnswer, and ReplyGoingOn while another is being written to it.
    """
    scope = store.Scope(conversation_id=conversation.id, owner_id=actor.user_id)
    question = await message_store.get(tx, message_id, **scope)
    if question.author == Author.CHARACTER:
        if question.parent_id is None:
            raise NothingToAnswer
        question = await message_store.get(tx, question.parent_id, **scope)
    if await paths.is_being_answered(tx, question, owner_id=actor.user_id):
        raise ReplyGoingOn
    last = await leaf(tx, actor, conversation)
    changed(conversation)
    await turn_to(tx, actor, conversation, question, to_end=False)
    return await _open(tx, actor, conversation, question, order, is_elsewhere=question is not last)


async def add_edited(
    tx: Tx,
    actor: Actor,
    conversation: Conversation,
    message_id: str,
    *,
    text: str,
    seen: int | None,
    order: Order,
) -> Exchange:
    """A question as it was edited, beside what it was, and an empty reply to it.

    Raises MessageNotFound, NothingToAnswer for a reply, MessageChanged.
    """
    question = await write_beside(tx, actor, conversation, message_id, text=text, seen=seen, only=Author.USER)
    return await _open(tx, actor, conversation, question, order, is_elsewhere=True)


async def reopen_last(
    tx: Tx,
    actor: Actor,
    conversation: Conversation,
    message_id: str,
    *,
    order: Order,
    quoting: Order | None = None,
) -> Exchange:
    """Take up the reply that is the last message of the branch that is shown, where it was broken off.

    quoting: who gives it anew instead. Raises MessageNotFound, ReplyGoingOn, and ReplyNotContinuable for any
    other message.
    """
    scope = store.Scope(conversation_id=conversation.id, owner_id=actor.user_id)
    await message_store.get(tx, message_id, **scope)
    *history, reply = await message_store.latest(tx, before=None, limit=HISTORY_MOST + 2, **scope)
    if reply.id != message_id or not history or history[-1].author != Author.USER:
        raise ReplyNotContinuable
    found, before = resumption(reply, quoting or order), reply.text
    await unlearn(tx, actor, reply.id)
    _reopen(conversation, reply, begun=found.begun, first=found.order.first)
    turn = Turn(history[-1], reply)
    return Exchange(turn, history, found.order, begun=found.begun, otherwise=before)


def _reopen(conversation: Conversation, reply: Message, *, begun: str, first: Provider) -> None:
    """Let a reply be written again, from what it has begun with. first: who answers when nothing fails."""
    if not begun:
        reply.sources = []
    reply.text, reply.state, reply.reason = begun, State.WRITING, None
    reply.instead_of = reply.instead_code = reply.appraisal = None
    for name, value in _written_by(first).items():
        setattr(reply, name, value)
    reply.touched_at = conversation.updated_at = now()


async def leaf(tx: Tx, actor: Actor, conversation: Conversation) -> Message | None:
    """The last message of the branch that a conversation shows; None of an empty one."""
    found = await message_store.latest(tx, conversation.id, owner_id=actor.user_id, before=None, limit=1)
    return found[0] if found else None


async def _open(
    tx: Tx,
    actor: Actor,
    conversation: Conversation,
    question: Message,
    order: Order,
    *,
    is_elsewhere: bool,
) -> Exchange:
    """Add an empty reply to a question, which is the last message of the branch."""
    history = await message_store.latest(
        tx, conversation.id, owner_id=actor.user_id, before=question.depth + 1, limit=HISTORY_MOST + 1
    )
    reply = await add_message(
        tx, conversation, question, Author.CHARACTER, state=State.WRITING, **_written_by(order.first)
    )
    conversation.updated_at = now()
    return Exchange(Turn(question, reply), history, order, is_elsewhere)


def _written_by(provider: Provider) -> dict[str, str]:
    return {"provider": provider.name[:PROVIDER_LIMIT], "model": provider.model[:MODEL_LIMIT]}
