"""The sockets behind the frames. Each starts with how things stand, so nothing is missed or repeated."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from personae import characters, conversations, library
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.conversations import State
from personae.platform import metrics
from personae.platform.bus import News, Subscription
from personae.platform.db import Tx
from personae.platform.errors import Kind, PersonaeError
from personae.platform.tasks import give_up
from personae.sharing import Right
from personae.web.cookies import session_cookie
from personae.web.deps import allowed_actor, find_actor, get_services
from personae.web.live.doorkeeper import Check, while_shared, while_signed_in
from personae.web.live.frames import (
    Frame,
    book_frame,
    branch_frame,
    budget_frame,
    message_frame,
    mind_frame,
    notice_frame,
    piece_frame,
    progress_frame,
    shelf_frame,
    title_frame,
)
from personae.web.message_view import shown, warnings
from personae.web.mind_view import mind_beside
from personae.web.security import form_token

router = APIRouter()

SNAPSHOT = 10  # messages sent again on connecting: more than can be written between a page and its socket
CLOSE = {
    Kind.UNAUTHENTICATED: 4401,
    Kind.FORBIDDEN: 4403,
    Kind.NOT_FOUND: 4404,
    Kind.LIMITED: 4429,
}

Answer = Callable[[News], Coroutine[object, object, list[Frame]]]


@router.websocket("/live/documents/{document_id}")
async def document_socket(socket: WebSocket, document_id: str) -> None:
    """How the reading of a document goes on."""

    def answering(services: Services, actor: Actor, csrf: str) -> Answer:
        async def frames(_: News) -> list[Frame]:
            async with services.database.begin(write=False) as tx:
                document = await library.get(tx, actor, document_id)
            return [progress_frame(document, csrf, is_own=document.owner_id == actor.user_id)]

        return frames

    async def may_go_on(tx: Tx, actor: Actor) -> bool:
        return (await library.get(tx, actor, document_id)).owner_id == actor.user_id

    await _serve(socket, lambda _: library.topic(document_id), answering, may_go_on)


@router.websocket("/live/library")
async def library_socket(socket: WebSocket) -> None:
    """How the documents of one person's library are doing, and which have come or gone."""

    def answering(services: Services, actor: Actor, _: str) -> Answer:
        async def frames(news: News) -> list[Frame]:
            async with services.database.begin(write=False) as tx:
                if news["kind"] == "changed":
                    with suppress(library.DocumentNotFound):  # gone by now, as the next news says
                        return [book_frame(await library.get(tx, actor, str(news["id"])))]
                documents, _ = await library.list_documents(tx, actor)
            return [shelf_frame(documents)]

        return frames

    await _serve(socket, lambda actor: library.shelf_topic(actor.user_id), answering)


@router.websocket("/live/conversations/{conversation_id}")
async def conversation_socket(socket: WebSocket, conversation_id: str) -> None:
    """Messages of a conversation as they are written."""

    def answering(services: Services, actor: Actor, csrf: str) -> Answer:
        async def frames(news: News) -> list[Frame]:
            if news["kind"] == "piece":
                return [piece_frame(str(news["id"]), int(news["at"] or 0), str(news["text"]))]
            if news["kind"] == "so_far":
                return [piece_frame(str(news["id"]), 0, str(news["text"]))]
            if news["kind"] == "notice":
                return [notice_frame(news)]
            if news["kind"] == "branch":
                return [branch_frame(news)]
            message_id = str(news["id"]) if news["kind"] == "message" else None
            async with services.database.begin(write=False) as tx:
                if news["kind"] == "snapshot":
                    await _is_own(tx, actor, conversation_id)
                return await _messages(tx, services, actor, conversation_id, message_id, csrf)

        return frames

    async def may_go_on(tx: Tx, actor: Actor) -> bool:
        return await _is_own(tx, actor, conversation_id)

    await _serve(socket, lambda _: conversations.topic(conversation_id), answering, may_go_on)


async def _is_own(tx: Tx, actor: Actor, conversation_id: str) -> bool:
    """Whether a conversation is with a character of one's own, or one that is still shared with one.

    Raises CharacterNotFound where it is neither: what was said stays, but there is no more news of it.
    """
    conversation, _ = await conversations.get(tx, actor, conversation_id)
    character = await characters.open_to(tx, actor, conversation.character_id, right=Right.TALK)
    return character.owner_id == actor.user_id


async def _messages(
    tx: Tx, services: Services, actor: Actor, conversation_id: str, message_id: str | None, csrf: str
) -> list[Frame]:
    """One message as it stands, or the latest; and beside them what changes when a reply has ended."""
    conversation, character = await conversations.get(tx, actor, conversation_id)
    found, _ = await conversations.messages(tx, actor, conversation_id, limit=SNAPSHOT)
    order = await services.models.order(tx, actor, character.id)
    views = await shown(
        tx,
        actor,
        order,
        found,
        character_id=character.id,
        is_latest=True,
        help_lines=services.moderation.help_lines,
        address=services.settings.address,
    )
    told = [each for each in views if message_id in (None, each.message.id)]
    frames = [message_frame(each, character, csrf) for each in told]
    if told and all(each.message.state == State.WRITING for each in told):
        return frames
    last = found[-1] if found else None
    beside = await mind_beside(tx, actor, services, conversation, order, last)
    return [
        *frames,
        title_frame(conversation.title),
        mind_frame(beside, character),
        budget_frame(await warnings(tx, services, actor, order)),
    ]


async def _serve(
    socket: WebSocket,
    topic_of: Callable[[Actor], str],
    answering: Callable[[Services, Actor, str], Answer],
    may_go_on: Check | None = None,
) -> None:
    """Send how things stand, then every change, until the page goes or its session ends.

    may_go_on: raises once what is shown is no longer shared with the person.
    """
    services = get_services(socket)
    await socket.accept()  # before any refusal: only an open socket can tell a browser why it closes
    try:
        actor = await allowed_actor(socket, services)
    except PersonaeError as error:
        await socket.close(CLOSE.get(error.kind, 4400), error.code)
        return
    if actor is None:
        await socket.close(4401, "log in first")
        return
    csrf = form_token(services.settings, session_cookie(socket, services.settings))
    frames = answering(services, actor, csrf)
    metrics.SOCKETS.inc()
    try:
        async with services.bus.subscribe(topic_of(actor)) as news:
            await _send(socket, await frames({"kind": "snapshot"}))
            await _first_of(
                _forward(socket, news, frames),
                _until_gone(socket),
                while_signed_in(services, actor, lambda: find_actor(socket, services)),
                *([while_shared(services, actor, may_go_on)] if may_go_on else ()),
            )
    except PersonaeError as error:
        await socket.close(CLOSE.get(error.kind, 4400), error.code)
    except WebSocketDisconnect:
        return
    finally:
        metrics.SOCKETS.dec()


async def _first_of(*work: Coroutine[object, object, None]) -> None:
    """Run all until one ends, and raise what it raised; the others are cancelled."""
    tasks = [asyncio.ensure_future(each) for each in work]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        await give_up(tasks)


async def _send(socket: WebSocket, frames: Sequence[Frame]) -> None:
    for frame in frames:
        await socket.send_json(frame)


async def _forward(socket: WebSocket, news: Subscription, frames: Answer) -> None:
    async for each in news:
        # Shielded, for a page that goes in the middle would break a database connection.
        await _send(socket, await asyncio.shield(frames(each)))


async def _until_gone(socket: WebSocket) -> None:
    """Pages say nothing here: whatever comes, text or bytes, is let go by."""
    while (await socket.receive())["type"] != "websocket.disconnect":
        pass
