"""Usage and budgets over the API."""

from datetime import date, datetime
from functools import partial
from typing import Annotated, Self

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field

from personae import usage
from personae.accounts import Actor
from personae.platform.db import Tx
from personae.usage import Allowance, By, Call, Cap, Line, Period, Span, Standing, Totals
from personae.web.deps import ActorDep, ReadTx, ServicesDep, WriteTx
from personae.web.tags import Matching, Telling, tag_of
from personae.web.typed import Flag, Told, Whole

router = APIRouter(prefix="/usage", tags=["usage"])

LONGEST = "Of more days the last 366 are told."
DAY = "A day in UTC, such as 2026-11-25."
Day = Annotated[str, Told(anyOf=[{"format": "date"}, {"maxLength": 0}])]
Micros = Annotated[Whole, Field(ge=0, le=10**12)]


class TotalsOut(BaseModel):
    """Some calls together. `cost_micros`: millionths of a dollar, of those whose price is known.

    `unknown_prices`: how many have no known price. `estimates`: how many were counted by us. `failed`: how
    many brought no reply.
    """

    calls: int
    failed: int
    input_tokens: int
    cached_tokens: int
    output_tokens: int
    cost_micros: int
    unknown_prices: int
    estimates: int

    @classmethod
    def of(cls, totals: Totals) -> Self:
        """The sums as programs see them."""
        same = {name: getattr(totals, name) for name in cls.model_fields if hasattr(totals, name)}
        return cls(**same, cost_micros=totals.micros, unknown_prices=totals.unknown)


class StandingOut(BaseModel):
    """How one limit stands. `purse`: own, each (the operator's for each person) or all (for everybody).

    `state`: room, near or reached. `used_micros`: spent and set aside; null for everybody's purse.
    """

    purse: str
    period: str
    hard_micros: int | None
    soft_micros: int | None
    used_micros: int | None
    state: str
    renews_at: datetime

    @classmethod
    def of(cls, standing: Standing) -> Self:
        """The standing as programs see it."""
        cap = {"hard_micros": standing.cap.hard, "soft_micros": standing.cap.alert}
        same = {name: getattr(standing, name) for name in ("purse", "period", "state", "renews_at")}
        return cls(**same, **cap, used_micros=standing.used)


class UsageOut(BaseModel):
    """Sums of today, of this month and of the days asked for, and every limit."""

    since: date
    until: date
    today: TotalsOut
    month: TotalsOut
    total: TotalsOut
    limits: list[StandingOut]


class LineOut(TotalsOut):
    """The calls of one day, model, character, conversation or purpose. `vendor`: of a model."""

    key: str | None
    vendor: str | None

    @classmethod
    def of_line(cls, line: Line) -> Self:
        """The line as programs see it."""
        return cls(**TotalsOut.of(line.totals).model_dump(), key=line.key, vendor=line.vendor)


class BreakdownOut(BaseModel):
    """The calls of some days told apart, the costliest first; days in their order."""

    since: date
    until: date
    items: list[LineOut]


class CallOut(BaseModel):
    """One call. `cost_micros`: null when the price is unknown. Times are in milliseconds."""

    id: str
    created_at: datetime
    purpose: str
    vendor: str
    model: str
    is_own_key: bool
    character_id: str | None
    conversation_id: str | None
    message_id: str | None
    input_tokens: int
    cached_tokens: int
    output_tokens: int
    is_estimate: bool
    cost_micros: int | None
    price_date: date | None
    first_token_ms: int | None
    duration_ms: int
    outcome: str
    code: str | None

    @classmethod
    def of(cls, call: Call) -> Self:
        """The row as programs see it."""
        same = {name: getattr(call, name) for name in cls.model_fields if name != "cost_micros"}
        return cls(**same, cost_micros=call.micros)


class CallPage(BaseModel):
    """Calls, the latest first. `next` goes into `after` for the next page."""

    items: list[CallOut]
    next: str | None


class CapShape(BaseModel):
    """The limits of a day or a month in micro-dollars, null for none.

    Without `soft_micros` the alert comes at 80 % of the hard limit.
    """

    hard_micros: Micros | None = None
    soft_micros: Micros | None = None


class BudgetShape(BaseModel):
    """A person's own budget. `allows_unknown_prices`: models without a known price may answer anyway."""

    day: CapShape = CapShape()
    month: CapShape = CapShape()
    allows_unknown_prices: Flag = False

    @classmethod
    def of(cls, own: Allowance) -> Self:
        """The budget as programs see it."""
        day, month = (CapShape(hard_micros=cap.hard, soft_micros=cap.soft) for cap in (own.day, own.month))
        return cls(day=day, month=month, allows_unknown_prices=own.allows_unknown)

    @property
    def allowance(self) -> Allowance:
        """The same as the room knows it."""
        day, month = (Cap(cap.hard_micros, cap.soft_micros) for cap in (self.day, self.month))
        return Allowance(day, month, self.allows_unknown_prices)


def asked_span(
    services: ServicesDep,
    since: Annotated[Day, Query(description=f"{DAY} Left out, 29 days before `until`.")] = "",
    until: Annotated[
        Day, Query(description=f"{DAY} Left out, today. Of more days the last 366 are told.")
    ] = "",
) -> Span:
    """The days of a request. Raises SpanInvalid."""
    return usage.read_span(since, until, today=Period.DAY.start(services.ledger.now()))


SpanDep = Annotated[Span, Depends(asked_span)]


@router.get("")
async def summary(tx: ReadTx, actor: ActorDep, services: ServicesDep, span: SpanDep) -> UsageOut:
    """What was spent, and how every limit stands."""
    at = services.ledger.now()
    day, month = Period.DAY.start(at), Period.MONTH.start(at)
    limits = await usage.standings(tx, actor, house=services.ledger.house, at=at)
    return UsageOut(
        since=span.since,
        until=span.until,
        today=TotalsOut.of(await usage.totals(tx, actor, Span(day, day))),
        month=TotalsOut.of(await usage.totals(tx, actor, Span(month, day))),
        total=TotalsOut.of(await usage.totals(tx, actor, span)),
        limits=[StandingOut.of(each) for each in limits],
    )


@router.get("/by/{by}")
async def breakdown(
    tx: ReadTx, actor: ActorDep, span: SpanDep, by: By, limit: Annotated[int, Query(ge=1, le=500)] = 100
) -> BreakdownOut:
    """The calls of some days by day, model, character, conversation or purpose."""
    lines = await usage.breakdown(tx, actor, by, span, limit=limit)
    items = [LineOut.of_line(line) for line in lines]
    return BreakdownOut(since=span.since, until=span.until, items=items)


@router.get("/calls")
async def list_calls(
    tx: ReadTx,
    actor: ActorDep,
    span: SpanDep,
    after: str | None = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> CallPage:
    """Every call of some days, also those that failed or were stopped."""
    rows, next_page = await usage.calls(tx, actor, span, before=after, limit=limit)
    return CallPage(items=[CallOut.of(row) for row in rows], next=next_page)


@router.get("/calls.csv", response_class=Response, responses={200: {"content": {"text/csv": {}}}})
async def sheet(actor: ActorDep, services: ServicesDep, span: SpanDep) -> Response:
    """Every call of some days as comma-separated values, the earliest first."""
    name = f"personae-usage-{span.since}-{span.until}.csv"
    return StreamingResponse(
        usage.sheet_of(services.database.begin, actor, span),
        media_type="text/csv; charset=utf-8",
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )


@router.get("/budget")
async def get_budget(tx: ReadTx, actor: ActorDep, tags: Telling) -> BudgetShape:
    """The person's own budget."""
    found = BudgetShape.of(await usage.allowance(tx, actor))
    tags.tell(tag_of(found))
    return found


@router.put("/budget")
async def set_budget(tx: WriteTx, actor: ActorDep, wish: BudgetShape, tags: Matching) -> BudgetShape:
    """Replace the person's own budget."""
    await tags.check(partial(_budget_tag, tx, actor))
    await usage.set_allowance(tx, actor, wish.allowance)
    tags.tell(tag_of(wish))
    return wish


async def _budget_tag(tx: Tx, actor: Actor) -> str:
    return tag_of(BudgetShape.of(await usage.allowance(tx, actor)))
