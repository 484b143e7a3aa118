"""What a conversation is called: as the person names it, or else as its first message begins."""

from personae.conversations.errors import TitleInvalid
from personae.conversations.tables import Conversation, Message

TITLE_LIMIT = 200
TITLE_CHARS = 60  # of the first message


def retitle(conversation: Conversation, first: Message) -> None:
    """Call a conversation after its first message, unless the person named it; any other does nothing."""
    if first.depth == 0 and first.text and not conversation.has_own_title:
        conversation.title = first.text.splitlines()[0][:TITLE_CHARS]


def untitled(name: str) -> str:
    """What a conversation with somebody is called before anything has been said."""
    return f"With {name}"[:TITLE_LIMIT]


def clean(title: str) -> str:
    """A title as a person wrote it, on one line; "" to have it named after its first message again.

    Raises TitleInvalid when it is over TITLE_LIMIT.
    """
    title = " ".join(title.split())
    if len(title) > TITLE_LIMIT:
        raise TitleInvalid(limit=TITLE_LIMIT)
    return title
