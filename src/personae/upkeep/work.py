"""What the studio does in the background, for admins: whose it is, how it stands, again and no further.

A job is told of by the id of what it is about; what a document is called is its owner's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from personae import accounts, library
from personae.accounts import Actor, audit, check_admin
from personae.jobs import Job, Jobs, State
from personae.platform import ranked
from personae.platform.db import OpenTx, Tx
from personae.upkeep.errors import JobNotFailed, JobNotFound, JobNotStoppable, JobPageUnknown

PAGE: Final = 50
READING: Final = "reading"


@dataclass(frozen=True, slots=True)
class Line:
    """A job, whose it is and what they are called (None for who is gone), and how its document stands now."""

    job: Job
    owner_id: str | None
    owner: str | None
    document_status: str | None

    @property
    def can_retry(self) -> bool:
        """True for what has failed."""
        return self.job.state is State.FAILED

    @property
    def can_cancel(self) -> bool:
        """True for a reading that has not ended."""
        return self.job.kind == READING and self.job.state in (State.WAITING, State.RUNNING)


class Work:
    """Jobs as admins see them and act upon them, by the acts of the rooms that they belong to."""

    def __init__(self, open_tx: OpenTx, jobs: Jobs) -> None:
        self._open_tx, self._jobs = open_tx, jobs

    @property
    def kinds(self) -> Sequence[str]:
        """What jobs there are, by name."""
        return self._jobs.kinds

    async def page(
        self,
        actor: Actor,
        *,
        state: State | None = None,
        kind: str | None = None,
        after: str | None = None,
        limit: int = PAGE,
    ) -> tuple[Sequence[Line], str | None]:
        """A page of jobs, the newest first, and the `after` of the next. Raises AdminNeeded, JobPageUnknown.

        An unknown kind has none.
        """
        async with self._open_tx(write=False) as tx:
            await check_admin(tx, actor)
        place = ranked.read(after, digits=14, unknown=JobPageUnknown)
        known = kind is None or kind in self.kinds
        found = await self._jobs.page(state=state, kind=kind, before=place, limit=limit + 1) if known else []
        async with self._open_tx(write=False) as tx:
            lines = await _lines(tx, found[:limit])
        last = found[limit - 1].place if len(found) > limit else None
        return lines, ranked.written(*last) if last else None

    async def retry(self, actor: Actor, job_id: str) -> None:
        """Do again what has failed. Raises AdminNeeded, JobNotFound, JobNotFailed, NothingToRetry."""
        line = await self._find(actor, job_id)
        async with self._open_tx() as tx:
            await check_admin(tx, actor)
            if not line.can_retry:
                raise JobNotFailed
            if line.job.kind == READING:
                await library.retry(tx, _owner(line), line.job.ids["document_id"])
            else:
                await self._jobs.again(tx, line.job)
            _note(tx, "job.retried", actor, line)

    async def cancel(self, actor: Actor, job_id: str) -> None:
        """Stop a reading. Raises AdminNeeded, JobNotFound, JobNotStoppable, NothingToCancel."""
        line = await self._find(actor, job_id)
        async with self._open_tx() as tx:
            await check_admin(tx, actor)
            if not line.can_cancel:
                raise JobNotStoppable
            await library.cancel(tx, _owner(line), line.job.ids["document_id"])
            _note(tx, "job.cancelled", actor, line)

    async def _find(self, actor: Actor, job_id: str) -> Line:
        async with self._open_tx(write=False) as tx:
            await check_admin(tx, actor)
        job = await self._jobs.find(job_id)
        if job is None:
            raise JobNotFound
        async with self._open_tx(write=False) as tx:
            [line] = await _lines(tx, [job])
        return line


async def _lines(tx: Tx, jobs: Sequence[Job]) -> list[Line]:
    documents = await library.these_unscoped(tx, {job.ids.get("document_id", "") for job in jobs})
    owners = {
        job.id: documents[document_id].owner_id
        if (document_id := job.ids.get("document_id", "")) in documents
        else job.ids.get("user_id")
        for job in jobs
    }
    names = await accounts.names_unscoped(tx, {each for each in owners.values() if each})
    return [
        Line(job, owner, names.get(owner or ""), document.status if document else None)
        for job in jobs
        for owner, document in [(owners[job.id], documents.get(job.ids.get("document_id", "")))]
    ]


def _owner(line: Line) -> Actor:
    """Whose library an act is done in. Raises JobNotFound when they are gone."""
    if line.owner_id is None:
        raise JobNotFound
    return Actor(line.owner_id, "", "", session_id="")


def _note(tx: Tx, act: str, actor: Actor, line: Line) -> None:
    about = line.job.ids.get("document_id")
    audit.note(tx, act, by=actor, to=line.owner_id, about=about, kind=line.job.kind)
