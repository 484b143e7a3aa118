"""All conversations, and one of them."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from personae import characters, conversations, library
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.platform.db import Tx
from personae.platform.errors import PersonaeError
from personae.web.deps import ActorDep, ReadTx, ServicesDep, WriteTx
from personae.web.errors import STATUS
from personae.web.message_view import shown, warnings
from personae.web.point import Point, reach_of
from personae.web.render import render
from personae.web.security import FORM, check_token
from personae.web.typed import FormText, Seq

router = APIRouter(prefix="/conversations")


@router.get("")
async def show_all(request: Request, tx: ReadTx, actor: ActorDep, after: str | None = None) -> Response:
    """Every conversation, newest first."""
    found, next_page = await conversations.list_conversations(tx, actor, before=after)
    return render(request, "conversations.html", actor=actor, talks=found, next_page=next_page)


@router.get("/{conversation_id}")
async def show(
    request: Request,
    tx: ReadTx,
    actor: ActorDep,
    services: ServicesDep,
    conversation_id: str,
    before: Seq | None = None,
) -> Response:
    """A conversation: its latest messages and the box to write in."""
    return await _conversation(request, tx, actor, services, conversation_id, before=before)


@router.post("/{conversation_id}/messages")
async def send(
    request: Request,
    actor: ActorDep,
    services: ServicesDep,
    conversation_id: str,
    text: FormText = "",
    csrf: FormText = "",
) -> Response:
    """Ask the character something. With scripts the answer comes over the live channel."""
    live = "hx-request" in request.headers
    try:
        check_token(request, services.settings, csrf)  # here, so that an old form keeps what was typed
        await services.turns.ask(actor, conversation_id, text=text)
    except PersonaeError as error:
        if live:
            return Response(error.sentence, STATUS[error.kind], media_type="text/plain")
        async with services.database.begin(write=False) as tx:
            return await _conversation(
                request,
                tx,
                actor,
                services,
                conversation_id,
                error=error.sentence,
                draft=text,
                status=STATUS[error.kind],
            )
    if live:
        return Response(status_code=204)
    return RedirectResponse(f"/conversations/{conversation_id}#latest", status_code=303)


@router.post("/{conversation_id}/messages/{message_id}/continue", dependencies=[FORM])
async def resume(
    request: Request,
    actor: ActorDep,
    services: ServicesDep,
    conversation_id: str,
    message_id: str,
    quotations: FormText = "",
) -> Response:
    """Go on with a reply that was broken off, or ask for it again; with quotations, in those."""
    await services.turns.resume(actor, conversation_id, message_id, quotations=bool(quotations))
    if "hx-request" in request.headers:
        return Response(status_code=204)
    return RedirectResponse(f"/conversations/{conversation_id}#latest", status_code=303)


@router.post("/{conversation_id}/messages/{message_id}/stop", dependencies=[FORM])
async def stop(
    request: Request, actor: ActorDep, services: ServicesDep, conversation_id: str, message_id: str
) -> Response:
    """Stop a reply; what is written stays."""
    await services.turns.stop(actor, conversation_id, message_id)
    if "hx-request" in request.headers:
        return Response(status_code=204)
    await services.turns.ended(message_id)
    return RedirectResponse(f"/conversations/{conversation_id}#latest", status_code=303)


@router.post("/{conversation_id}/delete", dependencies=[FORM])
async def delete(tx: WriteTx, actor: ActorDep, conversation_id: str) -> Response:
    """Remove a conversation."""
    await conversations.delete(tx, actor, conversation_id)
    return RedirectResponse("/conversations", status_code=303)


async def _conversation(
    request: Request,
    tx: Tx,
    actor: Actor,
    services: Services,
    conversation_id: str,
    *,
    before: int | None = None,
    error: str | None = None,
    draft: str = "",
    status: int = 200,
) -> Response:
    conversation, character = await conversations.get(tx, actor, conversation_id)
    messages, earlier = await conversations.messages(tx, actor, conversation_id, before=before)
    order = await services.models.order(tx, actor, character.id)
    document = await library.get(tx, actor, character.document_id) if character.document_id else None
    reach = await reach_of(tx, actor, character.document_id, Point(until=conversation.until))
    return render(
        request,
        "conversation.html",
        actor=actor,
        status=status,
        conversation=conversation,
        character=character,
        portrait=None
        if messages
        else await characters.portrait(tx, actor, character.id, until=conversation.until),
        reach=reach,
        document=document,
        shown=await shown(tx, actor, order, messages, is_latest=before is None),
        standings=await warnings(tx, services, actor, order),
        earlier=earlier,
        is_latest=before is None,
        provider=order.first,
        error=error,
        draft=draft,
    )
