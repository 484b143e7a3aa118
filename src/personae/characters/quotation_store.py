"""All SQL about the lines of a document: what was said, by whom and where, up to a point in it.

until: an offset into the document's text; only what ends at or before it is looked at, None for all.
"""

from collections.abc import Sequence

from sqlalchemy import func, select

from personae.characters.evidence import by
from personae.characters.tables import Character, Quotation
from personae.library import Chapter, Document, Passage
from personae.platform.db import Tx


async def said_by(
    tx: Tx, character_id: str, *, owner_id: str, until: int | None, limit: int
) -> Sequence[tuple[Quotation, str, int, str]]:
    """A character's quotations in order, each with its passage's text and start, and its chapter's title."""
    query = (
        select(Quotation, Passage.text, Passage.start, Chapter.title)
        .join(Character, Character.id == Quotation.character_id)
        .join(
            Passage,
            (Passage.document_id == Quotation.document_id) & (Passage.seq == Quotation.passage),
        )
        .join(
            Chapter,
            (Chapter.document_id == Quotation.document_id) & (Chapter.seq == Quotation.chapter),
        )
        .where(Quotation.character_id == character_id, Character.owner_id == owner_id)
        .where(by(Quotation.end, until))
        .order_by(Quotation.seq)
        .limit(limit)
    )
    return [(row[0], row[1], row[2], row[3]) for row in await tx.execute(query)]


async def page_of_quotations(
    tx: Tx, character_id: str, *, owner_id: str, until: int | None, after: int, limit: int
) -> Sequence[tuple[Quotation, str]]:
    """A character's quotations whose seq is greater than after, in order, with their chapter's title."""
    query = (
        select(Quotation, Chapter.title)
        .join(Character, Character.id == Quotation.character_id)
        .join(
            Chapter,
            (Chapter.document_id == Quotation.document_id) & (Chapter.seq == Quotation.chapter),
        )
        .where(Quotation.character_id == character_id, Character.owner_id == owner_id)
        .where(by(Quotation.end, until), Quotation.seq > after)
        .order_by(Quotation.seq)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in await tx.execute(query)]


async def texts_before(
    tx: Tx, character_id: str, *, owner_id: str, until: int | None, limit: int
) -> dict[int, str]:
    """By passage number: the text of the passage that stands before one in which a character speaks."""
    query = (
        select(Quotation.passage, Passage.text)
        .join(Character, Character.id == Quotation.character_id)
        .join(
            Passage,
            (Passage.document_id == Quotation.document_id) & (Passage.seq == Quotation.passage - 1),
        )
        .where(Quotation.character_id == character_id, Character.owner_id == owner_id)
        .where(by(Quotation.end, until))
        .order_by(Quotation.seq)
        .limit(limit)
    )
    return {row[0]: row[1] for row in await tx.execute(query)}


async def quotations_between(
    tx: Tx, document_id: str, *, owner_id: str, first: int, last: int, until: int | None
) -> Sequence[tuple[Quotation, Character | None]]:
    """The quotations in passages first..last of a document, with their speakers."""
    query = (
        select(Quotation, Character)
        .join(Document, Document.id == Quotation.document_id)
        .outerjoin(Character, Character.id == Quotation.character_id)
        .where(
            Quotation.document_id == document_id,
            Quotation.passage.between(first, last),
            Document.owner_id == owner_id,
            by(Quotation.end, until),
        )
        .order_by(Quotation.seq)
    )
    return [(row[0], row[1]) for row in await tx.execute(query)]


async def passages_spread(
    tx: Tx, document_id: str, *, owner_id: str, until: int | None, limit: int
) -> Sequence[tuple[Passage, str]]:
    """At most limit passages in order, evenly from all the text so far, each with its chapter's title."""
    last = select(func.max(Passage.seq)).where(Passage.document_id == document_id, by(Passage.end, until))
    stride = (await tx.scalar(last) or 0) // limit + 1
    query = (
        select(Passage, Chapter.title)
        .join(Document, Document.id == Passage.document_id)
        .join(Chapter, (Chapter.document_id == Passage.document_id) & (Chapter.seq == Passage.chapter))
        .where(
            Passage.document_id == document_id,
            Document.owner_id == owner_id,
            by(Passage.end, until),
            Passage.seq % stride == 0,
        )
        .order_by(Passage.seq)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in await tx.execute(query)]
