"""Messages as programs see them."""

from datetime import datetime
from typing import Self

from pydantic import BaseModel

from personae import conversations
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.conversations import Message, State, Turn


class SourceOut(BaseModel):
    """A place in the document that a reply was taken from."""

    chapter: int
    chapter_title: str
    passage: int
    start: int


class MessageOut(BaseModel):
    """A message. `state` is complete only when the reply came to its own end; `reason` says why not."""

    id: str
    parent_id: str | None
    author: str
    text: str
    state: State
    reason: str | None
    provider: str | None
    model: str | None
    sources: list[SourceOut]
    created_at: datetime

    @classmethod
    def of(cls, message: Message) -> Self:
        """The row as programs see it."""
        fields = {name: getattr(message, name) for name in cls.model_fields if name != "sources"}
        return cls(**fields, sources=[SourceOut.model_validate(source) for source in message.sources])


class Exchange(BaseModel):
    """What was said, and the reply as it ended."""

    message: MessageOut
    reply: MessageOut


async def exchange_of(services: Services, actor: Actor, turn: Turn) -> Exchange:
    """A turn as it stands now."""
    async with services.database.begin(write=False) as tx:
        reply = await conversations.get_message(tx, actor, turn.reply.conversation_id, turn.reply.id)
    return Exchange(message=MessageOut.of(turn.question), reply=MessageOut.of(reply))
