"""What the studio does in the background over the API, for admins."""

from datetime import datetime
from typing import Annotated, Self

from fastapi import APIRouter, Query
from pydantic import BaseModel

from personae.jobs import State
from personae.upkeep import Line
from personae.web.deps import ActorDep, ServicesDep
from personae.web.problems import documented
from personae.web.typed import Text

router = APIRouter(prefix="/admin/jobs", tags=["admin"])


class JobOut(BaseModel):
    """A job. `ids`: what it is about.  `tries`: how often it was begun.  `error`: a sentence, if it failed.

    `document_status`: how its document stands by now, null for none.  `owner`: null for who is gone.
    """

    id: str
    kind: str
    state: State
    ids: dict[str, str]
    owner_id: str | None
    owner: str | None
    document_status: str | None
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    tries: int
    error: str | None

    @classmethod
    def of(cls, line: Line) -> Self:
        """The job as programs see it."""
        own = {name: getattr(line, name) for name in ("owner_id", "owner", "document_status")}
        return cls(**own, **{name: getattr(line.job, name) for name in cls.model_fields if name not in own})


class JobPage(BaseModel):
    """Jobs, the newest first. `next` goes into `after` for the next page."""

    items: list[JobOut]
    next: str | None


@router.get("")
async def list_jobs(
    actor: ActorDep,
    services: ServicesDep,
    state: State | None = None,
    kind: Text | None = None,
    after: str | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> JobPage:
    """What is waiting, running, done, failed or cancelled, of the last two days."""
    lines, next_page = await services.work.page(actor, state=state, kind=kind, after=after, limit=limit)
    return JobPage(items=[JobOut.of(each) for each in lines], next=next_page)


@router.post("/{job_id}/retry", status_code=202, responses=documented(409))
async def retry(actor: ActorDep, services: ServicesDep, job_id: str) -> None:
    """Do again what has failed, as a new job."""
    await services.work.retry(actor, job_id)


@router.post("/{job_id}/cancel", status_code=202, responses=documented(409))
async def cancel(actor: ActorDep, services: ServicesDep, job_id: str) -> None:
    """Stop a reading that waits or goes on. Its owner sees that it was cancelled, and may try again."""
    await services.work.cancel(actor, job_id)
