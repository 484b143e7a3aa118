"""All SQL about where things stand in a document, page by page: what an index of its passages is made of."""

from collections.abc import Collection, Sequence

from sqlalchemy import or_, select

from personae.characters.evidence import by
from personae.characters.tables import Character, Mention, Quotation
from personae.library import Chapter, Document, DocumentNotFound, Passage
from personae.platform.db import Tx


async def document(tx: Tx, document_id: str, *, owner_id: str) -> Document:
    """One document of its owner. Raises DocumentNotFound."""
    query = select(Document).where(Document.id == document_id, Document.owner_id == owner_id)
    found = await tx.scalar(query.where(Document.deleted_at.is_(None)))
    if found is None:
        raise DocumentNotFound
    return found


async def passages(
    tx: Tx, document_id: str, *, owner_id: str, after: int, limit: int
) -> Sequence[tuple[int, int, int, int, str]]:
    """Passages whose number is greater than after: number, chapter, start, end and text."""
    query = (
        select(Passage.seq, Passage.chapter, Passage.start, Passage.end, Passage.text)
        .join(Document, Document.id == Passage.document_id)
        .where(Passage.document_id == document_id, Document.owner_id == owner_id, Passage.seq > after)
        .order_by(Passage.seq)
        .limit(limit)
    )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in await tx.execute(query)]


async def spans(
    tx: Tx,
    table: type[Mention] | type[Quotation],
    document_id: str,
    *,
    owner_id: str,
    after: int,
    limit: int,
) -> Sequence[tuple[int, int, int]]:
    """Where names or quotations stand, those whose number is greater than after: number, start and end."""
    query = (
        select(table.seq, table.start, table.end)
        .join(Document, Document.id == table.document_id)
        .where(table.document_id == document_id, Document.owner_id == owner_id, table.seq > after)
        .order_by(table.seq)
        .limit(limit)
    )
    return [(row[0], row[1], row[2]) for row in await tx.execute(query)]


async def heard(tx: Tx, character_id: str, *, owner_id: str, until: int | None, limit: int) -> Sequence[int]:
    """The numbers of the passages in which a character says something or is told it."""
    mine = or_(Quotation.character_id == character_id, Quotation.addressee_id == character_id)
    query = (
        select(Quotation.passage)
        .join(Document, Document.id == Quotation.document_id)
        .where(mine, Document.owner_id == owner_id, by(Quotation.end, until))
        .distinct()
        .limit(limit)
    )
    return list(await tx.scalars(query))


async def named(tx: Tx, character_id: str, *, owner_id: str, until: int | None, limit: int) -> Sequence[int]:
    """Where a character is named, as offsets in order."""
    query = (
        select(Mention.start)
        .join(Character, Character.id == Mention.character_id)
        .where(Mention.character_id == character_id, Character.owner_id == owner_id, by(Mention.end, until))
        .order_by(Mention.start)
        .limit(limit)
    )
    return list(await tx.scalars(query))


async def texts(
    tx: Tx, document_id: str, numbers: Collection[int], *, owner_id: str, until: int | None
) -> dict[int, tuple[Passage, str]]:
    """By their numbers, some passages that end before the point, each with its chapter's title."""
    query = (
        select(Passage, Chapter.title)
        .join(Document, Document.id == Passage.document_id)
        .join(Chapter, (Chapter.document_id == Passage.document_id) & (Chapter.seq == Passage.chapter))
        .where(Passage.document_id == document_id, Passage.seq.in_(numbers))
        .where(Document.owner_id == owner_id, by(Passage.end, until))
    )
    return {row[0].seq: (row[0], row[1]) for row in await tx.execute(query)}


async def passage_at(tx: Tx, document_id: str, *, owner_id: str, offset: int) -> tuple[Passage, str] | None:
    """The passage that holds the character at an offset, or the last before it, with its chapter's title."""
    query = (
        select(Passage, Chapter.title)
        .join(Document, Document.id == Passage.document_id)
        .join(Chapter, (Chapter.document_id == Passage.document_id) & (Chapter.seq == Passage.chapter))
        .where(Passage.document_id == document_id, Document.owner_id == owner_id, Passage.start <= offset)
        .order_by(Passage.start.desc())
        .limit(1)
    )
    row = (await tx.execute(query)).one_or_none()
    return None if row is None else (row[0], row[1])
