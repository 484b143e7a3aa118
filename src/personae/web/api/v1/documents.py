"""Documents over the API."""

from datetime import datetime
from typing import Annotated, Self

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel

from personae import characters, library
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.library import Document, Status
from personae.platform.db import Tx
from personae.web.api.v1.characters import CharacterPage
from personae.web.api.v1.portraits import CharacterOut
from personae.web.deps import ActorDep, ReadTx, ServicesDep, WriteTx
from personae.web.point import PointDep, until_of
from personae.web.problems import documented
from personae.web.receiving import receive_document
from personae.web.tags import Matching, Tags, Telling, tag_of
from personae.web.typed import Seq
from personae.web.uploads import file_part
from personae.web.wording import language_name, notice_sentences

router = APIRouter(prefix="/documents", tags=["documents"])

Limit = Annotated[int, Query(ge=1, le=100)]

FILE_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary"}},
                },
                "encoding": {"file": {"contentType": "text/plain, application/epub+zip, application/pdf"}},
            }
        },
    }
}


class DocumentOut(BaseModel):
    """A document and how far its reading is. `newer_reading`: it would be read otherwise now; see retry.

    `language`: a code of ISO 639, "und" where it cannot be told, null until then; `language_name`: in words.
    """

    id: str
    title: str
    author: str | None
    filename: str
    format: str
    size_bytes: int
    language: str | None
    language_name: str | None
    words: int
    quotations: int
    status: Status
    stage: str
    progress: float
    error: str | None
    error_code: str | None
    notices: list[str]
    newer_reading: bool
    created_at: datetime

    @classmethod
    def of(cls, document: Document, services: Services) -> Self:
        """The row as programs see it."""
        own = {
            "notices": notice_sentences(document.notices),
            "language_name": language_name(document.language),
            "newer_reading": characters.is_outdated(document, services.newest_reading),
        }
        fields = {name: getattr(document, name) for name in cls.model_fields.keys() - own.keys()}
        return cls(**fields, **own)


class DocumentAdded(DocumentOut):
    """A received document. `duplicate`: the same content was there already, and this is that document."""

    duplicate: bool = False


class DocumentPage(BaseModel):
    """Documents, newest first. `next` goes into `after` for the next page."""

    items: list[DocumentOut]
    next: str | None


class ChapterOut(BaseModel):
    """A chapter; `start` counts characters of the document's text."""

    seq: int
    title: str
    start: int


class PassageOut(BaseModel):
    """A paragraph: text is the document's text from start to end, in characters."""

    seq: int
    chapter: int
    start: int
    end: int
    text: str


class PassagePage(BaseModel):
    """Passages of one chapter, in order."""

    items: list[PassageOut]
    next: int | None


@router.post("", status_code=202, openapi_extra=FILE_BODY, responses=documented(413, 415, 507))
async def add(request: Request, actor: ActorDep, services: ServicesDep) -> DocumentAdded:
    """Upload a file to be read. Its reading begins at once; ask for the document to see how far it is."""
    part = await file_part(request, limit_bytes=services.settings.upload_max_size)
    added = await receive_document(services, actor, part)
    return DocumentAdded(**DocumentOut.of(added.document, services).model_dump(), duplicate=not added.is_new)


@router.get("")
async def list_documents(
    tx: ReadTx, actor: ActorDep, services: ServicesDep, after: str | None = None, limit: Limit = 50
) -> DocumentPage:
    """The library."""
    rows, next_page = await library.list_documents(tx, actor, before=after, limit=limit)
    return DocumentPage(items=[DocumentOut.of(row, services) for row in rows], next=next_page)


@router.get("/{document_id}")
async def get(
    tx: ReadTx, actor: ActorDep, services: ServicesDep, document_id: str, tags: Telling
) -> DocumentOut:
    """One document. Its tag stays the same however far its reading is, until that ends."""
    return _told(await library.get(tx, actor, document_id), services, tags)


@router.post("/{document_id}/cancel", responses=documented(409))
async def cancel(
    tx: WriteTx, actor: ActorDep, services: ServicesDep, document_id: str, tags: Matching
) -> DocumentOut:
    """Stop its reading."""
    await _check(tx, actor, document_id, tags)
    return _told(await library.cancel(tx, actor, document_id), services, tags)


@router.post("/{document_id}/retry", responses=documented(409))
async def retry(
    tx: WriteTx, actor: ActorDep, services: ServicesDep, document_id: str, tags: Matching
) -> DocumentOut:
    """Read it again, after a failure, a cancellation, or when there is a newer reading.

    Conversations go on: whoever is found again under one of their names is the same character.
    """
    await _check(tx, actor, document_id, tags)
    document = await library.retry(tx, actor, document_id, newest=services.newest_reading)
    return _told(document, services, tags)


@router.delete("/{document_id}", status_code=204)
async def delete(tx: WriteTx, actor: ActorDep, document_id: str, tags: Matching) -> None:
    """Remove it with all that was read from it."""
    await _check(tx, actor, document_id, tags)
    await library.delete(tx, actor, document_id)


@router.get("/{document_id}/characters")
async def cast(
    tx: ReadTx,
    actor: ActorDep,
    document_id: str,
    point: PointDep,
    after: Seq = -1,
    limit: Limit = 60,
) -> CharacterPage:
    """Its cast, by importance. Up to a point: who has come in, by the names known there."""
    await library.get(tx, actor, document_id)
    until = await until_of(tx, actor, document_id, point)
    rows, next_page = await characters.cast_of(tx, actor, document_id, until=until, after=after, limit=limit)
    return CharacterPage(items=[CharacterOut.of(row) for row in rows], next=next_page)


@router.get("/{document_id}/chapters")
async def chapters(tx: ReadTx, actor: ActorDep, document_id: str) -> list[ChapterOut]:
    """Its chapters, in order."""
    rows = await library.chapters(tx, actor, document_id)
    return [ChapterOut(seq=row.seq, title=row.title, start=row.start) for row in rows]


@router.get("/{document_id}/passages")
async def passages(
    tx: ReadTx,
    actor: ActorDep,
    document_id: str,
    chapter: Seq,
    after: Seq = -1,
    limit: Limit = 100,
) -> PassagePage:
    """The text of one chapter."""
    rows, next_page = await library.passages(
        tx, actor, document_id, chapter=chapter, after=after, limit=limit
    )
    items = [
        PassageOut(seq=row.seq, chapter=row.chapter, start=row.start, end=row.end, text=row.text)
        for row in rows
    ]
    return PassagePage(items=items, next=next_page)


def _told(document: Document, services: Services, tags: Tags) -> DocumentOut:
    tags.tell(_tag_of(document))
    return DocumentOut.of(document, services)


def _tag_of(document: Document) -> str:
    """Of what a change may lose: which reading it is and how that ended, not how far it is."""
    ending = document.status if document.is_ending else "going on"
    return tag_of(document.id, document.attempt, ending, document.reading)


async def _check(tx: Tx, actor: Actor, document_id: str, tags: Tags) -> None:
    async def present(tx: Tx) -> str:
        return _tag_of(await library.get_own(tx, actor, document_id))

    await tags.check_in(tx, present, holding=f"document:{document_id}")
