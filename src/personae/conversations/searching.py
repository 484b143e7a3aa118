"""Searching all that was said in one's conversations."""

from collections.abc import Sequence
from dataclasses import dataclass

from personae import characters
from personae.accounts import Actor
from personae.characters import Who
from personae.conversations import finding
from personae.conversations.errors import SearchInvalid
from personae.conversations.excerpts import Excerpt, excerpt
from personae.conversations.tables import Conversation, Message
from personae.platform.db import Tx
from personae.platform.folding import fold

FOUND = 20
SEARCH_LIMIT = 200
WORDS_MOST = 8


@dataclass(frozen=True, slots=True)
class Found:
    """A message with words that were searched for. `message.is_live`: its branch is the one that is shown."""

    message: Message
    conversation: Conversation
    character: Who
    excerpt: Excerpt


async def search(
    tx: Tx, actor: Actor, *, wanted: str, before: str | None = None, limit: int = FOUND
) -> tuple[Sequence[Found], str | None]:
    """A page of messages that have every word, the newest first, and the `before` of the next page.

    Neither case nor accents matter, nor whether a word stands alone, so that any script can be searched. That
    which is deleted is not found. Raises SearchInvalid.
    """
    if not 0 < len(wanted.split()) <= WORDS_MOST or len(wanted) > SEARCH_LIMIT:
        raise SearchInvalid(limit=SEARCH_LIMIT, words=WORDS_MOST)
    words = fold(wanted).split()
    if not words:  # accents alone
        return [], None
    rows = await finding.find(tx, words, owner_id=actor.user_id, before=before, limit=limit + 1)
    talks = {(talk.character_id, talk.until) for _, talk in rows[:limit]}
    named = await characters.whom_unscoped(tx, list(talks))
    found = [
        Found(message, talk, named[talk.character_id, talk.until], excerpt(message.text, words))
        for message, talk in rows[:limit]
    ]
    return found, found[-1].message.id if len(rows) > limit else None
