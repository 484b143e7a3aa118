"""Conversations over the API."""

from datetime import datetime
from typing import Annotated, Self

from fastapi import APIRouter, Header, Query, Response
from pydantic import BaseModel, Field

from personae import characters, conversations
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.conversations import Conversation, Turn
from personae.web.api.v1.messages import Exchange, MessageOut, exchange_of, message_of, messages_of
from personae.web.api.v1.stream import Ask, stream_of
from personae.web.deps import ActorDep, ReadTx, ServicesDep, WriteTx
from personae.web.point import CHAPTER, UNTIL, Place, point_of, until_of
from personae.web.problems import documented
from personae.web.typed import Seq, Text

router = APIRouter(prefix="/conversations", tags=["conversations"])

Limit = Annotated[int, Query(ge=1, le=100)]


class ConversationWish(BaseModel):
    """Whom to talk with; `until` or `chapter`: how much of the document they know, all of it without."""

    character_id: Text
    until: Place = Field(None, description=UNTIL)
    chapter: Place = Field(None, description=CHAPTER)


class ConversationOut(BaseModel):
    """A conversation. `until`: the offset up to which the character knows the document, null for all."""

    id: str
    character_id: str
    until: int | None
    title: str
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, conversation: Conversation) -> Self:
        """The row as programs see it."""
        return cls(**{name: getattr(conversation, name) for name in cls.model_fields})


class ConversationPage(BaseModel):
    """Conversations, the last used first. `next` goes into `after` for the next page."""

    items: list[ConversationOut]
    next: str | None


class MessagePage(BaseModel):
    """The latest messages in order. `next` goes into `before` for earlier ones."""

    items: list[MessageOut]
    next: int | None


class ResumptionWish(BaseModel):
    """How to go on. `quotations`: anew, in the character's own quotations, which are free."""

    quotations: bool = False


class MessageWish(BaseModel):
    """What to say."""

    text: Text = Field(max_length=16_000)


@router.post("", status_code=201, responses=documented(404))
async def start(tx: WriteTx, actor: ActorDep, wish: ConversationWish) -> ConversationOut:
    """Open a conversation."""
    document_id = await characters.document_of(tx, actor, wish.character_id)
    until = await until_of(tx, actor, document_id, point_of(wish.until, wish.chapter))
    return ConversationOut.of(await conversations.start(tx, actor, wish.character_id, until=until))


@router.get("")
async def list_conversations(
    tx: ReadTx, actor: ActorDep, after: str | None = None, limit: Limit = 50
) -> ConversationPage:
    """All conversations."""
    rows, next_page = await conversations.list_conversations(tx, actor, before=after, limit=limit)
    return ConversationPage(items=[ConversationOut.of(row) for row, _ in rows], next=next_page)


@router.get("/{conversation_id}")
async def get(tx: ReadTx, actor: ActorDep, conversation_id: str) -> ConversationOut:
    """One conversation."""
    conversation, _ = await conversations.get(tx, actor, conversation_id)
    return ConversationOut.of(conversation)


@router.delete("/{conversation_id}", status_code=204)
async def delete(tx: WriteTx, actor: ActorDep, conversation_id: str) -> None:
    """Remove a conversation."""
    await conversations.delete(tx, actor, conversation_id)


@router.get("/{conversation_id}/messages")
async def list_messages(
    tx: ReadTx, actor: ActorDep, conversation_id: str, before: Seq | None = None, limit: Limit = 50
) -> MessagePage:
    """The latest messages."""
    rows, next_page = await conversations.messages(tx, actor, conversation_id, before=before, limit=limit)
    return MessagePage(items=await messages_of(tx, actor, rows), next=next_page)


@router.post(
    "/{conversation_id}/messages",
    response_model=Exchange,
    responses={200: {"content": {"text/event-stream": {}}}, **documented(409)},
)
async def send(
    actor: ActorDep,
    services: ServicesDep,
    conversation_id: str,
    wish: MessageWish,
    accept: Annotated[str, Header()] = "",
) -> Exchange | Response:
    """Say something. The answer is the whole reply, or its pieces with `Accept: text/event-stream`.

    Events: `message`, the saved question; `notice` while the first words are late; `piece` with text; then
    `done` with the exchange. The reply goes on when nobody listens.
    """

    async def ask() -> Turn:
        return await services.turns.ask(actor, conversation_id, text=wish.text)

    return await _answer(services, actor, conversation_id, ask, accept)


@router.post(
    "/{conversation_id}/messages/{message_id}/continue",
    response_model=Exchange,
    responses={200: {"content": {"text/event-stream": {}}}, **documented(409)},
)
async def resume(
    actor: ActorDep,
    services: ServicesDep,
    conversation_id: str,
    message_id: str,
    wish: ResumptionWish | None = None,
    accept: Annotated[str, Header()] = "",
) -> Exchange | Response:
    """Go on with the last reply where it was broken off, or ask for it again when it has no words.

    The same message grows. It answers as `POST …/messages` does; the pieces are what is added.
    """
    quotations = wish is not None and wish.quotations

    async def again() -> Turn:
        return await services.turns.resume(actor, conversation_id, message_id, quotations=quotations)

    return await _answer(services, actor, conversation_id, again, accept)


@router.post("/{conversation_id}/messages/{message_id}/stop", status_code=202)
async def stop(actor: ActorDep, services: ServicesDep, conversation_id: str, message_id: str) -> MessageOut:
    """Stop a reply; what is written stays."""
    await services.turns.stop(actor, conversation_id, message_id)
    await services.turns.ended(message_id)
    return await message_of(services, actor, conversation_id, message_id)


async def _answer(
    services: Services, actor: Actor, conversation_id: str, ask: Ask, accept: str
) -> Exchange | Response:
    """The exchange once the reply has ended, or its events as they come."""
    if "text/event-stream" in accept:
        return await stream_of(services, actor, conversation_id, ask)
    turn = await ask()
    await services.turns.ended(turn.reply.id)
    return await exchange_of(services, actor, turn)
