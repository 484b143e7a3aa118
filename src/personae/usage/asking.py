"""What a person can ask about their calls: sums, lists, one by one, as a sheet."""

from collections.abc import AsyncIterator, Collection, Sequence

from personae.accounts import Actor
from personae.platform.db import OpenTx, Tx
from personae.usage import reports, sheet
from personae.usage.periods import Span
from personae.usage.reports import By, Line, Totals
from personae.usage.tables import Call

PAGE = 50
SHEET_PAGE = 500
LINES = 100


async def totals(tx: Tx, actor: Actor, span: Span) -> Totals:
    """All of the person's calls in some days."""
    return await reports.totals(tx, span, owner_id=actor.user_id)


async def breakdown(tx: Tx, actor: Actor, by: By, span: Span, *, limit: int = LINES) -> Sequence[Line]:
    """The person's calls in some days, told apart, the costliest first.

    By.DAY gives every day of the span in order, also those without a call.
    """
    if by is not By.DAY:
        return await reports.lines(tx, by, span, owner_id=actor.user_id, limit=limit)
    found = await reports.lines(tx, by, span, owner_id=actor.user_id, limit=len(span.days))
    known = {line.key: line for line in found}
    return [known.get(str(day)) or Line(str(day), None, Totals()) for day in span.days]


async def of_messages(tx: Tx, actor: Actor, message_ids: Collection[str]) -> dict[str, Totals]:
    """What some messages took, by their ids; one that no model was asked for is left out."""
    return await reports.of_messages(tx, message_ids, owner_id=actor.user_id) if message_ids else {}


async def of_portraits(tx: Tx, actor: Actor, character_ids: Collection[str]) -> dict[str, Totals]:
    """What the portraits of some characters took, by their ids; one without a call is left out."""
    return await reports.of_portraits(tx, character_ids, owner_id=actor.user_id) if character_ids else {}


async def calls(
    tx: Tx, actor: Actor, span: Span, *, before: str | None = None, limit: int = PAGE
) -> tuple[Sequence[Call], str | None]:
    """A page of the person's calls, the latest first, and the `before` of the next page (None at the end)."""
    rows = await reports.page(tx, span, owner_id=actor.user_id, before=before, limit=limit + 1)
    return rows[:limit], rows[limit - 1].id if len(rows) > limit else None


async def sheet_of(open_tx: OpenTx, actor: Actor, span: Span) -> AsyncIterator[str]:
    """All of the person's calls in some days as comma-separated values, piece by piece, the earliest first.

    Memory stays the same however many there are, and no transaction is open between two pieces.
    """
    yield sheet.written([sheet.HEADER])
    after = None
    while True:
        async with open_tx(write=False) as tx:
            rows = await reports.page_onwards(tx, span, owner_id=actor.user_id, after=after, limit=SHEET_PAGE)
        if rows:
            yield sheet.rows_of(rows)
            after = rows[-1].id
        if len(rows) < SHEET_PAGE:
            return
