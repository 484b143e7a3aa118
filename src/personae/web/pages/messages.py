"""What may be done with one message: have another, swipe, edit, delete, bring back, stop, go on."""

from dataclasses import replace

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from personae import conversations
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.conversations import Author, MessageChanged
from personae.platform.errors import PersonaeError
from personae.web.deps import ActorDep, ReadTx, ServicesDep, WriteTx
from personae.web.errors import STATUS
from personae.web.security import FORM, check_token
from personae.web.talk_view import Edit, Look, before_to_show, edit_of, talk_page
from personae.web.typed import FormText, version_of

router = APIRouter(prefix="/conversations/{conversation_id}")

MESSAGE = "/messages/{message_id}"


@router.get("/at/{message_id}")
async def find(tx: ReadTx, actor: ActorDep, conversation_id: str, message_id: str) -> Response:
    """Lead to a message; where it is on another branch, to the offer to show that."""
    message = await conversations.get_message(tx, actor, conversation_id, message_id)
    if not message.is_live:
        return _there(conversation_id, f"?elsewhere={message.id}")
    before = await before_to_show(tx, actor, conversation_id, message)
    query = f"?before={before}" if before is not None else ""
    return _there(conversation_id, f"{query}#m-{message.id}")


@router.post(f"{MESSAGE}/regenerate", dependencies=[FORM])
async def regenerate(
    request: Request, actor: ActorDep, services: ServicesDep, conversation_id: str, message_id: str
) -> Response:
    """Have another reply beside this one."""
    await services.turns.regenerate(actor, conversation_id, message_id)
    return _done(request, conversation_id)


@router.post(f"{MESSAGE}/continue", dependencies=[FORM])
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
    return _done(request, conversation_id)


@router.post(f"{MESSAGE}/stop", dependencies=[FORM])
async def stop(
    request: Request, actor: ActorDep, services: ServicesDep, conversation_id: str, message_id: str
) -> Response:
    """Stop a reply; what is written stays."""
    await services.turns.stop(actor, conversation_id, message_id)
    if "hx-request" not in request.headers:
        await services.turns.ended(message_id)
    return _done(request, conversation_id)


@router.post(f"{MESSAGE}/show", dependencies=[FORM])
async def show(
    request: Request, tx: WriteTx, actor: ActorDep, conversation_id: str, message_id: str
) -> Response:
    """Show the branch that a message is on."""
    await conversations.show(tx, actor, conversation_id, message_id)
    if "hx-request" in request.headers:
        return Response(status_code=204)
    return _there(conversation_id, f"/at/{message_id}")


@router.post(f"{MESSAGE}/edit")
async def edit(
    request: Request,
    actor: ActorDep,
    services: ServicesDep,
    conversation_id: str,
    message_id: str,
    text: FormText = "",
    version: FormText = "",
    csrf: FormText = "",
) -> Response:
    """Write a message anew beside what it was; one of one's own is answered at once."""
    try:
        check_token(request, services.settings, csrf)  # here, so that an old form keeps what was typed
        await _write(actor, services, conversation_id, message_id, text, version_of(version))
    except PersonaeError as error:
        return await _again(request, actor, services, conversation_id, message_id, text, error)
    return _there(conversation_id, "#latest")


@router.post(f"{MESSAGE}/delete", dependencies=[FORM])
async def delete(tx: WriteTx, actor: ActorDep, conversation_id: str, message_id: str) -> Response:
    """Remove a message with all that follows it, which can be undone for a while."""
    await conversations.delete_message(tx, actor, conversation_id, message_id)
    return _there(conversation_id, f"?deleted={message_id}#latest")


@router.post(f"{MESSAGE}/restore", dependencies=[FORM])
async def restore(tx: WriteTx, actor: ActorDep, conversation_id: str, message_id: str) -> Response:
    """Bring back a message with what was deleted with it."""
    await conversations.restore_message(tx, actor, conversation_id, message_id)
    return _there(conversation_id, f"/at/{message_id}")


async def _write(
    actor: Actor, services: Services, conversation_id: str, message_id: str, text: str, seen: int | None
) -> None:
    async with services.database.begin(write=False) as tx:
        message = await conversations.get_message(tx, actor, conversation_id, message_id)
    if message.author == Author.USER:
        await services.turns.edit(actor, conversation_id, message_id, text=text, seen=seen)
        return
    async with services.database.begin() as tx:
        await conversations.edit(tx, actor, conversation_id, message_id, text=text, seen=seen)


async def _again(
    request: Request,
    actor: Actor,
    services: Services,
    conversation_id: str,
    message_id: str,
    text: str,
    error: PersonaeError,
) -> Response:
    """The page again with what was typed, and beside it what another tab has written meanwhile."""
    async with services.database.begin(write=False) as tx:
        found, before = await edit_of(tx, actor, conversation_id, message_id)
        edit = replace(found, text=text, error=error.sentence)
        if isinstance(error, MessageChanged):
            edit = _with_theirs(edit, error)
        look = Look(before=before, edit=edit, status=STATUS[error.kind])
        return await talk_page(request, tx, actor, services, conversation_id, look)


def _with_theirs(edit: Edit, error: MessageChanged) -> Edit:
    return replace(edit, theirs=str(error.facts["theirs"]), version=int(error.facts["version"] or 0))


def _done(request: Request, conversation_id: str) -> Response:
    """What comes of it comes over the live channel, where there is one."""
    if "hx-request" in request.headers:
        return Response(status_code=204)
    return _there(conversation_id, "#latest")


def _there(conversation_id: str, place: str) -> Response:
    return RedirectResponse(f"/conversations/{conversation_id}{place}", status_code=303)
