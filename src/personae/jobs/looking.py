"""What the queue does and did, as whoever looks after it sees it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

from personae.jobs.workflow import Ids
from personae.platform.errors import PersonaeError


class State(StrEnum):
    """Where a job stands. One that ended early, as when its document was cancelled, is done."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


STATUSES: Final[Mapping[State, tuple[str, ...]]] = {
    State.WAITING: ("ENQUEUED", "DELAYED"),
    State.RUNNING: ("PENDING",),
    State.DONE: ("SUCCESS",),
    State.FAILED: ("ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"),
    State.CANCELLED: ("CANCELLED",),
}
STATES: Final = {status: state for state, statuses in STATUSES.items() for status in statuses}
GIVEN_UP: Final = "It was begun again and again and never came to its end, so it was given up."


@dataclass(frozen=True, slots=True)
class Job:
    """One job. kind: its workflow.  ids: what it is about.  tries: how often it was begun.

    error: a sentence, None unless it has failed.
    """

    id: str
    kind: str
    state: State
    ids: Ids
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    tries: int
    error: str | None

    @property
    def place(self) -> tuple[int, str]:
        """Where it stands among all others, the oldest first."""
        return round(self.created_at.timestamp() * 1000), self.id


class JobFailed(Exception):
    """Ends a workflow whose failure has been told to whom it concerns. Its text is a sentence."""


def failure_of(cause: Exception) -> JobFailed:
    """How a failure is kept: an expected one in its own sentence, of any other no word but its kind."""
    if isinstance(cause, PersonaeError):
        return JobFailed(cause.sentence)
    return JobFailed(f"Something unexpected happened ({type(cause).__name__}). The log has the rest.")


def job_of(status: Any) -> Job:
    """The queue's record of a job, as people read it."""
    state = STATES.get(status.status, State.WAITING)
    error = None
    if state is State.FAILED:
        error = str(status.error) if status.status == "ERROR" and status.error else GIVEN_UP
    given = status.input["args"] if status.input else ()
    return Job(
        status.workflow_id,
        status.name,
        state,
        dict(given[0]) if given and isinstance(given[0], dict) else {},
        _moment(status.created_at) or datetime.fromtimestamp(0, UTC),
        _moment(status.dequeued_at),
        _moment(status.completed_at),
        status.recovery_attempts or 0,
        error,
    )


def _moment(ms: int | None) -> datetime | None:
    return None if ms is None else datetime.fromtimestamp(ms / 1000, UTC)
