"""The page Usage of everybody, for admins."""

from fastapi import APIRouter, Request, Response

from personae import accounts, usage
from personae.usage import Period
from personae.web.deps import ActorDep, ReadTx, ServicesDep
from personae.web.render import render
from personae.web.usage_view import house_broken_down

router = APIRouter(prefix="/admin/usage")


@router.get("")
async def show(
    request: Request,
    tx: ReadTx,
    actor: ActorDep,
    services: ServicesDep,
    since: str = "",
    until: str = "",
    after: str | None = None,
) -> Response:
    """What everybody took at the studio's expense, by day, model and person, and how the budgets stand."""
    await accounts.check_admin(tx, actor)
    at, house = services.ledger.now(), services.ledger.house
    span = usage.read_span(since, until, today=Period.DAY.start(at))
    people, next_page = await usage.spenders(tx, actor, span, after=after)
    return render(
        request,
        "admin_usage.html",
        actor=actor,
        span=span,
        total=await usage.house_totals(tx, actor, span),
        standings=await usage.house_standings(tx, actor, house=house, at=at),
        each={"day": house.each.day, "month": house.each.month},
        found=await house_broken_down(tx, actor, span),
        people=people,
        names=await accounts.names_unscoped(tx, [each.user_id for each in people]),
        next_page=next_page,
    )
