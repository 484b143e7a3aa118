"""All SQL about how often and where the text shows characters, up to a point in it.

until: an offset into the document's text; only what ends at or before it is looked at, None for all.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    Subquery,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute

from personae.characters.profile import PRESENCE_BINS, Sighting
from personae.characters.tables import Character, CharacterKind, Mention, Quotation
from personae.platform.db import Tx

LINE_WEIGHT = 3  # a line spoken matters as much as so many mentions


def by(end: InstrumentedAttribute[int], until: int | None) -> ColumnElement[bool]:
    """Holds for what ends before the point."""
    return true() if until is None else end <= until


async def sightings(
    tx: Tx,
    document_id: str,
    *,
    owner_id: str,
    until: int,
    after: int = -1,
    limit: int = 1,
    character_id: str | None = None,
) -> Sequence[Sighting]:
    """Who has appeared in a document, the most important first: those ranked behind after, or only one."""
    ranked = _ranked(document_id, owner_id, until).subquery()
    query = (
        select(Character, ranked.c.rank, ranked.c.lines, ranked.c.mentions)
        .join(ranked, ranked.c.id == Character.id)
        .where(ranked.c.rank > after)
        .order_by(ranked.c.rank)
        .limit(limit)
    )
    if character_id is not None:
        query = query.where(Character.id == character_id)
    return [Sighting(row[0], row[1], row[2], row[3]) for row in await tx.execute(query)]


async def count_seen(tx: Tx, document_id: str, *, owner_id: str, until: int) -> int:
    """How many characters have appeared in a document."""
    ranked = _ranked(document_id, owner_id, until).subquery()
    return await tx.scalar(select(func.count()).select_from(ranked)) or 0


def _ranked(document_id: str, owner_id: str, until: int) -> Select[Any]:
    """Those who spoke or were named twice, as a whole reading keeps them, and whoever tells the story."""
    named = _counted(Mention, document_id, until)
    said = _counted(Quotation, document_id, until)
    lines, mentions = func.coalesce(said.c.count, 0), func.coalesce(named.c.count, 0)
    first = case(
        (said.c.first < named.c.first, said.c.first), else_=func.coalesce(named.c.first, said.c.first)
    )
    order = (mentions + LINE_WEIGHT * lines).desc(), first, Character.id
    is_telling = or_(Character.is_narrator, Character.kind == CharacterKind.VOICE)
    return (
        select(
            Character.id,
            lines.label("lines"),
            mentions.label("mentions"),
            (func.row_number().over(order_by=order) - 1).label("rank"),
        )
        .outerjoin(named, named.c.character_id == Character.id)
        .outerjoin(said, said.c.character_id == Character.id)
        .where(Character.document_id == document_id, Character.owner_id == owner_id)
        .where(or_(lines > 0, mentions > 1, is_telling))
    )


def _counted(table: type[Mention] | type[Quotation], document_id: str, until: int) -> Subquery:
    return (
        select(table.character_id, func.count().label("count"), func.min(table.start).label("first"))
        .where(table.document_id == document_id, by(table.end, until))
        .group_by(table.character_id)
        .subquery()
    )


async def alias_counts(
    tx: Tx, ids: Collection[str], *, owner_id: str, until: int
) -> Mapping[str, Mapping[int | None, int]]:
    """By character: how often each of their aliases stands before the point, by the alias's number."""
    query = (
        select(Mention.character_id, Mention.alias, func.count())
        .join(Character, Character.id == Mention.character_id)
        .where(Mention.character_id.in_(ids), Character.owner_id == owner_id, by(Mention.end, until))
        .group_by(Mention.character_id, Mention.alias)
    )
    counts: dict[str, dict[int | None, int]] = {id: {} for id in ids}
    for character_id, alias, count in await tx.execute(query):
        counts[character_id][alias] = count
    return counts


async def presence(tx: Tx, ids: Collection[str], *, owner_id: str, until: int) -> Mapping[str, Sequence[int]]:
    """By character: how often they are named or speak in each PRESENCE_BINS-th of the text so far."""
    seen = union_all(
        *(
            select(
                table.character_id,
                (cast(table.start, BigInteger) * PRESENCE_BINS // literal(max(until, 1), BigInteger)).label(
                    "part"
                ),
            )
            .join(Character, Character.id == table.character_id)
            .where(table.character_id.in_(ids), Character.owner_id == owner_id, by(table.end, until))
            for table in (Mention, Quotation)
        )
    ).subquery()
    query = select(seen.c.character_id, seen.c.part, func.count()).group_by(seen.c.character_id, seen.c.part)
    found = {id: [0] * PRESENCE_BINS for id in ids}
    for character_id, place, count in await tx.execute(query):
        found[character_id][min(place, PRESENCE_BINS - 1)] += count
    return found


async def exchanges(
    tx: Tx, ids: Collection[str], *, owner_id: str, until: int | None
) -> Sequence[tuple[str, str, int]]:
    """Speaker, whom they speak to and how many lines, among some characters."""
    query = (
        select(Quotation.character_id, Quotation.addressee_id, func.count())
        .join(Character, Character.id == Quotation.character_id)
        .where(Quotation.character_id.in_(ids), Quotation.addressee_id.in_(ids))
        .where(Character.owner_id == owner_id, by(Quotation.end, until))
        .group_by(Quotation.character_id, Quotation.addressee_id)
    )
    return [(one, other, count) for one, other, count in await tx.execute(query) if one and other]
