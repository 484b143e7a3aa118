"""New messages of the tree."""

from personae.conversations import finding
from personae.conversations.tables import Author, Conversation, Message
from personae.platform.db import Tx


async def add_message(
    tx: Tx, conversation: Conversation, parent: Message | None, author: Author, **fields: str
) -> Message:
    """Write a message after another one, or the first. The conversation is held, and its change counted."""
    message = Message(
        conversation_id=conversation.id,
        parent_id=parent.id if parent else None,
        depth=parent.depth + 1 if parent else 0,
        author=author,
        made_in=conversation.version,
        shown_in=conversation.version,
        **fields,
    )
    tx.add(message)
    await tx.flush()
    await finding.index_unscoped(tx, [message.id])
    return message
