"""Everybody's usage over the API, for admins."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from personae import accounts, usage
from personae.usage import Part
from personae.web.api.v1.usage import BreakdownOut, LineOut, SpanDep, StandingOut, TotalsOut
from personae.web.deps import ActorDep, ReadTx, ServicesDep

router = APIRouter(prefix="/admin/usage", tags=["admin"])


class HouseUsageOut(BaseModel):
    """Everybody's calls with the studio's keys, and how the budget for everybody stands."""

    since: date
    until: date
    total: TotalsOut
    limits: list[StandingOut]


class SpenderOut(TotalsOut):
    """What one person's calls took. `name`: null for who is gone."""

    person_id: str
    name: str | None


class SpenderPage(BaseModel):
    """People, the costliest first. `next` goes into `after` for the next page."""

    since: date
    until: date
    items: list[SpenderOut]
    next: str | None


@router.get("")
async def summary(tx: ReadTx, actor: ActorDep, services: ServicesDep, span: SpanDep) -> HouseUsageOut:
    """What everybody together took in some days, at the studio's expense."""
    ledger = services.ledger
    standings = await usage.house_standings(tx, actor, house=ledger.house, at=ledger.now())
    return HouseUsageOut(
        since=span.since,
        until=span.until,
        total=TotalsOut.of(await usage.house_totals(tx, actor, span)),
        limits=[StandingOut.of(each) for each in standings],
    )


@router.get("/by/{part}")
async def breakdown(
    tx: ReadTx, actor: ActorDep, span: SpanDep, part: Part, limit: Annotated[int, Query(ge=1, le=500)] = 100
) -> BreakdownOut:
    """Everybody's calls by day, model or purpose."""
    lines = await usage.house_breakdown(tx, actor, part, span, limit=limit)
    items = [LineOut.of_line(line) for line in lines]
    return BreakdownOut(since=span.since, until=span.until, items=items)


@router.get("/people")
async def list_spenders(
    tx: ReadTx,
    actor: ActorDep,
    span: SpanDep,
    after: str | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> SpenderPage:
    """What each person's calls took, the costliest first."""
    rows, next_page = await usage.spenders(tx, actor, span, after=after, limit=limit)
    names = await accounts.names_unscoped(tx, [each.user_id for each in rows])
    items = [
        SpenderOut(
            **TotalsOut.of(each.totals).model_dump(), person_id=each.user_id, name=names.get(each.user_id)
        )
        for each in rows
    ]
    return SpenderPage(since=span.since, until=span.until, items=items, next=next_page)


@router.get("/sheet.csv", response_class=Response, responses={200: {"content": {"text/csv": {}}}})
async def sheet(tx: ReadTx, actor: ActorDep, services: ServicesDep, span: SpanDep) -> Response:
    """Everybody's calls by day, person and model as comma-separated values."""
    await accounts.check_admin(tx, actor)  # before the first byte: an answer that has begun is no 404
    name = f"personae-everybody-{span.since}-{span.until}.csv"
    return StreamingResponse(
        usage.house_sheet(services.database.begin, actor, span, names=accounts.names_unscoped),
        media_type="text/csv; charset=utf-8",
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )
