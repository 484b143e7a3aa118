"""Sharing as people do it: with whom a thing is shared, links and how they are opened, and leaving."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from personae import characters, library, sharing
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.platform.db import Tx
from personae.platform.errors import PersonaeError
from personae.sharing import Kind, Right, ShareInvalid, Thing
from personae.web.deps import ActorDep, ReadTx, ServicesDep, WriteTx
from personae.web.errors import STATUS
from personae.web.render import render
from personae.web.security import FORM, check_token
from personae.web.sharing_view import link_of, own_thing, place_of
from personae.web.typed import FormText

router = APIRouter()


@router.get("/documents/{document_id}/shares")
async def of_document(request: Request, tx: ReadTx, actor: ActorDep, document_id: str) -> Response:
    """With whom and by which links a document is shared."""
    return await _shares(request, tx, actor, document_id=document_id)


@router.get("/characters/{character_id}/shares")
async def of_character(request: Request, tx: ReadTx, actor: ActorDep, character_id: str) -> Response:
    """The same of a character."""
    return await _shares(request, tx, actor, character_id=character_id)


@router.post("/documents/{document_id}/shares")
async def share_document(
    request: Request,
    actor: ActorDep,
    services: ServicesDep,
    document_id: str,
    right: FormText = "",
    email: FormText = "",
    csrf: FormText = "",
) -> Response:
    """Share a document with somebody, or make a link for it."""
    return await _share(request, actor, services, right, email, csrf, document_id=document_id)


@router.post("/characters/{character_id}/shares")
async def share_character(
    request: Request,
    actor: ActorDep,
    services: ServicesDep,
    character_id: str,
    right: FormText = "",
    email: FormText = "",
    csrf: FormText = "",
) -> Response:
    """The same of a character."""
    return await _share(request, actor, services, right, email, csrf, character_id=character_id)


@router.post("/shares/{share_id}/change", dependencies=[FORM])
async def change(tx: WriteTx, actor: ActorDep, share_id: str, right: FormText = "") -> Response:
    """Let a share give another right."""
    held = await sharing.change(tx, actor, share_id, right=_right(right))
    return RedirectResponse(f"{place_of(held.thing)}/shares", status_code=303)


@router.post("/shares/{share_id}/end", dependencies=[FORM])
async def end(tx: WriteTx, actor: ActorDep, share_id: str) -> Response:
    """Share no longer."""
    thing = (await sharing.get(tx, actor, share_id)).share.thing
    await sharing.end(tx, actor, share_id)
    return RedirectResponse(f"{place_of(thing)}/shares", status_code=303)


@router.post("/shares/{share_id}/renew", dependencies=[FORM])
async def renew(
    request: Request, tx: WriteTx, actor: ActorDep, services: ServicesDep, share_id: str
) -> Response:
    """A new link in the place of one, shown this once."""
    made = await sharing.renew(tx, actor, share_id)
    link = link_of(services.settings, made.secret)
    return await _page(request, tx, actor, made.share.thing, link=link)


@router.post("/shares/{received_id}/leave", dependencies=[FORM])
async def leave(tx: WriteTx, actor: ActorDep, received_id: str) -> Response:
    """Have no more of what somebody shares."""
    await sharing.leave(tx, actor, received_id)
    return RedirectResponse("/library", status_code=303)


@router.get("/shared/{secret}")
async def look(request: Request, tx: ReadTx, actor: ActorDep, secret: str) -> Response:
    """What a link leads to. Opening it is for the person to say."""
    found = await sharing.look_at(tx, actor, secret)
    if found.is_own:
        return RedirectResponse(f"{place_of(found.thing)}/shares", status_code=303)
    return render(request, "share_link.html", actor=actor, found=found, secret=secret)


@router.post("/shared/{secret}", dependencies=[FORM])
async def open_link(tx: WriteTx, actor: ActorDep, secret: str) -> Response:
    """Take what a link gives."""
    found = await sharing.open_link(tx, actor, secret)
    return RedirectResponse(place_of(found.thing), status_code=303)


async def _share(
    request: Request,
    actor: Actor,
    services: Services,
    right: str,
    email: str,
    csrf: str,
    *,
    document_id: str | None = None,
    character_id: str | None = None,
) -> Response:
    try:
        check_token(request, services.settings, csrf)
        async with services.database.begin() as tx:
            thing = await own_thing(tx, actor, document_id=document_id, character_id=character_id)
            made = await sharing.share(tx, actor, thing, right=_right(right), email=email)
    except PersonaeError as error:
        async with services.database.begin(write=False) as tx:  # where it is not theirs, this raises again
            thing = await own_thing(tx, actor, document_id=document_id, character_id=character_id)
            return await _page(request, tx, actor, thing, error=error, email=email)
    if made.secret is None:
        return RedirectResponse(f"{place_of(thing)}/shares", status_code=303)
    async with services.database.begin(write=False) as tx:
        return await _page(request, tx, actor, thing, link=link_of(services.settings, made.secret))


async def _shares(
    request: Request, tx: Tx, actor: Actor, *, document_id: str | None = None, character_id: str | None = None
) -> Response:
    thing = await own_thing(tx, actor, document_id=document_id, character_id=character_id)
    return await _page(request, tx, actor, thing)


async def _page(
    request: Request,
    tx: Tx,
    actor: Actor,
    thing: Thing,
    *,
    link: str | None = None,
    error: PersonaeError | None = None,
    email: str = "",
) -> Response:
    if thing.kind == Kind.DOCUMENT:
        name = (await library.get_own(tx, actor, thing.id)).title
    else:
        name = (await characters.get(tx, actor, thing.id)).name
    return render(
        request,
        "shares.html",
        actor=actor,
        status=200 if error is None else STATUS[error.kind],
        name=name,
        here=place_of(thing),
        kind=thing.kind.value,
        shares=await sharing.of_thing(tx, actor, thing),
        link=link,
        error=error.sentence if error else None,
        email=email,
    )


def _right(typed: str) -> Right:
    try:
        return Right(typed)
    except ValueError as error:
        raise ShareInvalid(why="Say whether they may read or also talk") from error
