"""All SQL that adds up everybody's calls at the studio's expense, for those who look after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, and_, func, or_, select, tuple_

from personae.platform.db import Tx
from personae.usage.periods import Span
from personae.usage.reports import COST, FIGURES, Line, Totals
from personae.usage.tables import Call


class Part(StrEnum):
    """What everybody's calls are told apart by. People are paged, see `people_unscoped`."""

    DAY = "day"
    MODEL = "model"
    PURPOSE = "purpose"


@dataclass(frozen=True, slots=True)
class Heap:
    """One person's calls to one model on one day."""

    day: date
    user_id: str
    vendor: str
    model: str
    totals: Totals


KEYS = {Part.DAY: (Call.day,), Part.MODEL: (Call.model, Call.vendor), Part.PURPOSE: (Call.purpose,)}
HEAP = (Call.day, Call.user_id, Call.vendor, Call.model)


async def totals_unscoped(tx: Tx, span: Span) -> Totals:
    """All calls of some days."""
    return _totals((await tx.execute(_within(select(*FIGURES), span))).one())


async def lines_unscoped(tx: Tx, part: Part, span: Span, *, limit: int) -> list[Line]:
    """The calls of some days, told apart; the costliest first, days in their order."""
    keys = KEYS[part]
    query = _within(select(*keys, *FIGURES), span).group_by(*keys).limit(limit)
    order = [Call.day] if part is Part.DAY else [COST.desc(), func.count().desc(), *keys]
    rows = [tuple(row) for row in await tx.execute(query.order_by(*order))]
    vendors = [row[1] if len(keys) == 2 else None for row in rows]
    return [Line(str(row[0]), v, _totals(row[len(keys) :])) for row, v in zip(rows, vendors, strict=True)]


async def people_unscoped(
    tx: Tx, span: Span, *, after: tuple[int, str] | None, limit: int
) -> list[tuple[str, Totals]]:
    """The calls of some days by whose they are, the costliest first.

    after: what the last person of the page before has cost, and their id.
    """
    query = _within(select(Call.user_id, *FIGURES), span).group_by(Call.user_id)
    if after is not None:
        cost, user_id = after
        query = query.having(or_(COST.op("<")(cost), and_(COST.op("=")(cost), Call.user_id > user_id)))
    rows = await tx.execute(query.order_by(COST.desc(), Call.user_id).limit(limit))
    return [(row[0], _totals(tuple(row)[1:])) for row in rows]


async def heaps_unscoped(tx: Tx, span: Span, *, after: Heap | None, limit: int) -> list[Heap]:
    """The calls of some days by day, person and model, in that order."""
    query = _within(select(*HEAP, *FIGURES), span).group_by(*HEAP)
    if after is not None:
        query = query.where(tuple_(*HEAP) > (after.day, after.user_id, after.vendor, after.model))
    rows = await tx.execute(query.order_by(*HEAP).limit(limit))
    return [Heap(row[0], row[1], row[2], row[3], _totals(tuple(row)[4:])) for row in rows]


def _within(query: Any, span: Span) -> Select[Any]:
    """What people pay their vendors themselves is their own affair."""
    found: Select[Any] = query.where(Call.day.between(span.since, span.until), Call.is_own_key.is_(False))
    return found


def _totals(figures: Sequence[Any]) -> Totals:
    return Totals(*(int(figure or 0) for figure in figures))
