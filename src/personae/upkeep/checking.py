"""Compares the files that are kept with the rows that tell of them. Nothing is removed here.

Files come and go meanwhile, so what is younger than an hour is never called missing or a stray.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from personae.accounts import Actor, audit, check_admin
from personae.jobs import Ids, announce
from personae.library import GRACE, existing_hashes_unscoped, existing_ids_unscoped, original_key, sizes
from personae.platform.clock import now
from personae.platform.db import OpenTx, Tx
from personae.platform.errors import Fact
from personae.platform.files import Files
from personae.upkeep import store
from personae.upkeep.tables import FileCheck

ASKED: Final = "upkeep.check_asked"
BATCH: Final = 500
AT_ONCE: Final = 16
SHOWN: Final = 100
YOUNG: Final = timedelta(hours=1)
SWEEP_MINUTE: Final = 17  # of each hour; see the schedules in background
Known = Callable[[Tx, Sequence[str]], Awaitable[set[str]]]


class Found:
    """What a check has come to so far."""

    def __init__(self) -> None:
        self.figures: Counter[str] = Counter()
        self.strays: list[dict[str, Fact]] = []
        self.missing: list[dict[str, Fact]] = []
        self.held: dict[str, Counter[str]] = {}

    def stray(self, key: str, size: int, written_at: datetime) -> None:
        """A file that no row tells of. The sweep removes it once it is a day old."""
        self.figures.update(strays=1, stray_bytes=size)
        if len(self.strays) < SHOWN:
            self.strays.append({"key": key, "bytes": size, "due_at": due(written_at).isoformat()})

    def lost(self, document_id: str, owner_id: str, *, wrong: bool) -> None:
        """A document whose file is gone, or is not as large as it was."""
        self.figures.update(missing=1)
        if len(self.missing) < SHOWN:
            self.missing.append({"document_id": document_id, "owner_id": owner_id, "is_there": wrong})

    def hold(self, owner_id: str, size: int) -> None:
        """A file of the reading of somebody's document; one that several have counts for each."""
        self.held.setdefault(owner_id, Counter()).update(files=1, bytes=size)


class Checking:
    """The check, as a job."""

    def __init__(self, open_tx: OpenTx, files: Files) -> None:
        self._open_tx, self._files = open_tx, files

    async def ask(self, tx: Tx, actor: Actor) -> FileCheck:
        """Have the files checked; gives the check there is while one goes on. Raises AdminNeeded."""
        await check_admin(tx, actor)
        going_on = await store.last_check_unscoped(tx)
        if going_on and going_on.ended_at is None and now() - going_on.created_at < YOUNG:
            return going_on
        check = await self._begin(tx, asked_by=actor.user_id)
        audit.note(tx, "files.check_asked", by=actor, about=check.id)
        return check

    async def nightly(self) -> None:
        """Have them checked by the studio itself."""
        async with self._open_tx() as tx:
            await self._begin(tx, asked_by=None)

    async def run(self, ids: Ids) -> bool:
        """Check, and write down what was found. Safe to run twice."""
        found = Found()
        await self._look_for_rows("originals/", existing_ids_unscoped, found)
        await self._look_for_rows("readings/", existing_hashes_unscoped, found)
        await self._look_for_files(found)
        async with self._open_tx() as tx:
            values: dict[str, Any] = {"figures": dict(found.figures), "ended_at": now()}
            await store.end_check_unscoped(
                tx, ids["check_id"], strays=found.strays, missing=found.missing, **values
            )
            await store.replace_holdings_unscoped(tx, found.held)
        return True

    async def failed(self, ids: Ids, _: Exception) -> None:
        """Leave no check that seems to go on."""
        async with self._open_tx() as tx:
            figures = {"failed": 1}
            await store.end_check_unscoped(
                tx, ids["check_id"], figures=figures, strays=[], missing=[], ended_at=now()
            )

    async def _begin(self, tx: Tx, *, asked_by: str | None) -> FileCheck:
        check = FileCheck(asked_by=asked_by)
        tx.add(check)
        await tx.flush()
        await announce(tx, ASKED, check_id=check.id)
        return check

    async def _look_for_rows(self, prefix: str, known: Known, found: Found) -> None:
        batch: list[tuple[str, int, datetime]] = []
        async for entry in self._files.sizes(prefix):
            batch.append(entry)
            if len(batch) == BATCH:
                await self._compare(prefix, batch, known, found)
                batch = []
        await self._compare(prefix, batch, known, found)

    async def _compare(
        self, prefix: str, batch: list[tuple[str, int, datetime]], known: Known, found: Found
    ) -> None:
        subjects = sorted({key.split("/")[1] for key, _, _ in batch})
        async with self._open_tx(write=False) as tx:
            there = await known(tx, subjects)
            owners = await _owners(tx, subjects) if prefix == "readings/" else {}
        name = prefix.rstrip("/")
        for key, size, written_at in batch:
            found.figures.update({name: 1, f"{name}_bytes": size})
            subject = key.split("/")[1]
            if subject not in there and now() - written_at > YOUNG:
                found.stray(key, size, written_at)
            for owner_id in owners.get(subject, ()):
                found.hold(owner_id, size)

    async def _look_for_files(self, found: Found) -> None:
        gate, after = asyncio.Semaphore(AT_ONCE), ""

        async def look(document_id: str, owner_id: str, size: int) -> None:
            async with gate:
                there = await self._files.size(original_key(document_id))
            if there != size:
                found.lost(document_id, owner_id, wrong=there is not None)

        while True:
            async with self._open_tx(write=False) as tx:
                rows = await sizes.page_unscoped(tx, after=after, limit=BATCH)
            await asyncio.gather(*(look(*row) for row in rows))
            if len(rows) < BATCH:
                return
            after = rows[-1][0]


async def _owners(tx: Tx, hashes: Collection[str]) -> dict[str, list[str]]:
    owners: dict[str, list[str]] = {}
    for sha256, owner_id in await sizes.owners_of_contents_unscoped(tx, hashes):
        owners.setdefault(sha256, []).append(owner_id)
    return owners


def due(written_at: datetime) -> datetime:
    """When the sweep removes a file that no row tells of: in the first one after it is a day old."""
    ripe = written_at + GRACE
    first = ripe.replace(minute=SWEEP_MINUTE, second=0, microsecond=0)
    return first if first >= ripe else first + timedelta(hours=1)
