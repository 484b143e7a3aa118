"""A reply as server-sent events: the saved question, what is waited for, pieces of text, the exchange."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable

from fastapi import Response
from fastapi.responses import StreamingResponse

from personae import conversations
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.conversations import State, Turn
from personae.platform.bus import News
from personae.web.api.v1.messages import MessageOut, exchange_of
from personae.web.live.holding import Held
from personae.web.message_view import sentence_of

Ask = Callable[[], Awaitable[Turn]]


async def stream_of(services: Services, actor: Actor, conversation_id: str, ask: Ask, held: Held) -> Response:
    """Ask, and answer with the events as long as they are held. A refusal to ask is raised."""
    events = _events(services, actor, conversation_id, ask)
    first = await anext(events)
    return StreamingResponse(held(_after(first, events)), media_type="text/event-stream")


async def _events(services: Services, actor: Actor, conversation_id: str, ask: Ask) -> AsyncIterator[str]:
    async with services.bus.subscribe(conversations.topic(conversation_id)) as news:
        turn = await ask()
        yield _event("message", MessageOut.of(turn.question).model_dump_json())
        sent, notices = len(turn.reply.text), 0
        async for each in news:
            if each.get("id", turn.reply.id) != turn.reply.id:
                continue
            if each["kind"] == "notice":
                if (number := int(each["number"] or 0)) > notices:
                    notices = number
                    yield _notice(each)
                continue
            if each["kind"] in ("piece", "so_far"):
                at, told = int(each.get("at") or 0), str(each["text"])
                if at <= sent and (untold := told[sent - at :]):
                    sent += len(untold)
                    yield _piece(turn.reply.id, untold)
                continue
            if each.get("state") == State.WRITING:
                continue
            # Shielded, for a listener who hangs up in the middle would break a database connection.
            exchange = await asyncio.shield(exchange_of(services, actor, turn))
            if untold := exchange.reply.text[sent:]:  # the reply was quicker than its pieces
                sent += len(untold)
                yield _piece(turn.reply.id, untold)
            if exchange.reply.state != State.WRITING:
                yield _event("done", exchange.model_dump_json())
                return


async def _after(first: str, rest: AsyncIterator[str]) -> AsyncIterator[str]:
    yield first
    async for each in rest:
        yield each


def _piece(message_id: str, text: str) -> str:
    return _event("piece", json.dumps({"id": message_id, "text": text}))


def _notice(news: News) -> str:
    told = {name: news[name] for name in ("id", "wait", "code", "vendor", "model", "wait_s")}
    return _event("notice", json.dumps({**told, "sentence": sentence_of(news)}))


def _event(name: str, data: str) -> str:
    return f"event: {name}\ndata: {data}\n\n"
