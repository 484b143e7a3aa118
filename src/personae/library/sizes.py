"""All SQL that counts documents and their bytes, whoever owns them: for those who look after the studio."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, or_, select

from personae.library.tables import Document
from personae.platform.db import Tx


@dataclass(frozen=True, slots=True)
class Size:
    """Some documents together. bytes: of the files that were uploaded."""

    documents: int = 0
    bytes: int = 0
    words: int = 0


BYTES = func.coalesce(func.sum(Document.size_bytes), 0)
FIGURES = (func.count(), BYTES, func.coalesce(func.sum(Document.words), 0))
IS_THERE = Document.deleted_at.is_(None)


async def size_unscoped(tx: Tx, *, deleted: bool = False) -> Size:
    """All documents; or those that were deleted, whose rows are still being removed."""
    row = (await tx.execute(select(*FIGURES).where(~IS_THERE if deleted else IS_THERE))).one()
    return Size(int(row[0]), int(row[1]), int(row[2]))


async def by_owner_unscoped(
    tx: Tx, *, after: tuple[int, str] | None, limit: int
) -> Sequence[tuple[str, Size]]:
    """People by what their uploads take, the most first.

    after: the bytes and the id of the last one of the page before.
    """
    query = select(Document.owner_id, *FIGURES).where(IS_THERE).group_by(Document.owner_id)
    if after is not None:
        held, owner_id = after
        query = query.having(or_(held > BYTES, and_(BYTES.op("=")(held), Document.owner_id > owner_id)))
    rows = await tx.execute(query.order_by(BYTES.desc(), Document.owner_id).limit(limit))
    return [(row[0], Size(int(row[1]), int(row[2]), int(row[3]))) for row in rows]


async def largest_unscoped(tx: Tx, *, limit: int) -> Sequence[Document]:
    """The documents with the largest files."""
    query = select(Document).where(IS_THERE).order_by(Document.size_bytes.desc(), Document.id).limit(limit)
    return (await tx.scalars(query)).all()


async def page_unscoped(tx: Tx, *, after: str, limit: int) -> Sequence[tuple[str, str, int]]:
    """Ids, owners and bytes of documents, in the order of their ids."""
    query = select(Document.id, Document.owner_id, Document.size_bytes).where(IS_THERE, Document.id > after)
    return [(row[0], row[1], row[2]) for row in await tx.execute(query.order_by(Document.id).limit(limit))]


async def owners_of_contents_unscoped(tx: Tx, hashes: Collection[str]) -> Sequence[tuple[str, str]]:
    """Who has documents with some contents: each content with each of its owners once."""
    query = select(Document.sha256, Document.owner_id).where(IS_THERE, Document.sha256.in_(hashes))
    return [(row[0], row[1]) for row in await tx.execute(query.distinct())]
