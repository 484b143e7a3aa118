"""The page Storage, for admins: what fills the disk, and whether files and rows agree."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from personae.upkeep import holders, overview
from personae.web.deps import ActorDep, ReadTx, ServicesDep, WriteTx
from personae.web.render import render
from personae.web.security import FORM

router = APIRouter(prefix="/admin/storage")


@router.get("")
async def show(
    request: Request, tx: ReadTx, actor: ActorDep, services: ServicesDep, after: str | None = None
) -> Response:
    """Sums, people by what they hold, the largest documents and what the last check found."""
    settings = services.settings
    found = await overview(tx, actor, home=settings.home, spool=settings.spool)
    people, next_page = await holders(tx, actor, after=after)
    return render(request, "admin_storage.html", actor=actor, found=found, people=people, next_page=next_page)


@router.post("/check", dependencies=[FORM])
async def check(tx: WriteTx, actor: ActorDep, services: ServicesDep) -> Response:
    """Have files and rows compared."""
    await services.checking.ask(tx, actor)
    return RedirectResponse("/admin/storage#check", status_code=303)
