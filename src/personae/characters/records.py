"""All SQL for what a portrait is folded from, as the reader's own records, up to a point in the document.

until: as in evidence.py. Rows come in the order of the book. A limit keeps the memory of one answer bounded.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, or_, select

from personae import cast
from personae.cast.portrait import Line
from personae.characters.evidence import by
from personae.characters.tables import Character, Fact, Mention, Quotation, Tie
from personae.library import Document
from personae.platform.db import Tx


async def mentions(
    tx: Tx, document_id: str, *, owner_id: str, until: int | None, limit: int
) -> Sequence[cast.Mention]:
    """Where anybody is named."""
    query = (
        select(Mention.start, Mention.end, Mention.chapter, Mention.character_id)
        .join(Document, Document.id == Mention.document_id)
        .where(Mention.document_id == document_id, Document.owner_id == owner_id, by(Mention.end, until))
        .order_by(Mention.seq)
        .limit(limit)
    )
    return [cast.Mention(*row) for row in await tx.execute(query)]


async def own_mentions(
    tx: Tx, character_id: str, *, owner_id: str, until: int | None, limit: int
) -> Sequence[cast.Mention]:
    """Where one character is named."""
    query = (
        select(Mention.start, Mention.end, Mention.chapter, Mention.character_id)
        .join(Character, Character.id == Mention.character_id)
        .where(Mention.character_id == character_id, Character.owner_id == owner_id, by(Mention.end, until))
        .order_by(Mention.start)
        .limit(limit)
    )
    return [cast.Mention(*row) for row in await tx.execute(query)]


async def turns(tx: Tx, document_id: str, *, owner_id: str, until: int | None, limit: int) -> Sequence[Line]:
    """Who speaks where, and to whom, without the words."""
    query = (
        select(
            Quotation.character_id,
            Quotation.addressee_id,
            Quotation.start,
            Quotation.end,
            Quotation.chapter,
            Quotation.confidence,
        )
        .join(Document, Document.id == Quotation.document_id)
        .where(Quotation.document_id == document_id, Document.owner_id == owner_id)
        .where(by(Quotation.end, until))
        .order_by(Quotation.seq)
        .limit(limit)
    )
    return [Line(row[0], row[1], "", *row[2:]) for row in await tx.execute(query)]


async def lines(tx: Tx, character_id: str, *, owner_id: str, until: int | None, limit: int) -> Sequence[Line]:
    """What one character says."""
    owned = select(Character.id).where(Character.id == character_id, Character.owner_id == owner_id)
    return await _lines_unscoped(tx, Quotation.character_id.in_(owned), until=until, limit=limit, stride=1)


async def others_lines(
    tx: Tx, document_id: str, *, owner_id: str, besides: str, until: int | None, limit: int
) -> Sequence[Line]:
    """At most limit things that the rest of the cast says, evenly from all the text so far."""
    owned = select(Document.id).where(Document.id == document_id, Document.owner_id == owner_id)
    theirs = Quotation.document_id.in_(owned) & Quotation.character_id.is_not(None)
    return await _spread_unscoped(tx, theirs & (Quotation.character_id != besides), until=until, limit=limit)


async def lines_unscoped(tx: Tx, document_id: str, *, limit: int) -> Sequence[Line]:
    """At most limit things that anybody says, evenly from the whole document: for background steps."""
    said = (Quotation.document_id == document_id) & Quotation.character_id.is_not(None)
    return await _spread_unscoped(tx, said, until=None, limit=limit)


async def facts(
    tx: Tx, character_id: str, *, owner_id: str, until: int | None, limit: int
) -> Sequence[cast.Fact]:
    """What the text says of a character, the surest if there are more than limit."""
    query = (
        select(Fact.character_id, Fact.kind, Fact.text, Fact.start, Fact.end, Fact.chapter, Fact.confidence)
        .join(Character, Character.id == Fact.character_id)
        .where(Fact.character_id == character_id, Character.owner_id == owner_id, by(Fact.end, until))
        .order_by(Fact.confidence.desc(), Fact.seq)
        .limit(limit)
    )
    found = [cast.Fact(*row) for row in await tx.execute(query)]
    return sorted(found, key=lambda fact: fact.start)


async def ties(
    tx: Tx, character_id: str, *, owner_id: str, until: int | None, limit: int
) -> Sequence[cast.Tie]:
    """Places that show what others are to a character, or the character to them."""
    theirs = or_(Tie.source_id == character_id, Tie.target_id == character_id)
    return await _ties(tx, theirs, owner_id=owner_id, until=until, limit=limit)


async def others_ties(
    tx: Tx, document_id: str, *, owner_id: str, besides: str, until: int | None, limit: int
) -> Sequence[cast.Tie]:
    """Places that say in one word what others are to each other, the character `besides` apart."""
    theirs = (Tie.document_id == document_id) & (Tie.detail != "")
    others = theirs & (Tie.source_id != besides) & (Tie.target_id != besides)
    return await _ties(tx, others, owner_id=owner_id, until=until, limit=limit)


async def _ties(
    tx: Tx, wanted: ColumnElement[bool], *, owner_id: str, until: int | None, limit: int
) -> Sequence[cast.Tie]:
    query = (
        select(
            Tie.source_id,
            Tie.target_id,
            Tie.kind,
            Tie.detail,
            Tie.affinity,
            Tie.start,
            Tie.end,
            Tie.chapter,
            Tie.confidence,
        )
        .join(Document, Document.id == Tie.document_id)
        .where(wanted, Document.owner_id == owner_id, by(Tie.end, until))
        .order_by(Tie.seq)
        .limit(limit)
    )
    return [cast.Tie(*row) for row in await tx.execute(query)]


async def _spread_unscoped(
    tx: Tx, wanted: ColumnElement[bool], *, until: int | None, limit: int
) -> Sequence[Line]:
    count = await tx.scalar(select(func.count()).where(wanted, by(Quotation.end, until))) or 0
    return await _lines_unscoped(tx, wanted, until=until, limit=limit, stride=count // limit + 1)


async def _lines_unscoped(
    tx: Tx, wanted: ColumnElement[bool], *, until: int | None, limit: int, stride: int
) -> Sequence[Line]:
    """Every stride-th of the wanted quotations."""
    place = (func.row_number().over(order_by=Quotation.seq) - 1).label("place")
    numbered = (
        select(
            Quotation.character_id,
            Quotation.addressee_id,
            Quotation.text,
            Quotation.start,
            Quotation.end,
            Quotation.chapter,
            Quotation.confidence,
            place,
        )
        .where(wanted, by(Quotation.end, until))
        .subquery()
    )
    query = select(numbered).where(numbered.c.place % stride == 0).order_by(numbered.c.place).limit(limit)
    return [Line(*row[:7]) for row in await tx.execute(query)]
