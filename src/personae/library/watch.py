"""How every step of a reading tells where it is, and stops when the document is cancelled."""

import asyncio
import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from personae.library import store
from personae.library.news import tell
from personae.library.tables import Document, Stage, Status
from personae.platform import metrics
from personae.platform.bus import Bus
from personae.platform.clock import now
from personae.platform.db import OpenTx, Tx
from personae.platform.files import raise_if_full
from personae.platform.tasks import give_up

TICK_S = 0.4

T = TypeVar("T")


class ReadingStopped(Exception):
    """The document was cancelled or deleted while a step ran; the step ends quietly."""


class Watch:
    """One step of a document's reading: writes its progress down and stops it on cancellation."""

    def __init__(
        self, open_tx: OpenTx, bus: Bus, document: Document, *, stage: Stage, span: tuple[float, float]
    ) -> None:
        """span: the part of the whole reading, 0..1, that this step covers."""
        self._open_tx, self._bus = open_tx, bus
        self._document, self._stage, self._span = document, stage, span
        self._fraction = 0.0
        self._written = -1.0

    def report(self, fraction: float) -> None:
        """Note how far the step is, 0..1. Cheap: it is written down a few times a second."""
        self._fraction = fraction

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Tx]:
        """A transaction for what this attempt has read, and a hold on the document while it lasts.

        Raises ReadingStopped when the document was cancelled or deleted, or another attempt reads it by now.
        """
        async with self._open_tx() as tx:
            if not await store.hold_running_unscoped(tx, self._document.id, attempt=self._document.attempt):
                raise ReadingStopped
            yield tx

    async def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run work to its end. Raises ReadingStopped, StorageFull, and whatever work raises."""
        started = time.perf_counter()
        task = asyncio.ensure_future(work)
        try:
            while not task.done():
                is_ours = await self._write()
                await asyncio.wait({task}, timeout=TICK_S)
                if not is_ours and not task.done():  # else the step itself has just ended the reading
                    raise ReadingStopped
            metrics.READING_SECONDS.labels(self._stage).observe(time.perf_counter() - started)
            return await task
        except OSError as error:
            raise_if_full(error)
            raise
        finally:
            await give_up([task])

    async def _write(self) -> bool:
        """Write the progress down. False when this attempt no longer reads the document."""
        low, high = self._span
        progress = round(low + (high - low) * min(self._fraction, 1.0), 3)
        values: dict[str, Any] = {"status": Status.READING, "stage": self._stage, "progress": progress}
        if self._document.started_at is None:
            values["started_at"] = self._document.started_at = now()
        async with self._open_tx() as tx:
            is_ours = await store.update_running_unscoped(
                tx, self._document.id, attempt=self._document.attempt, values=values
            )
        if is_ours and progress != self._written:
            self._written = progress
            await tell(self._bus, self._document)
        return is_ours
