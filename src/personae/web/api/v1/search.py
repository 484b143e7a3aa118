"""Searching conversations over the API."""

from datetime import datetime
from typing import Annotated, Self

from fastapi import APIRouter, Query
from pydantic import BaseModel

from personae import conversations
from personae.conversations import Found
from personae.web.deps import ActorDep, ReadTx
from personae.web.typed import Text, Told

router = APIRouter(prefix="/search", tags=["conversations"])

Limit = Annotated[int, Query(ge=1, le=100)]


class FoundOut(BaseModel):
    """A message that has the words. `match` is the first of them, between `before` and `after`.

    `is_shown`: it is on the branch that its conversation shows; `POST …/messages/{message_id}/show` brings
    there one that is not. `depth`: how many messages come before it on its branch.
    """

    conversation_id: str
    title: str
    character_id: str
    character: str
    message_id: str
    author: str
    is_shown: bool
    depth: int
    before: str
    match: str
    after: str
    created_at: datetime

    @classmethod
    def of(cls, found: Found) -> Self:
        """What was found as programs see it."""
        message, excerpt = found.message, found.excerpt
        return cls(
            conversation_id=found.conversation.id,
            title=found.conversation.title,
            character_id=found.character.id,
            character=found.character.name,
            message_id=message.id,
            author=message.author,
            is_shown=message.is_live,
            depth=message.depth,
            before=excerpt.before,
            match=excerpt.match,
            after=excerpt.after,
            created_at=message.created_at,
        )


# One word to eight of them.
Words = Annotated[
    Text,
    Told(
        minLength=1,
        maxLength=conversations.SEARCH_LIMIT,
        pattern=rf"^\s*([^\x00\s]+\s+){{0,{conversations.WORDS_MOST - 1}}}[^\x00\s]+\s*$",
    ),
]


class FoundPage(BaseModel):
    """Messages, the newest first. `next` goes into `after` for older ones."""

    items: list[FoundOut]
    next: str | None


@router.get("")
async def search(
    tx: ReadTx, actor: ActorDep, q: Words, after: Text | None = None, limit: Limit = 20
) -> FoundPage:
    """What was said in one's conversations with every word of `q` in it, whatever the case or accents."""
    found, next_page = await conversations.search(tx, actor, wanted=q, before=after, limit=limit)
    return FoundPage(items=[FoundOut.of(each) for each in found], next=next_page)
