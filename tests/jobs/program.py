"""Scenes for test_runner.py: a queue at work in a process that may be killed.

Arguments: the scene, the data folder, and the database's address or "" for SQLite in that folder.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text

from personae.jobs import Ids, Jobs, Reaction, Schedule, Step, Workflow, announce
from personae.platform.db import Database, upgrade

PATIENCE_S = 60


class Rollback(Exception):
    """Ends a transaction."""


class Stage:
    """The queue with three steps that note what happens."""

    def __init__(self, home: Path, url: str, *, is_ticking: bool) -> None:
        self.home = home
        self.database = Database(url or None, home=home)
        self.second: Callable[[Ids], Awaitable[None]] | None = None
        workflow = Workflow(
            "playing",
            tuple(Step(name, getattr(self, name)) for name in ("first", "second_step", "third")),
            failed=self.failed,
        )
        self.jobs = Jobs(
            self.database,
            executor_id="test",
            at_once=1,
            reactions=[Reaction("fact", workflow)],
            schedules=[Schedule("ticking", "* * * * * *", self.tick)] if is_ticking else [],
        )

    def note(self, what: str) -> None:
        """Write down what happened, so that a kill cannot lose it."""
        with (self.home / "happened").open("a") as file:
            file.write(json.dumps(what) + "\n")
            file.flush()
            os.fsync(file.fileno())

    async def first(self, ids: Ids) -> bool:
        self.note(f"first {ids['name']}")
        if ids["name"] == "broken":
            raise ZeroDivisionError
        return ids["name"] != "early"

    async def second_step(self, ids: Ids) -> bool:
        self.note(f"second {ids['name']}")
        if self.second is not None:
            await self.second(ids)
        return True

    async def third(self, ids: Ids) -> bool:
        self.note(f"third {ids['name']}")
        return True

    async def failed(self, ids: Ids, error: Exception) -> None:
        self.note(f"failed {ids['name']} {type(error).__name__}")

    async def tick(self) -> None:
        if not self.has("tick"):
            self.note("tick")

    def has(self, what: str) -> bool:
        path = self.home / "happened"
        return path.exists() and json.dumps(what) in path.read_text().splitlines()

    async def until(self, what: str) -> None:
        for _ in range(PATIENCE_S * 20):
            if self.has(what):
                return
            await asyncio.sleep(0.05)
        raise AssertionError(f"{what} never happened")

    async def announce(self, name: str) -> None:
        async with self.database.begin() as tx:
            await announce(tx, "fact", name=name)


async def announce_scene(stage: Stage) -> None:
    with suppress(Rollback):
        async with stage.database.begin() as tx:
            await announce(tx, "fact", name="lost")
            raise Rollback
    async with stage.database.begin() as tx:
        await announce(tx, "fact", name="kept")
        await asyncio.sleep(1)  # time enough for a reaction that does not wait
        stage.note("committing")
    await stage.until("third kept")


async def announce_often(stage: Stage) -> None:
    for _ in range(3):
        await stage.announce("same")
    await stage.announce("other")
    await stage.until("third other")
    await stage.announce("same")
    await stage.announce("last")
    await stage.until("third last")


async def end_early(stage: Stage) -> None:
    await stage.announce("early")
    await stage.announce("next")
    await stage.until("third next")


async def fail(stage: Stage) -> None:
    await stage.announce("broken")
    await stage.until("failed broken ZeroDivisionError")


async def sweep(stage: Stage) -> None:
    waiting = asyncio.Event()

    async def second(ids: Ids) -> None:
        if ids["name"] == "waiting":
            stage.note(f"swept {await swept(stage)}, then {await stage.jobs.sweep(older_than=timedelta())}")
            waiting.set()

    stage.second = second
    await stage.announce("one")
    await stage.announce("waiting")
    await waiting.wait()
    await stage.until("third waiting")


async def swept(stage: Stage) -> int:
    """How many records are swept, once there are any."""
    for _ in range(PATIENCE_S * 20):
        if count := await stage.jobs.sweep(older_than=timedelta()):
            return count
        await asyncio.sleep(0.05)
    raise AssertionError("nothing could be swept")


async def be_killed(stage: Stage) -> None:
    async def second(_: Ids) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    stage.second = second
    await stage.announce("killed")
    await stage.until("never")


async def be_stopped(stage: Stage) -> None:
    async def second(_: Ids) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            stage.note("cut off")

    stage.second = second
    await stage.announce("stopped")
    await stage.until("second stopped")


async def go_on(stage: Stage) -> None:
    for _ in range(PATIENCE_S * 20):
        if stage.has("third killed") or stage.has("third stopped"):
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it did not go on")


async def tick(stage: Stage) -> None:
    await stage.until("tick")


SCENES = {
    "announce": announce_scene,
    "announce_often": announce_often,
    "end_early": end_early,
    "fail": fail,
    "sweep": sweep,
    "be_killed": be_killed,
    "be_stopped": be_stopped,
    "go_on": go_on,
    "tick": tick,
}


async def empty(database: Database) -> None:
    """Make a PostgreSQL as good as new."""
    async with database.begin() as tx:
        for schema in ("public", "dbos"):
            await tx.execute(text(f"DROP SCHEMA IF EXISTS {schema} CASCADE"))
        await tx.execute(text("CREATE SCHEMA public"))


async def main(scene: str, home: Path, url: str) -> None:
    if scene == "empty":
        database = Database(url, home=home)
        await empty(database)
        await database.close()
        return
    stage = Stage(home, url, is_ticking=scene == "tick")
    if await asyncio.to_thread(upgrade, stage.database):
        await asyncio.to_thread(Jobs.migrate, stage.database)
    stage.jobs.start()
    try:
        await SCENES[scene](stage)
    finally:
        await stage.jobs.stop()
        await stage.database.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2]), sys.argv[3]))
