"""All conversations, and one of them."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from personae import conversations
from personae.accounts import Actor
from personae.conversations import Shelf
from personae.platform.db import Tx
from personae.platform.errors import PersonaeError
from personae.web.deps import ActorDep, ReadTx, ServicesDep, WriteTx
from personae.web.errors import STATUS
from personae.web.render import render
from personae.web.security import FORM, check_token
from personae.web.talk_view import Look, edit_of, talk_page
from personae.web.typed import FormText, IdQuery, Seq

router = APIRouter(prefix="/conversations")


@router.get("")
async def show_all(
    request: Request,
    tx: ReadTx,
    actor: ActorDep,
    after: str | None = None,
    archived: str = "",
    deleted: IdQuery = None,
) -> Response:
    """Every conversation, the pinned first, then the last used; or those that were put away."""
    shelf = Shelf.ARCHIVED if archived else Shelf.OPEN
    talks, next_page = await conversations.list_conversations(tx, actor, before=after, shelf=shelf)
    return render(
        request,
        "conversations.html",
        actor=actor,
        talks=talks,
        next_page=next_page,
        archived=bool(archived),
        deleted=deleted,
    )


@router.get("/{conversation_id}")
async def show(
    request: Request,
    tx: ReadTx,
    actor: ActorDep,
    services: ServicesDep,
    conversation_id: str,
    before: Seq | None = None,
    edit: IdQuery = None,
    after: IdQuery = None,
    deleted: IdQuery = None,
    elsewhere: IdQuery = None,
) -> Response:
    """A conversation: its latest messages and the box to write in.

    edit: a message to be written anew.  after: one that the next shall follow.  deleted, elsewhere: what was
    deleted just now, and what was looked for on another branch.
    """
    look = Look(before=before, deleted=deleted, elsewhere=elsewhere)
    if after:
        look = Look(after=await conversations.get_message(tx, actor, conversation_id, after))
    elif edit:
        found, place = await edit_of(tx, actor, conversation_id, edit)
        look = Look(before=place, edit=found)
    return await talk_page(request, tx, actor, services, conversation_id, look)


@router.post("/{conversation_id}/messages")
async def send(
    request: Request,
    actor: ActorDep,
    services: ServicesDep,
    conversation_id: str,
    text: FormText = "",
    after: FormText = "",
    csrf: FormText = "",
) -> Response:
    """Ask the character something. With scripts the answer comes over the live channel.

    after: the message it follows, which begins a branch; the page is then another, scripts or not.
    """
    live = "hx-request" in request.headers
    try:
        check_token(request, services.settings, csrf)  # here, so that an old form keeps what was typed
        await services.turns.ask(actor, conversation_id, text=text, after=after or None)
    except PersonaeError as error:
        if live:
            return Response(error.sentence, STATUS[error.kind], media_type="text/plain")
        async with services.database.begin(write=False) as tx:
            look = await _refused(tx, actor, conversation_id, after, text, error)
            return await talk_page(request, tx, actor, services, conversation_id, look)
    there = f"/conversations/{conversation_id}#latest"
    if live and after:
        return Response(status_code=204, headers={"hx-redirect": there})
    if live:
        return Response(status_code=204)
    return RedirectResponse(there, status_code=303)


@router.post("/{conversation_id}/delete", dependencies=[FORM])
async def delete(tx: WriteTx, actor: ActorDep, conversation_id: str) -> Response:
    """Remove a conversation, which can be undone for a while."""
    await conversations.delete(tx, actor, conversation_id)
    return RedirectResponse(f"/conversations?deleted={conversation_id}", status_code=303)


@router.post("/{conversation_id}/restore", dependencies=[FORM])
async def restore(tx: WriteTx, actor: ActorDep, conversation_id: str) -> Response:
    """Bring back a conversation."""
    await conversations.restore(tx, actor, conversation_id)
    return RedirectResponse(f"/conversations/{conversation_id}#latest", status_code=303)


async def _refused(
    tx: Tx, actor: Actor, conversation_id: str, after: str, text: str, error: PersonaeError
) -> Look:
    """The page again, with what was typed."""
    parent = None
    if after and not isinstance(error, conversations.MessageNotFound):
        parent = await conversations.get_message(tx, actor, conversation_id, after)
    return Look(after=parent, error=error.sentence, draft=text, status=STATUS[error.kind])
