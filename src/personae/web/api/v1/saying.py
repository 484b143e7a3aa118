"""What is said in conversations, over the API."""

from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Response
from pydantic import BaseModel, Field

from personae import conversations
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.conversations import Turn
from personae.web.api.v1.messages import Exchange, MessageOut, exchange_of, message_of, messages_of
from personae.web.api.v1.stream import Ask, stream_of
from personae.web.deps import ActorDep, ReadTx, ServicesDep
from personae.web.live.holding import Held, WhileHeld
from personae.web.problems import documented
from personae.web.typed import NOT_BLANK, Flag, Seq, Text, Told

router = APIRouter(prefix="/conversations/{conversation_id}/messages", tags=["conversations"])

Limit = Annotated[int, Query(ge=1, le=100)]
WRITTEN: dict[int | str, dict[str, Any]] = {200: {"content": {"text/event-stream": {}}}, **documented(409)}


class MessagePage(BaseModel):
    """The latest messages in order. `next` goes into `before` for earlier ones."""

    items: list[MessageOut]
    next: int | None


class MessageWish(BaseModel):
    """What to say. `after`: the message that it follows, if not the last one that is shown: as a branch."""

    text: Annotated[Text, Told(pattern=NOT_BLANK, maxLength=conversations.MESSAGE_LIMIT)] = Field(
        max_length=16_000
    )
    after: Text | None = None


class ResumptionWish(BaseModel):
    """How to go on. `quotations`: anew, in the character's own quotations, which are free."""

    quotations: Flag = False


@router.get("")
async def list_messages(
    tx: ReadTx, actor: ActorDep, conversation_id: str, before: Seq | None = None, limit: Limit = 50
) -> MessagePage:
    """The latest messages of the branch that is shown."""
    rows, next_page = await conversations.messages(tx, actor, conversation_id, before=before, limit=limit)
    return MessagePage(items=await messages_of(tx, actor, rows), next=next_page)


@router.post(
    "",
    response_model=Exchange,
    responses=WRITTEN,
)
async def send(
    actor: ActorDep,
    services: ServicesDep,
    conversation_id: str,
    wish: MessageWish,
    held: WhileHeld,
    accept: Annotated[str, Header()] = "",
) -> Exchange | Response:
    """Say something. The answer is the whole reply, or its pieces with `Accept: text/event-stream`.

    Events: `message`, the saved question; `notice` while the first words are late; `piece` with text; then
    `done` with the exchange. The reply goes on when nobody listens.
    """

    async def ask() -> Turn:
        return await services.turns.ask(actor, conversation_id, text=wish.text, after=wish.after)

    return await answer(services, actor, conversation_id, ask, accept, held)


@router.post(
    "/{message_id}/continue",
    response_model=Exchange,
    responses=WRITTEN,
)
async def resume(
    actor: ActorDep,
    services: ServicesDep,
    conversation_id: str,
    message_id: str,
    held: WhileHeld,
    wish: ResumptionWish | None = None,
    accept: Annotated[str, Header()] = "",
) -> Exchange | Response:
    """Go on with the last reply where it was broken off, or ask for it again when it has no words.

    The same message grows. It answers as `POST …/messages` does; the pieces are what is added.
    """
    quotations = wish is not None and wish.quotations

    async def again() -> Turn:
        return await services.turns.resume(actor, conversation_id, message_id, quotations=quotations)

    return await answer(services, actor, conversation_id, again, accept, held)


@router.post("/{message_id}/stop", status_code=202)
async def stop(actor: ActorDep, services: ServicesDep, conversation_id: str, message_id: str) -> MessageOut:
    """Stop a reply; what is written stays."""
    await services.turns.stop(actor, conversation_id, message_id)
    await services.turns.ended(message_id)
    return await message_of(services, actor, conversation_id, message_id)


async def answer(
    services: Services, actor: Actor, conversation_id: str, ask: Ask, accept: str, held: Held
) -> Exchange | Response:
    """The exchange once the reply has ended, or its events as they come."""
    if "text/event-stream" in accept:
        return await stream_of(services, actor, conversation_id, ask, held)
    turn = await ask()
    await services.turns.ended(turn.reply.id)
    return await exchange_of(services, actor, turn)
