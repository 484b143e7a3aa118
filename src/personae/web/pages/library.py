"""The library, a document's cast, and the reader."""

from collections.abc import Sequence

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from personae import characters, conversations, library, moderation, sharing
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.characters import Profile
from personae.library import Document, Status
from personae.platform.db import Tx
from personae.platform.errors import PersonaeError
from personae.sharing import Kind, Thing
from personae.web.circle import Circle, circle
from personae.web.deps import ActorDep, ReadTx, ServicesDep, WriteTx
from personae.web.errors import STATUS
from personae.web.passage_view import marked_up
from personae.web.point import PointDep, Reach, reach_of
from personae.web.receiving import receive_document
from personae.web.render import render
from personae.web.security import FORM, check_token
from personae.web.sharing_view import panel_of
from personae.web.typed import Seq
from personae.web.uploads import file_part

router = APIRouter()

RING_LEAST, RING_MOST = 2, 14


@router.get("/library")
async def show_library(
    request: Request,
    tx: ReadTx,
    actor: ActorDep,
    services: ServicesDep,
    after: str | None = None,
    shared_after: str | None = None,
) -> Response:
    """All documents, newest first, and the place to drop a new one; and what others share."""
    return await _library(request, tx, actor, services, after=after, shared_after=shared_after)


@router.post("/library")
async def upload(request: Request, actor: ActorDep, services: ServicesDep) -> Response:
    """Receive a document; its bytes are counted as they come."""
    try:
        part = await file_part(request, limit_bytes=services.settings.upload_max_size)
        check_token(request, services.settings, part.fields.get("csrf", ""))
        added = await receive_document(services, actor, part)
    except PersonaeError as error:
        async with services.database.begin(write=False) as tx:
            return await _library(
                request, tx, actor, services, error=error.sentence, status=STATUS[error.kind]
            )
    known = "" if added.is_new else "?known=1"
    return RedirectResponse(f"/documents/{added.document.id}{known}", status_code=303)


@router.get("/documents/{document_id}")
async def show_document(
    request: Request,
    tx: ReadTx,
    actor: ActorDep,
    services: ServicesDep,
    document_id: str,
    point: PointDep,
    after: Seq = -1,
    known: bool = False,
) -> Response:
    """A document's cast once it is read, up to a point in it; before that, how far the reading is."""
    document = await library.get(tx, actor, document_id)
    is_own = document.owner_id == actor.user_id
    if document.status != Status.READY:
        return render(
            request, "document_progress.html", actor=actor, document=document, known=known, is_own=is_own
        )
    reach = await reach_of(tx, actor, document_id, point)
    cast, next_page = await characters.cast_of(tx, actor, document_id, until=reach.until, after=after)
    size = await characters.cast_size(tx, actor, document_id, until=reach.until)
    return render(
        request,
        "document_cast.html",
        actor=actor,
        document=document,
        cast=cast,
        cast_size=size,
        next_page=next_page,
        reach=reach,
        ring=await _ring(tx, actor, document_id, cast, reach) if after < 0 else None,
        known=known,
        noticed=await moderation.count_of_document(tx, actor, document_id, until=reach.until)
        if is_own
        else 0,
        is_outdated=is_own and characters.is_outdated(document, services.newest_reading),
        is_own=is_own,
        panel=await panel_of(tx, actor, Thing(Kind.DOCUMENT, document.id), owner_id=document.owner_id),
        others=await conversations.others_talking(tx, actor, document_id=document.id) if is_own else 0,
    )


@router.get("/documents/{document_id}/read")
@router.get("/documents/{document_id}/read/{chapter}")
async def read(
    request: Request,
    tx: ReadTx,
    actor: ActorDep,
    document_id: str,
    chapter: Seq | None = None,
    after: Seq = -1,
    at: Seq | None = None,
) -> Response:
    """A page of one chapter, each quotation in its speaker's hue. `at`: the passage it shall show.

    Speakers have the names by which they are known at the end of the page.
    """
    document = await library.get(tx, actor, document_id)
    chapters = await library.chapters(tx, actor, document_id)
    known = [each.seq for each in chapters]
    titled = [each.seq for each in chapters if each.title]  # what stands before the first is a title page
    current = chapter if chapter is not None else next(iter(titled or known), 0)
    if at is not None:
        after = await library.page_before(tx, actor, document_id, chapter=current, at=at)
    shown, next_page = await library.passages(tx, actor, document_id, chapter=current, after=after)
    said = await characters.quotations_between(tx, actor, shown, until=shown[-1].end if shown else None)
    place = known.index(current) if current in known else -1
    return render(
        request,
        "document_read.html",
        actor=actor,
        is_own=document.owner_id == actor.user_id,
        document=document,
        chapters=chapters,
        chapter=chapters[place] if place >= 0 else None,
        earlier=chapters[place - 1] if place > 0 else None,
        later=chapters[place + 1] if 0 <= place < len(chapters) - 1 else None,
        passages=marked_up(shown, said),
        next_page=next_page,
    )


@router.get("/documents/{document_id}/at/{offset}")
async def read_at(tx: ReadTx, actor: ActorDep, document_id: str, offset: Seq) -> Response:
    """The place in the reader where a piece of evidence stands, by its offset into the text."""
    found = await library.passage_at(tx, actor, document_id, offset=offset)
    place = f"/{found[0].chapter}?at={found[0].seq}#p{found[0].seq}" if found else ""
    return RedirectResponse(f"/documents/{document_id}/read{place}", status_code=303)


@router.post("/documents/{document_id}/cancel", dependencies=[FORM])
async def cancel(request: Request, tx: WriteTx, actor: ActorDep, document_id: str) -> Response:
    """Stop reading."""
    return _to(await library.cancel(tx, actor, document_id))


@router.post("/documents/{document_id}/retry", dependencies=[FORM])
async def retry(tx: WriteTx, actor: ActorDep, services: ServicesDep, document_id: str) -> Response:
    """Read again."""
    return _to(await library.retry(tx, actor, document_id, newest=services.newest_reading))


@router.post("/documents/{document_id}/delete", dependencies=[FORM])
async def delete(tx: WriteTx, actor: ActorDep, document_id: str) -> Response:
    """Remove a document with its cast and their conversations."""
    await library.delete(tx, actor, document_id)
    return RedirectResponse("/library", status_code=303)


async def _ring(
    tx: Tx, actor: Actor, document_id: str, cast: Sequence[Profile], reach: Reach
) -> Circle | None:
    """Who of the most important speaks with whom; None where that makes no picture."""
    people = cast[:RING_MOST]
    ids = [person.id for person in people]
    exchanges = await characters.exchanges(tx, actor, document_id, ids, until=reach.until)
    return circle(people, exchanges) if len(people) > RING_LEAST and exchanges else None


def _to(document: Document) -> Response:
    return RedirectResponse(f"/documents/{document.id}", status_code=303)


async def _library(
    request: Request,
    tx: Tx,
    actor: Actor,
    services: Services,
    *,
    after: str | None = None,
    shared_after: str | None = None,
    error: str | None = None,
    status: int = 200,
) -> Response:
    documents, next_page = await library.list_documents(tx, actor, before=after)
    shared, more_shared = await library.list_shared(tx, actor, before=shared_after)
    return render(
        request,
        "library.html",
        actor=actor,
        status=status,
        documents=documents,
        is_first_page=after is None,
        next_page=next_page,
        shared=shared,
        more_shared=more_shared,
        owners=await sharing.owners_named(tx, {each.owner_id for each in shared}),
        error=error,
        limit_bytes=services.settings.upload_max_size,
    )
