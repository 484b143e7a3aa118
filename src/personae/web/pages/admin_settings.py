"""The page Settings, for admins: what the operator has switched on. Nothing is changed here."""

from itertools import groupby
from operator import attrgetter

from fastapi import APIRouter, Request, Response

from personae import accounts
from personae.bootstrap import house_settings
from personae.web.deps import ActorDep, ReadTx, ServicesDep
from personae.web.render import render

router = APIRouter(prefix="/admin/settings")


@router.get("")
async def show(request: Request, tx: ReadTx, actor: ActorDep, services: ServicesDep) -> Response:
    """Every setting: what holds, where it comes from, what it means and what it is called."""
    await accounts.check_admin(tx, actor)
    parts = {part: list(group) for part, group in groupby(house_settings(services), attrgetter("part"))}
    return render(request, "admin_settings.html", actor=actor, parts=parts)
