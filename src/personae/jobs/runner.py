"""The durable queue: DBOS, with its tables in our database."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from dbos import DBOS, DBOSClient, DBOSConfig, DBOSPortableJSONSerializer, EnqueueOptions, StepOptions, error
from sqlalchemy import Connection

from personae.jobs.looking import STATUSES, Job, JobFailed, State, failure_of, job_of
from personae.jobs.workflow import Ids, Reaction, Schedule, Workflow
from personae.platform.clock import now
from personae.platform.db import Database, Tx
from personae.platform.errors import PersonaeError
from personae.platform.ids import new_id
from personae.platform.logs import get_logger
from personae.platform.tasks import give_up

log = get_logger(__name__)

APPLICATION = "personae"
VERSION = "1"  # pinned: DBOS would hash the source, and jobs begun before an update would never resume
POLL_S = 0.3
KEPT = timedelta(days=2)  # how long it can be seen that a job has been done
RETRIES = StepOptions(retries_allowed=True, max_attempts=3, interval_seconds=0.5, backoff_rate=4.0)
SWEEP_MOST = 2000
SLACK = 100


class Jobs:
    """Runs workflows and schedules, and enqueues them for announced facts."""

    def __init__(
        self,
        database: Database,
        *,
        executor_id: str,
        reactions: Sequence[Reaction],
        schedules: Sequence[Schedule],
        at_once: int,
    ) -> None:
        """executor_id: stable over restarts of this process, so that it finds its unfinished work again.

        at_once: how many workflows this process runs at a time.
        """
        self._reactions = reactions
        self._schedules = [*schedules, Schedule("sweep-jobs", "37 * * * *", self._sweep_old)]
        self._at_once = at_once
        self._going_on: set[asyncio.Task[Any]] = set()
        url = database.sync_url.render_as_string(hide_password=False)
        serializer = DBOSPortableJSONSerializer()
        self._client = DBOSClient(system_database_url=url, serializer=serializer, lazy=True)
        self._config = DBOSConfig(
            name=APPLICATION,
            system_database_url=url,
            application_version=VERSION,
            executor_id=executor_id,
            serializer=serializer,
            log_level="WARNING",
            scheduler_polling_interval_sec=10,
        )
        database.info["announcer"] = self

    @staticmethod
    def migrate(database: Database) -> None:
        """Make or update the queue's own tables."""
        DBOS.migrate(database.sync_url.render_as_string(hide_password=False))

    async def enqueue(self, tx: Tx, fact: str, ids: Ids) -> None:
        """See Announcer.enqueue."""
        connection = await tx.connection()
        for reaction in self._reactions:
            if reaction.fact == fact:
                await connection.run_sync(self._enqueue_one, reaction.workflow.name, ids)

    def _enqueue_one(self, connection: Connection, name: str, ids: Ids, suffix: str = "") -> None:
        options = EnqueueOptions(
            workflow_name=name,
            queue_name=name,
            workflow_id=":".join([name, *ids.values()]) + suffix,
            app_version=VERSION,
            application_name=APPLICATION,
        )
        self._client.enqueue_in_transaction(connection, options, ids)

    @property
    def kinds(self) -> Sequence[str]:
        """What jobs are announced here, by name; schedules are none of them."""
        return sorted({reaction.workflow.name for reaction in self._reactions})

    async def page(
        self, *, state: State | None, kind: str | None, before: tuple[int, str] | None, limit: int
    ) -> list[Job]:
        """Jobs of a state and a kind, the newest first, those that stand before a place.

        Of one millisecond at most SLACK are told apart. Those that ended longer than KEPT ago are gone.
        """
        most = None if before is None else datetime.fromtimestamp((before[0] + 1) / 1000, UTC).isoformat()
        found = await asyncio.to_thread(
            self._client.list_workflows,
            status=list(STATUSES[state]) if state else None,
            name=[kind] if kind else list(self.kinds),
            end_time=most,
            sort_desc=True,
            limit=limit + SLACK,
            load_output=state in (None, State.FAILED),
        )
        jobs = sorted(map(job_of, found), key=lambda job: job.place, reverse=True)
        return [job for job in jobs if before is None or job.place < before][:limit]

    async def find(self, job_id: str) -> Job | None:
        """One job, if it is still known."""
        found = await asyncio.to_thread(
            self._client.list_workflows, workflow_ids=[job_id], name=list(self.kinds)
        )
        return job_of(found[0]) if found else None

    async def again(self, tx: Tx, job: Job) -> None:
        """Do once more what a job should have done, as a new one. Steps are safe to run twice."""
        connection = await tx.connection()
        await connection.run_sync(self._enqueue_one, job.kind, job.ids, f":{new_id()}")

    def start(self) -> None:
        """Begin to work, unfinished jobs of an earlier run first. Steps run on the calling event loop."""
        DBOS(config=self._config)
        for reaction in self._reactions:
            DBOS.workflow(name=reaction.workflow.name)(self._runner_of(reaction.workflow))
        ticks = [(schedule, _tick_of(schedule)) for schedule in self._schedules]
        for schedule, tick in ticks:
            DBOS.workflow(name=schedule.name)(tick)
        DBOS.launch()
        logging.getLogger("dbos").addFilter(_is_news)
        self._ready = asyncio.get_running_loop().create_task(self._register(ticks))

    async def _register(self, ticks: list[tuple[Schedule, Callable[..., Any]]]) -> None:
        for reaction in self._reactions:
            await DBOS.register_queue_async(
                reaction.workflow.name, worker_concurrency=self._at_once, polling_interval_sec=POLL_S
            )
        await DBOS.apply_schedules_async(
            [
                {"schedule_name": schedule.name, "workflow_fn": tick, "schedule": schedule.cron}
                for schedule, tick in ticks
            ]
        )

    async def ready(self) -> None:
        """Return once jobs can be enqueued and run; raise what went wrong when they cannot."""
        await asyncio.shield(self._ready)

    async def sweep(self, *, older_than: timedelta = KEPT) -> int:
        """Remove the records of jobs that ended longer ago. Returns how many."""
        before = (now() - older_than).isoformat()
        ended = await asyncio.to_thread(
            self._client.list_workflows,
            status=["SUCCESS", "ERROR", "CANCELLED"],
            completed_before=before,
            limit=SWEEP_MOST,
            load_input=False,
            load_output=False,
        )
        if ended:
            await asyncio.to_thread(self._client.delete_workflows, [job.workflow_id for job in ended])
        return len(ended)

    async def _sweep_old(self) -> None:
        await self.sweep()

    async def stop(self) -> None:
        """Stop working. What is unfinished goes on at the next start."""
        await self._ready
        logging.getLogger("dbos").setLevel(logging.ERROR)  # it would warn of every step that is cut off
        await self._leave_off()  # while the queue still stands: a step cut off by its fall would look failed
        await asyncio.to_thread(DBOS.destroy, destroy_registry=True)
        await self._leave_off()  # what the queue has handed out in between
        self._client.destroy()

    async def _leave_off(self) -> None:
        await give_up(self._going_on)

    def _runner_of(self, workflow: Workflow) -> Callable[[Ids], Coroutine[Any, Any, None]]:
        async def run(ids: Ids) -> None:
            task = asyncio.current_task()
            assert task is not None
            self._going_on.add(task)
            try:
                await _run(workflow, ids)
            finally:
                self._going_on.discard(task)

        return run


async def _run(workflow: Workflow, ids: Ids) -> None:
    try:
        for step in workflow.steps:
            options = StepOptions(name=step.name, should_retry=_may_pass, **RETRIES)
            if not await DBOS.run_step_async(options, step.run, ids):
                return
    except Exception as raised:
        cause = raised.errors[-1] if isinstance(raised, error.DBOSMaxStepRetriesExceeded) else raised
        _log(workflow, ids, cause)
        options = StepOptions(name="failed", **RETRIES)
        await DBOS.run_step_async(options, workflow.failed, ids, cause)
        raise failure_of(cause) from None  # so that the queue knows it too


def _log(workflow: Workflow, ids: Ids, cause: Exception) -> None:
    """What was expected needs no trace but that of what it came from."""
    if isinstance(cause, PersonaeError):
        log.warning("job.failed", workflow=workflow.name, code=cause.code, exc_info=cause.__cause__, **ids)
        return
    log.error("job.failed", workflow=workflow.name, exc_info=cause, **ids)


def _is_news(record: logging.LogRecord) -> bool:
    """False for the queue's word of a failure that is in our log already."""
    return not (record.exc_info and isinstance(record.exc_info[1], JobFailed))


def _may_pass(raised: BaseException) -> bool:
    """True for what may have gone by the next try: a database that was away, a full pool."""
    return not isinstance(raised, PersonaeError)


def _tick_of(schedule: Schedule) -> Callable[[datetime, object], Coroutine[Any, Any, None]]:
    async def tick(_due: datetime, _context: object) -> None:
        await schedule.run()

    return tick
