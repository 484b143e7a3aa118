"""All SQL that adds up or lists calls that have been booked."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, case, func, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from personae.platform.db import Tx
from personae.usage.periods import Span
from personae.usage.tables import Call, Purpose


class By(StrEnum):
    """What calls are told apart by."""

    DAY = "day"
    MODEL = "model"
    CHARACTER = "character"
    CONVERSATION = "conversation"
    PURPOSE = "purpose"


@dataclass(frozen=True, slots=True)
class Totals:
    """Some calls together. micros: what those with a known price cost; unknown: how many have none.

    estimates: calls whose tokens are our own count.  failed: calls that brought no reply.
    """

    calls: int = 0
    failed: int = 0
    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0
    micros: int = 0
    unknown: int = 0
    estimates: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """The calls of one day (as 2026-11-25), model, character, conversation or purpose.

    key: None for calls that belong to no character or conversation.  vendor: of a model, else None.
    """

    key: str | None
    vendor: str | None
    totals: Totals


KEYS: Mapping[By, tuple[InstrumentedAttribute[Any], ...]] = {
    By.DAY: (Call.day,),
    By.MODEL: (Call.model, Call.vendor),
    By.CHARACTER: (Call.character_id,),
    By.CONVERSATION: (Call.conversation_id,),
    By.PURPOSE: (Call.purpose,),
}


def _many(condition: Any) -> Any:
    return func.sum(case((condition, 1), else_=0))


COST = func.coalesce(func.sum(Call.micros), 0)
FIGURES = (
    func.count(),
    _many(Call.outcome == "failed"),
    func.sum(Call.input_tokens),
    func.sum(Call.cached_tokens),
    func.sum(Call.output_tokens),
    COST,
    _many(Call.micros.is_(None)),
    _many(Call.is_estimate),
)


async def totals(tx: Tx, span: Span, *, owner_id: str) -> Totals:
    """All of a person's calls in some days."""
    return _totals((await tx.execute(_within(select(*FIGURES), span, owner_id))).one())


async def lines(tx: Tx, by: By, span: Span, *, owner_id: str, limit: int) -> list[Line]:
    """A person's calls in some days, told apart; the costliest first, days in their order."""
    keys = KEYS[by]
    query = _within(select(*keys, *FIGURES), span, owner_id).group_by(*keys).limit(limit)
    order = [Call.day] if by is By.DAY else [COST.desc(), func.count().desc(), *keys]
    return [_line(tuple(row), len(keys)) for row in await tx.execute(query.order_by(*order))]


async def of_messages(tx: Tx, message_ids: Collection[str], *, owner_id: str) -> dict[str, Totals]:
    """A person's calls for some messages; a message without any is left out."""
    query = (
        select(Call.message_id, *FIGURES)
        .where(Call.message_id.in_(message_ids), Call.user_id == owner_id)
        .group_by(Call.message_id)
    )
    return {row[0]: _totals(tuple(row)[1:]) for row in await tx.execute(query)}


async def of_portraits(tx: Tx, character_ids: Collection[str], *, owner_id: str) -> dict[str, Totals]:
    """A person's calls for the portraits of some characters; a character without any is left out."""
    query = (
        select(Call.character_id, *FIGURES)
        .where(Call.character_id.in_(character_ids), Call.purpose == Purpose.PORTRAIT)
        .where(Call.user_id == owner_id)
        .group_by(Call.character_id)
    )
    return {row[0]: _totals(tuple(row)[1:]) for row in await tx.execute(query)}


async def page(tx: Tx, span: Span, *, owner_id: str, before: str | None, limit: int) -> Sequence[Call]:
    """A person's calls in some days, the latest first, those begun before the call `before`."""
    query = _within(select(Call), span, owner_id).order_by(Call.day.desc(), Call.id.desc()).limit(limit)
    if before is not None:
        query = query.where(_place() < _place_of(before, owner_id))
    return (await tx.scalars(query)).all()


async def page_onwards(tx: Tx, span: Span, *, owner_id: str, after: str | None, limit: int) -> Sequence[Call]:
    """The same, the earliest first, those begun after the call `after`."""
    query = _within(select(Call), span, owner_id).order_by(Call.day, Call.id).limit(limit)
    if after is not None:
        query = query.where(_place() > _place_of(after, owner_id))
    return (await tx.scalars(query)).all()


def _place() -> Any:
    return tuple_(Call.day, Call.id)


def _place_of(call_id: str, owner_id: str) -> Any:
    mine = select(Call.day, Call.id).where(Call.id == call_id, Call.user_id == owner_id)
    return mine.scalar_subquery()


def _within(query: Select[Any], span: Span, owner_id: str) -> Select[Any]:
    return query.where(Call.user_id == owner_id, Call.day.between(span.since, span.until))


def _line(row: Sequence[Any], keys: int) -> Line:
    key = None if row[0] is None else str(row[0])
    return Line(key, row[1] if keys == 2 else None, _totals(row[keys:]))


def _totals(figures: Sequence[Any]) -> Totals:
    return Totals(*(int(figure or 0) for figure in figures))
