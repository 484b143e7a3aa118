"""A character's reply to a talk that a client keeps."""

import time
from collections.abc import AsyncIterator
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse, StreamingResponse

from personae import characters
from personae.conversations import Answer
from personae.llm import Chunk, Finish
from personae.moderation import MessageRefused
from personae.platform.errors import PersonaeError
from personae.platform.ids import new_id
from personae.platform.logs import get_logger
from personae.sharing import Right
from personae.web.api.openai.naming import character_of, model_of
from personae.web.api.openai.shapes import DONE, Head, event, usage_of
from personae.web.api.openai.wishes import CompletionWish
from personae.web.deps import ActorDep, ServicesDep
from personae.web.live.holding import WhileHeld
from personae.web.problems import openai_error

log = get_logger(__name__)

router = APIRouter()


@router.post("/chat/completions")
async def complete(actor: ActorDep, services: ServicesDep, wish: CompletionWish, held: WhileHeld) -> Response:
    """The reply of a character to the last words of a talk, whole or in pieces."""
    talk = wish.talk()
    character_id = character_of(wish.model)
    async with services.database.begin(write=False) as tx:
        name = (await characters.get(tx, actor, character_id, right=Right.TALK)).name
    try:
        answer = await services.elsewhere.answer(actor, character_id, talk, is_whole=not wish.stream)
    except MessageRefused as refused:  # as OpenAI's clients know it from what its own filters refuse
        body = openai_error(400, refused.sentence, {"code": "content_policy_violation", "param": "messages"})
        return JSONResponse(body, 400)
    head = Head(f"chatcmpl-{new_id()}", int(time.time()), model_of(name, character_id))
    if not wish.stream:
        return JSONResponse(await _whole(head, answer))
    # The first words are waited for, so that a refusal is an answer of its own, and no broken stream.
    first = await _first(answer)
    tells_usage = wish.stream_options is not None and wish.stream_options.include_usage
    events = _events(head, answer, first, tells_usage=tells_usage)
    return StreamingResponse(held(events), media_type="text/event-stream")


async def _whole(head: Head, answer: Answer) -> dict[str, Any]:
    text, usage, finish = "", None, Finish.DONE
    async for chunk in answer.chunks:
        text += chunk.text
        usage, finish = chunk.usage or usage, chunk.finish or finish
    return head.whole(text, finish, usage_of(usage, input_tokens=answer.input_tokens, text=text))


async def _first(answer: Answer) -> Chunk:
    async for chunk in answer.chunks:
        if chunk.text or chunk.finish:
            return chunk
    return Chunk(finish=Finish.DONE)


async def _events(head: Head, answer: Answer, first: Chunk, *, tells_usage: bool) -> AsyncIterator[str]:
    text, usage = "", None
    yield head.piece({"role": "assistant", "content": ""}, tells_usage=tells_usage)
    try:
        async for chunk in _after(first, answer):
            usage = chunk.usage or usage
            if chunk.text:
                text += chunk.text
                yield head.piece({"content": chunk.text}, tells_usage=tells_usage)
            if chunk.finish:
                yield head.piece({}, finish=chunk.finish, tells_usage=tells_usage)
    except PersonaeError as error:
        yield event(openai_error(503, error.sentence, {"code": error.code, **error.facts}))
        return
    except Exception:
        log.exception("completion.failed")
        yield event(openai_error(500, "The reply broke off. Ask again.", {"code": "reply_failed"}))
        return
    finally:
        await answer.chunks.aclose()
    if tells_usage:
        yield head.end(usage_of(usage, input_tokens=answer.input_tokens, text=text))
    yield DONE


async def _after(first: Chunk, answer: Answer) -> AsyncIterator[Chunk]:
    yield first
    if first.finish is None:
        async for chunk in answer.chunks:
            yield chunk
