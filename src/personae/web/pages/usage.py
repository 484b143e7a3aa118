"""What models cost: sums and pictures, every call, and the person's own budget."""

from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from personae import usage
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.platform.db import Tx
from personae.platform.errors import PersonaeError
from personae.usage import Allowance, Cap, Period, Span
from personae.web.deps import ActorDep, ReadTx, ServicesDep
from personae.web.errors import STATUS
from personae.web.render import render
from personae.web.security import check_token
from personae.web.typed import FormText
from personae.web.usage_view import broken_down

router = APIRouter(prefix="/usage")


@dataclass(frozen=True, slots=True)
class Wish:
    """The form for a budget, as it was filled in."""

    day_hard: str = ""
    day_soft: str = ""
    month_hard: str = ""
    month_soft: str = ""
    allows_unknown: bool = False


@router.get("")
async def show(
    request: Request, tx: ReadTx, actor: ActorDep, services: ServicesDep, since: str = "", until: str = ""
) -> Response:
    """Today and this month, how every budget stands, and some days told apart."""
    wish = _wish_of(await usage.allowance(tx, actor))
    return await _usage(request, tx, actor, services, _span(services, since, until), wish)


@router.get("/calls")
async def show_calls(
    request: Request,
    tx: ReadTx,
    actor: ActorDep,
    services: ServicesDep,
    since: str = "",
    until: str = "",
    after: str | None = None,
) -> Response:
    """Every call, the latest first."""
    span = _span(services, since, until)
    rows, next_page = await usage.calls(tx, actor, span, before=after)
    return render(request, "usage_calls.html", actor=actor, span=span, calls=rows, next_page=next_page)


@router.post("/budget")
async def set_budget(
    request: Request,
    actor: ActorDep,
    services: ServicesDep,
    day_hard: FormText = "",
    day_soft: FormText = "",
    month_hard: FormText = "",
    month_soft: FormText = "",
    allows_unknown: FormText = "",
    csrf: FormText = "",
) -> Response:
    """Set the person's own budget."""
    wish = Wish(day_hard, day_soft, month_hard, month_soft, bool(allows_unknown))
    try:
        check_token(request, services.settings, csrf)  # here, so that an old form keeps what was typed
        async with services.database.begin() as tx:
            await usage.set_allowance(tx, actor, _allowance_of(wish))
    except PersonaeError as error:
        span, status = _span(services, "", ""), STATUS[error.kind]
        async with services.database.begin(write=False) as tx:
            return await _usage(request, tx, actor, services, span, wish, error=error.sentence, status=status)
    return RedirectResponse("/usage#budget", status_code=303)


async def _usage(
    request: Request,
    tx: Tx,
    actor: Actor,
    services: Services,
    span: Span,
    wish: Wish,
    *,
    error: str | None = None,
    status: int = 200,
) -> Response:
    at, house = services.ledger.now(), services.ledger.house
    starts = {period: Period(period).start(at) for period in Period}
    return render(
        request,
        "usage.html",
        actor=actor,
        status=status,
        span=span,
        is_usual=span == _span(services, "", ""),
        today=await usage.totals(tx, actor, Span(starts[Period.DAY], starts[Period.DAY])),
        month=await usage.totals(tx, actor, Span(starts[Period.MONTH], starts[Period.DAY])),
        total=await usage.totals(tx, actor, span),
        standings=await usage.standings(tx, actor, house=house, at=at),
        found=await broken_down(tx, actor, span),
        wish=wish,
        error=error,
    )


def _span(services: Services, since: str, until: str) -> Span:
    return usage.read_span(since, until, today=Period.DAY.start(services.ledger.now()))


def _allowance_of(wish: Wish) -> Allowance:
    day = Cap(usage.read_dollars(wish.day_hard), usage.read_dollars(wish.day_soft))
    month = Cap(usage.read_dollars(wish.month_hard), usage.read_dollars(wish.month_soft))
    return Allowance(day, month, wish.allows_unknown)


def _wish_of(own: Allowance) -> Wish:
    written = usage.written_dollars
    return Wish(
        day_hard=written(own.day.hard),
        day_soft=written(own.day.soft),
        month_hard=written(own.month.hard),
        month_soft=written(own.month.soft),
        allows_unknown=own.allows_unknown,
    )
