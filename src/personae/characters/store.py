"""All SQL about characters, quotations and mentions."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, delete, exists, func, insert, select

from personae.characters.errors import CharacterNotFound
from personae.characters.tables import Character, CharacterKind, Mention, Quotation
from personae.library import Chapter, Document, Passage
from personae.platform.db import Tx


def is_there() -> ColumnElement[bool]:
    """Holds for a character of no document, or of one that has not been deleted."""
    deleted = exists().where(Document.id == Character.document_id, Document.deleted_at.is_not(None))
    return ~deleted.correlate(Character)


async def get(tx: Tx, character_id: str, *, owner_id: str) -> Character:
    """One character of its owner. Raises CharacterNotFound."""
    query = select(Character).where(Character.id == character_id, Character.owner_id == owner_id, is_there())
    character = await tx.scalar(query)
    if character is None:
        raise CharacterNotFound
    return character


async def hold(tx: Tx, character_id: str, *, owner_id: str) -> Character:
    """The same, which nobody else can change or delete before this transaction ends."""
    query = select(Character).where(Character.id == character_id, Character.owner_id == owner_id, is_there())
    character = await tx.scalar(query.with_for_update())
    if character is None:
        raise CharacterNotFound
    return character


async def cast(tx: Tx, document_id: str, *, owner_id: str, after: int, limit: int) -> Sequence[Character]:
    """A document's characters whose rank is greater than after, in order of importance."""
    query = select(Character).where(
        Character.document_id == document_id, Character.owner_id == owner_id, Character.rank > after
    )
    return (await tx.scalars(query.order_by(Character.rank).limit(limit))).all()


async def cast_size(tx: Tx, document_id: str, *, owner_id: str) -> int:
    """How many characters a document has."""
    query = select(func.count()).where(Character.document_id == document_id, Character.owner_id == owner_id)
    return await tx.scalar(query) or 0


async def page(tx: Tx, *, owner_id: str, before: str | None, limit: int) -> Sequence[Character]:
    """All the owner's characters, newest first, older than the id `before`."""
    query = select(Character).where(Character.owner_id == owner_id, is_there())
    if before is not None:
        query = query.where(Character.id < before)
    return (await tx.scalars(query.order_by(Character.id.desc()).limit(limit))).all()


async def said_by(
    tx: Tx, character_id: str, *, owner_id: str, limit: int
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
        .order_by(Quotation.seq)
        .limit(limit)
    )
    return [(row[0], row[1], row[2], row[3]) for row in await tx.execute(query)]


async def texts_before(tx: Tx, character_id: str, *, owner_id: str, limit: int) -> dict[int, str]:
    """By passage number: the text of the passage that stands before one in which a character speaks."""
    query = (
        select(Quotation.passage, Passage.text)
        .join(Character, Character.id == Quotation.character_id)
        .join(
            Passage,
            (Passage.document_id == Quotation.document_id) & (Passage.seq == Quotation.passage - 1),
        )
        .where(Quotation.character_id == character_id, Character.owner_id == owner_id)
        .order_by(Quotation.seq)
        .limit(limit)
    )
    return {row[0]: row[1] for row in await tx.execute(query)}


async def passage_at(tx: Tx, document_id: str, *, owner_id: str, offset: int) -> tuple[Passage, str] | None:
    """The passage of a document that holds the character at offset, with its chapter's title."""
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


async def quotations_between(
    tx: Tx, document_id: str, *, owner_id: str, first: int, last: int
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
        )
        .order_by(Quotation.seq)
    )
    return [(row[0], row[1]) for row in await tx.execute(query)]


async def passages_spread(
    tx: Tx, document_id: str, *, owner_id: str, limit: int
) -> Sequence[tuple[Passage, str]]:
    """At most limit passages in order, evenly from the whole document, each with its chapter's title."""
    last = select(func.max(Passage.seq)).where(Passage.document_id == document_id)
    stride = (await tx.scalar(last) or 0) // limit + 1
    query = (
        select(Passage, Chapter.title)
        .join(Document, Document.id == Passage.document_id)
        .join(Chapter, (Chapter.document_id == Passage.document_id) & (Chapter.seq == Passage.chapter))
        .where(
            Passage.document_id == document_id,
            Document.owner_id == owner_id,
            Passage.seq % stride == 0,
        )
        .order_by(Passage.seq)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in await tx.execute(query)]


async def clear_unscoped(tx: Tx, document_id: str, *, limit: int) -> bool:
    """Remove at most limit quotations and mentions of a document. False once none are left."""
    found = False
    for table in (Mention, Quotation):
        some = select(table.seq).where(table.document_id == document_id).order_by(table.seq).limit(limit)
        query = delete(table).where(table.document_id == document_id, table.seq.in_(some))
        found = (await tx.execute(query.returning(table.seq))).first() is not None or found
    return found


async def hold_cast_unscoped(tx: Tx, document_id: str) -> Sequence[Character]:
    """Everybody a document has, by importance; nobody can talk with one anew before the transaction ends."""
    query = select(Character).where(
        Character.document_id == document_id, Character.kind != CharacterKind.HANDMADE
    )
    return (await tx.scalars(query.order_by(Character.rank).with_for_update())).all()


async def remove_cast_unscoped(tx: Tx, document_id: str) -> None:
    """Remove everybody a document has, with the conversations with them."""
    await tx.execute(
        delete(Character).where(
            Character.document_id == document_id, Character.kind != CharacterKind.HANDMADE
        )
    )


async def insert_unscoped(
    tx: Tx, table: type[Quotation] | type[Mention], rows: Sequence[dict[str, object]]
) -> None:
    """Write many rows at once."""
    if rows:
        await tx.execute(insert(table), rows)
