"""What admins can ask about everybody's calls: those at the studio's expense, and no others.

A call with somebody's own key is their own affair. Nothing here tells of characters or conversations.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from personae.accounts import Actor, check_admin
from personae.platform import ranked
from personae.platform.clock import now
from personae.platform.db import OpenTx, Tx
from personae.usage import house_reports, sheet, store
from personae.usage.errors import PageUnknown
from personae.usage.house_reports import Heap, Part
from personae.usage.limits import Account, Allowance, House, Purse, limits_on
from personae.usage.money import MICROS
from personae.usage.periods import Period, Span
from personae.usage.reports import Line, Totals
from personae.usage.service import Standing, standing_of

LINES = 100
PAGE = 50
SHEET_PAGE = 500
HEADER = (
    *("day", "person_id", "person", "vendor", "model", "calls", "failed", "input_tokens", "cached_tokens"),
    *("output_tokens", "cost_usd", "calls_of_unknown_price", "calls_counted_by_us"),
)
Names = Callable[[Tx, Collection[str]], Awaitable[Mapping[str, str]]]


@dataclass(frozen=True, slots=True)
class Spender:
    """What one person has spent at the studio's expense."""

    user_id: str
    totals: Totals


async def house_totals(tx: Tx, actor: Actor, span: Span) -> Totals:
    """Everybody's calls in some days. Raises AdminNeeded."""
    await check_admin(tx, actor)
    return await house_reports.totals_unscoped(tx, span)


async def house_breakdown(
    tx: Tx, actor: Actor, part: Part, span: Span, *, limit: int = LINES
) -> Sequence[Line]:
    """Everybody's calls in some days, told apart, the costliest first. Raises AdminNeeded.

    Part.DAY gives every day of the span in order, also those without a call.
    """
    await check_admin(tx, actor)
    if part is not Part.DAY:
        return await house_reports.lines_unscoped(tx, part, span, limit=limit)
    found = await house_reports.lines_unscoped(tx, part, span, limit=len(span.days))
    known = {line.key: line for line in found}
    return [known.get(str(day)) or Line(str(day), None, Totals()) for day in span.days]


async def spenders(
    tx: Tx, actor: Actor, span: Span, *, after: str | None = None, limit: int = PAGE
) -> tuple[Sequence[Spender], str | None]:
    """A page of people by what they spent, and the `after` of the next. Raises AdminNeeded, PageUnknown."""
    await check_admin(tx, actor)
    place = ranked.read(after, digits=18, unknown=PageUnknown)
    rows = await house_reports.people_unscoped(tx, span, after=place, limit=limit + 1)
    shown = [Spender(*row) for row in rows[:limit]]
    return shown, ranked.written(shown[-1].totals.micros, shown[-1].user_id) if len(rows) > limit else None


async def house_standings(
    tx: Tx, actor: Actor, *, house: House, at: datetime | None = None
) -> Sequence[Standing]:
    """How everybody's budgets stand, and what is used of them. at: None for now. Raises AdminNeeded."""
    await check_admin(tx, actor)
    at = at or now()
    day = Period.DAY.start(at)
    accounts = [Account(Purse.ALL, "", period, period.first(day)) for period in Period]
    limits = limits_on(accounts, Allowance(), house)
    used = await store.used_unscoped(tx, [limit.account for limit in limits])
    return [standing_of(limit, used[limit.account], at, tells_all=True) for limit in limits]


async def house_sheet(open_tx: OpenTx, actor: Actor, span: Span, *, names: Names) -> AsyncIterator[str]:
    """Everybody's calls by day, person and model as comma-separated values, piece by piece.

    names: of some people by their ids.  Rights are read anew for each piece; who has lost them gets no more.
    Raises AdminNeeded.
    """
    yield sheet.written([HEADER])
    after = None
    while True:
        async with open_tx(write=False) as tx:
            await check_admin(tx, actor)
            heaps = await house_reports.heaps_unscoped(tx, span, after=after, limit=SHEET_PAGE)
            known = await names(tx, {heap.user_id for heap in heaps})
        if heaps:
            yield sheet.written(_row(heap, known.get(heap.user_id, "")) for heap in heaps)
            after = heaps[-1]
        if len(heaps) < SHEET_PAGE:
            return


def _row(heap: Heap, name: str) -> tuple[object, ...]:
    sums = heap.totals
    cost = "unknown" if sums.unknown == sums.calls else f"{Decimal(sums.micros) / MICROS:.6f}"
    return (
        *(heap.day, heap.user_id, name, heap.vendor, heap.model, sums.calls, sums.failed),
        *(sums.input_tokens, sums.cached_tokens, sums.output_tokens, cost, sums.unknown, sums.estimates),
    )
