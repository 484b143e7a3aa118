"""One exchange in the database: a question, and the reply that is to be written to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from personae.conversations import store
from personae.conversations.errors import ReplyGoingOn, ReplyNotContinuable
from personae.conversations.tables import MODEL_LIMIT, PROVIDER_LIMIT, Author, Conversation, Message, State
from personae.llm import Provider
from personae.platform.clock import now
from personae.platform.db import Tx

HISTORY_MOST = 80
TITLE_CHARS = 60


@dataclass(frozen=True, slots=True)
class Turn:
    """A saved question and the reply that is being written to it."""

    question: Message
    reply: Message


async def add_exchange(
    tx: Tx, conversation: Conversation, text: str, first: Provider
) -> tuple[Turn, Sequence[Message]]:
    """Save a question and an empty reply; returns them and what was said before. Raises ReplyGoingOn.

    first: who answers when nothing fails.
    """
    history = await store.latest_messages(
        tx, conversation.id, owner_id=conversation.owner_id, before=None, limit=HISTORY_MOST
    )
    last = history[-1] if history else None
    if last is not None and last.state == State.WRITING:
        raise ReplyGoingOn
    question = _message(conversation, last, Author.USER, text=text)
    tx.add(question)
    await tx.flush()
    reply = _message(conversation, question, Author.CHARACTER, state=State.WRITING, **_written_by(first))
    tx.add(reply)
    if last is None:
        conversation.title = text.splitlines()[0][:TITLE_CHARS]
    conversation.updated_at = now()
    await tx.flush()
    return Turn(question, reply), history


async def last_exchange(
    tx: Tx, conversation: Conversation, message_id: str
) -> tuple[Turn, Sequence[Message]]:
    """The exchange whose reply is the last message, and all that was said up to its question.

    Raises MessageNotFound, and ReplyNotContinuable for any other message.
    """
    owner_id = conversation.owner_id
    await store.get_message(tx, message_id, conversation_id=conversation.id, owner_id=owner_id)
    *history, reply = await store.latest_messages(
        tx, conversation.id, owner_id=owner_id, before=None, limit=HISTORY_MOST + 2
    )
    if reply.id != message_id or not history or history[-1].author != Author.USER:
        raise ReplyNotContinuable
    return Turn(history[-1], reply), history


def reopen(conversation: Conversation, reply: Message, *, begun: str, first: Provider) -> None:
    """Let a reply be written again, from what it has begun with. first: who answers when nothing fails."""
    if not begun:
        reply.sources = []
    reply.text, reply.state, reply.reason = begun, State.WRITING, None
    reply.instead_of = reply.instead_code = None
    for name, value in _written_by(first).items():
        setattr(reply, name, value)
    reply.touched_at = conversation.updated_at = now()


def _message(conversation: Conversation, parent: Message | None, author: Author, **fields: str) -> Message:
    return Message(
        conversation_id=conversation.id,
        parent_id=parent.id if parent else None,
        depth=parent.depth + 1 if parent else 0,
        author=author,
        **fields,
    )


def _written_by(provider: Provider) -> dict[str, str]:
    return {"provider": provider.name[:PROVIDER_LIMIT], "model": provider.model[:MODEL_LIMIT]}
