"""All SQL about documents, chapters and passages."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from personae import sharing
from personae.library.errors import DocumentNotFound
from personae.library.tables import Chapter, Document, Passage, Status
from personae.platform.db import Tx

GOING_ON = (Status.QUEUED, Status.READING)


def _theirs(owner_id: str) -> ColumnElement[bool]:
    """Holds for what the owner has and has not deleted."""
    return (Document.owner_id == owner_id) & Document.deleted_at.is_(None)


async def get(tx: Tx, document_id: str, *, owner_id: str) -> Document:
    """One document of its owner. Raises DocumentNotFound."""
    query = select(Document).where(Document.id == document_id, _theirs(owner_id))
    document = await tx.scalar(query)
    if document is None:
        raise DocumentNotFound
    return document


async def find_unscoped(tx: Tx, document_id: str) -> Document | None:
    """One document, whoever owns it, that has not been deleted: whoever asks may not have the right."""
    return await tx.scalar(select(Document).where(Document.id == document_id, Document.deleted_at.is_(None)))


async def shared_unscoped(tx: Tx, *, user_id: str, before: str | None, limit: int) -> Sequence[Document]:
    """The documents that others share with somebody, newest first, older than the id `before`."""
    ids = sharing.shared_ids(sharing.Kind.DOCUMENT, user_id=user_id)
    query = select(Document).where(Document.id.in_(ids), Document.deleted_at.is_(None))
    if before is not None:
        query = query.where(Document.id < before)
    return (await tx.scalars(query.order_by(Document.id.desc()).limit(limit))).all()


async def these_unscoped(tx: Tx, document_ids: Collection[str]) -> dict[str, Document]:
    """Some documents by their ids, deleted ones whose rows are left too."""
    rows = await tx.scalars(select(Document).where(Document.id.in_(document_ids)))
    return {row.id: row for row in rows}


async def hold(tx: Tx, document_id: str, *, owner_id: str) -> Document:
    """One document as it is now, which nobody else can change before this transaction ends.

    Raises DocumentNotFound.
    """
    query = select(Document).where(Document.id == document_id, _theirs(owner_id))
    document = await tx.scalar(query.with_for_update(), execution_options={"populate_existing": True})
    if document is None:
        raise DocumentNotFound
    return document


class SameContent(Exception):
    """The owner has a document with this content: another upload of it was faster."""


async def add(tx: Tx, document: Document, *, owner_id: str) -> None:
    """Write a new document of the owner's.

    Raises SameContent, after which the transaction can only be rolled back.
    """
    document.owner_id = owner_id
    tx.add(document)
    try:
        await tx.flush()
    except IntegrityError as error:
        raise SameContent from error


async def title_keys(tx: Tx, *, owner_id: str, but: str = "") -> set[str]:
    """The keys of the titles of the owner's documents, but one."""
    query = select(Document.title_key).where(_theirs(owner_id), Document.id != but)
    return set(await tx.scalars(query))


async def find_same(tx: Tx, *, owner_id: str, sha256: str, format: str) -> Document | None:
    """The owner's document with the same content, read as the same format."""
    return await tx.scalar(
        select(Document).where(
            _theirs(owner_id),
            Document.sha256 == sha256,
            Document.format == format,
        )
    )


async def page(tx: Tx, *, owner_id: str, before: str | None, limit: int) -> Sequence[Document]:
    """The owner's documents, newest first, older than the id `before`."""
    query = select(Document).where(_theirs(owner_id))
    if before is not None:
        query = query.where(Document.id < before)
    return (await tx.scalars(query.order_by(Document.id.desc()).limit(limit))).all()


async def chapters(tx: Tx, document_id: str, *, owner_id: str) -> Sequence[Chapter]:
    """Every chapter of a document, in order."""
    query = (
        select(Chapter)
        .join(Document, Document.id == Chapter.document_id)
        .where(Chapter.document_id == document_id, _theirs(owner_id))
    )
    return (await tx.scalars(query.order_by(Chapter.seq))).all()


async def passages(
    tx: Tx, document_id: str, *, owner_id: str, chapter: int, after: int, limit: int
) -> Sequence[Passage]:
    """Passages of one chapter whose seq is greater than after, in order."""
    query = (
        select(Passage)
        .join(Document, Document.id == Passage.document_id)
        .where(
            Passage.document_id == document_id,
            _theirs(owner_id),
            Passage.chapter == chapter,
            Passage.seq > after,
        )
    )
    return (await tx.scalars(query.order_by(Passage.seq).limit(limit))).all()


async def texts_unscoped(
    tx: Tx, document_id: str, *, after: int, limit: int
) -> Sequence[tuple[int, int, str]]:
    """Of passages whose seq is greater than after, in order: seq, start and text."""
    query = select(Passage.seq, Passage.start, Passage.text).where(
        Passage.document_id == document_id, Passage.seq > after
    )
    rows = await tx.execute(query.order_by(Passage.seq).limit(limit))
    return [(row[0], row[1], row[2]) for row in rows]


async def passage_at(tx: Tx, document_id: str, *, owner_id: str, offset: int) -> tuple[Passage, str] | None:
    """The passage of a document that holds the character at offset, with its chapter's title."""
    query = (
        select(Passage, Chapter.title)
        .join(Document, Document.id == Passage.document_id)
        .join(Chapter, (Chapter.document_id == Passage.document_id) & (Chapter.seq == Passage.chapter))
        .where(Passage.document_id == document_id, _theirs(owner_id), Passage.start <= offset)
        .order_by(Passage.start.desc())
        .limit(1)
    )
    row = (await tx.execute(query)).one_or_none()
    return None if row is None else (row[0], row[1])


async def first_seq(tx: Tx, document_id: str, *, owner_id: str, chapter: int) -> int:
    """The number of a chapter's first passage; 0 for a chapter without any."""
    query = (
        select(func.min(Passage.seq))
        .join(Document, Document.id == Passage.document_id)
        .where(
            Passage.document_id == document_id,
            _theirs(owner_id),
            Passage.chapter == chapter,
        )
    )
    return await tx.scalar(query) or 0


async def get_unscoped(tx: Tx, document_id: str) -> Document | None:
    """A document, whoever owns it: for background steps."""
    return await tx.get(Document, document_id)


async def hold_running_unscoped(tx: Tx, document_id: str, *, attempt: int) -> bool:
    """Keep others from cancelling or deleting a document before this transaction ends.

    False when this attempt no longer reads it.
    """
    query = select(Document.id).where(
        Document.id == document_id, Document.attempt == attempt, Document.status.in_(GOING_ON)
    )
    return await tx.scalar(query.with_for_update()) is not None


async def update_running_unscoped(tx: Tx, document_id: str, *, attempt: int, values: dict[str, Any]) -> bool:
    """Change a document that this attempt is still reading. False when it was cancelled or deleted."""
    query = update(Document).where(
        Document.id == document_id, Document.attempt == attempt, Document.status.in_(GOING_ON)
    )
    result = await tx.execute(query.values(**values).returning(Document.id))
    return result.first() is not None


async def clear_unscoped(tx: Tx, document_id: str, *, limit: int) -> bool:
    """Remove at most limit passages, and the chapters. False once none are left."""
    await tx.execute(delete(Chapter).where(Chapter.document_id == document_id))
    some = select(Passage.seq).where(Passage.document_id == document_id).order_by(Passage.seq).limit(limit)
    query = delete(Passage).where(Passage.document_id == document_id, Passage.seq.in_(some))
    return (await tx.execute(query.returning(Passage.seq))).first() is not None


async def remove_unscoped(tx: Tx, document_id: str) -> None:
    """Remove the row of a document that was deleted, and all that still belongs to it."""
    await tx.execute(delete(Document).where(Document.id == document_id, Document.deleted_at.is_not(None)))


async def insert_unscoped(
    tx: Tx, table: type[Chapter] | type[Passage], rows: Sequence[dict[str, object]]
) -> None:
    """Write many rows at once."""
    await tx.execute(insert(table), rows)


async def count_with_content_unscoped(tx: Tx, sha256: str) -> int:
    """How many documents, of anybody, have this content."""
    return await tx.scalar(select(func.count()).where(Document.sha256 == sha256)) or 0


async def existing_ids_unscoped(tx: Tx, ids: Sequence[str]) -> set[str]:
    """Those of ids that are documents."""
    return set(await tx.scalars(select(Document.id).where(Document.id.in_(ids))))


async def existing_hashes_unscoped(tx: Tx, hashes: Sequence[str]) -> set[str]:
    """Those of hashes that some document has."""
    return set(await tx.scalars(select(Document.sha256).where(Document.sha256.in_(hashes))))
