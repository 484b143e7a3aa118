"""What a person can ask of their library."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from personae.accounts import Actor
from personae.jobs import announce
from personae.library import store
from personae.library.access import open_to
from personae.library.errors import NothingToCancel, NothingToRetry
from personae.library.extract.errors import BY_CODE
from personae.library.news import tell_later, tell_shelf_later
from personae.library.tables import Document, Stage, Status
from personae.library.titling import TITLE_LIMIT, free_title
from personae.library.upload import Received
from personae.platform.clock import now
from personae.platform.db import OpenTx, Tx
from personae.platform.files import Files
from personae.platform.ids import new_id

PAGE = 50
CATALOGUE_NUMBER = re.compile(r"^\d+[ .-]+(?=\D)")  # libraries put one before the title


@dataclass(frozen=True, slots=True)
class Added:
    """A document and whether it is new: the same content twice gives the same document."""

    document: Document
    is_new: bool


async def add(open_tx: OpenTx, files: Files, actor: Actor, received: Received) -> Added:
    """Keep a received file and have it read. Raises StorageFull.

    Content that the owner already has gives the document there is; its reading is tried again when
    it had failed or was cancelled.
    """
    same = await _known(open_tx, files, actor, received)
    if same is not None:
        return Added(same, is_new=False)
    document = Document(
        id=new_id(),
        filename=received.filename,
        format=received.format,
        size_bytes=received.size_bytes,
        sha256=received.sha256,
        title=_title_of(received.filename),
    )
    await files.put(original_key(document.id), received.path)
    try:
        async with open_tx() as tx:
            document.title = await free_title(
                tx, document.title, owner_id=actor.user_id, document_id=document.id
            )
            await store.add(tx, document, owner_id=actor.user_id)
            await _announce_reading(tx, document)
            tell_shelf_later(tx, document)
    except store.SameContent:
        await files.delete(original_key(document.id))
        same = await _known(open_tx, files, actor, received)
        if same is None:
            raise
        return Added(same, is_new=False)
    return Added(document, is_new=True)


async def get(tx: Tx, actor: Actor, document_id: str) -> Document:
    """One document of one's own, or that is shared with one. Raises DocumentNotFound."""
    return await open_to(tx, actor, document_id)


async def get_own(tx: Tx, actor: Actor, document_id: str) -> Document:
    """One document of one's own, for what only its owner may do. Raises DocumentNotFound."""
    return await store.get(tx, document_id, owner_id=actor.user_id)


async def list_documents(
    tx: Tx, actor: Actor, *, before: str | None = None, limit: int = PAGE
) -> tuple[Sequence[Document], str | None]:
    """A page of documents, newest first, and the `before` of the next page (None at the end)."""
    rows = await store.page(tx, owner_id=actor.user_id, before=before, limit=limit + 1)
    return rows[:limit], rows[limit - 1].id if len(rows) > limit else None


async def list_shared(
    tx: Tx, actor: Actor, *, before: str | None = None, limit: int = PAGE
) -> tuple[Sequence[Document], str | None]:
    """A page of the documents that others share with somebody, newest first, and the next one's `before`."""
    rows = await store.shared_unscoped(tx, user_id=actor.user_id, before=before, limit=limit + 1)
    return rows[:limit], rows[limit - 1].id if len(rows) > limit else None


async def cancel(tx: Tx, actor: Actor, document_id: str) -> Document:
    """Stop the reading of a document; what was read so far is dropped at the next try.

    Raises DocumentNotFound, NothingToCancel.
    """
    document = await store.hold(tx, document_id, owner_id=actor.user_id)
    if document.is_ending:
        raise NothingToCancel
    document.status, document.ended_at = Status.CANCELLED, now()
    tell_later(tx, document)
    return document


async def retry(tx: Tx, actor: Actor, document_id: str, *, newest: str | None = None) -> Document:
    """Read a document again, from the first stage whose result is not kept.

    newest: how documents are read now; one that is ready is read again when it was read otherwise.
    Raises DocumentNotFound, NothingToRetry.
    """
    document = await store.hold(tx, document_id, owner_id=actor.user_id)
    is_outdated = document.status == Status.READY and newest not in (None, document.reading)
    if document.status not in (Status.FAILED, Status.CANCELLED) and not is_outdated:
        raise NothingToRetry
    document.attempt += 1
    document.status, document.stage, document.progress = Status.QUEUED, Stage.WAITING, 0.0
    document.error_code = document.error = document.started_at = document.ended_at = None
    document.notices = []
    await _announce_reading(tx, document)
    tell_later(tx, document)
    return document


async def delete(tx: Tx, actor: Actor, document_id: str) -> None:
    """Remove a document with all that was read from it. Raises DocumentNotFound.

    It is gone for everybody at once; a job then removes what belongs to it, piece by piece.
    """
    document = await store.hold(tx, document_id, owner_id=actor.user_id)
    await announce(tx, "library.document_deleted", document_id=document.id, sha256=document.sha256)
    document.status, document.deleted_at = Status.CANCELLED, now()
    # The same content may come again, and the same title.
    document.sha256 = document.title_key = f"deleted-{document.id}"
    tell_shelf_later(tx, document)


async def get_unscoped(tx: Tx, ids: dict[str, str]) -> Document | None:
    """The document a background step is about, or None when this attempt no longer goes on."""
    document = await store.get_unscoped(tx, ids["document_id"])
    if document is None or document.is_ending or str(document.attempt) != ids["attempt"]:
        return None
    return document


async def owner_unscoped(tx: Tx, document_id: str) -> str | None:
    """Whose a document is; None once it is deleted."""
    document = await store.get_unscoped(tx, document_id)
    return document.owner_id if document and document.deleted_at is None else None


async def finish_unscoped(
    tx: Tx, document: Document, *, language: str, quotations: int, notices: Sequence[str], reading: str
) -> bool:
    """Mark a document as read. False when it was cancelled or deleted meanwhile.

    reading: how it was read.
    """
    values = {
        "status": Status.READY,
        "stage": Stage.DONE,
        "progress": 1.0,
        "ended_at": now(),
        "language": language,
        "quotations": quotations,
        "notices": [*document.notices, *notices],
        "reading": reading,
    }
    return await store.update_running_unscoped(tx, document.id, attempt=document.attempt, values=values)


def needs_another_file(document: Document) -> bool:
    """True when the file itself could not be read, so that reading it again is no help."""
    return document.error_code in BY_CODE


def original_key(document_id: str) -> str:
    """Where a document's own bytes are kept."""
    return f"originals/{document_id}"


async def _known(open_tx: OpenTx, files: Files, actor: Actor, received: Received) -> Document | None:
    """The document with this content that the owner has; its reading is tried again when it had failed."""
    async with open_tx(write=False) as tx:
        same = await store.find_same(
            tx, owner_id=actor.user_id, sha256=received.sha256, format=received.format
        )
    if same is None or same.status not in (Status.FAILED, Status.CANCELLED):
        return same
    await files.put(original_key(same.id), received.path)  # it may have failed for the lack of it
    async with open_tx() as tx:
        return await retry(tx, actor, same.id)


async def _announce_reading(tx: Tx, document: Document) -> None:
    await announce(tx, "library.document_added", document_id=document.id, attempt=str(document.attempt))


def _title_of(filename: str) -> str:
    stem = CATALOGUE_NUMBER.sub("", " ".join(PurePath(filename).stem.replace("_", " ").split())) or "Untitled"
    return (stem[0].upper() + stem[1:])[:TITLE_LIMIT]
