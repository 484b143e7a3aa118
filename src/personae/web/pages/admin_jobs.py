"""The page Jobs, for admins: what the studio does in the background."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from personae.jobs import State
from personae.web.deps import ActorDep, ServicesDep
from personae.web.render import render
from personae.web.security import FORM
from personae.web.typed import Text

router = APIRouter(prefix="/admin/jobs")


@router.get("")
async def show(
    request: Request,
    actor: ActorDep,
    services: ServicesDep,
    state: Text = "",
    kind: Text = "",
    after: str | None = None,
) -> Response:
    """Jobs of a state and a kind, the newest first; of all where none is chosen."""
    chosen = State(state) if state in set(State) else None
    lines, next_page = await services.work.page(actor, state=chosen, kind=kind or None, after=after)
    return render(
        request,
        "admin_jobs.html",
        actor=actor,
        lines=lines,
        next_page=next_page,
        state=chosen or "",
        kind=kind,
        states=list(State),
        kinds=services.work.kinds,
    )


@router.post("/{job_id}/retry", dependencies=[FORM])
async def retry(actor: ActorDep, services: ServicesDep, job_id: str) -> Response:
    """Do again what has failed."""
    await services.work.retry(actor, job_id)
    return RedirectResponse("/admin/jobs", status_code=303)


@router.post("/{job_id}/cancel", dependencies=[FORM])
async def cancel(actor: ActorDep, services: ServicesDep, job_id: str) -> Response:
    """Stop a reading."""
    await services.work.cancel(actor, job_id)
    return RedirectResponse("/admin/jobs", status_code=303)
