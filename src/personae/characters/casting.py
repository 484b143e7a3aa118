"""Steps two and three of a reading: the cast is read from the passages, then drafted as characters."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from personae.cast import Mode
from personae.cast.portrait import traits_of_all
from personae.characters import records, store
from personae.characters.drafts import Draft, read_drafts, rows_of
from personae.characters.portrait import to_json
from personae.characters.reader import run_reader
from personae.characters.rereading import InUse, settle
from personae.characters.stages import reading_key, version
from personae.jobs import Ids, announce
from personae.library import (
    Document,
    Extracting,
    ReadingStopped,
    Stage,
    Watch,
    finish_unscoped,
    get_unscoped,
    no_report,
    tell,
    work_folder,
)
from personae.platform import metrics
from personae.platform.bus import Bus
from personae.platform.db import OpenTx, Tx
from personae.platform.files import Files
from personae.platform.logs import get_logger

log = get_logger(__name__)

BATCH = 2000
MEASURED_MOST = 20_000  # lines, evenly from the whole document, from which traits are guessed


class Casting:
    """Reads and drafts a document's cast. Every step is safe to run twice."""

    def __init__(
        self,
        open_tx: OpenTx,
        files: Files,
        bus: Bus,
        extracting: Extracting,
        *,
        spool: Path,
        mode: Mode,
        in_use: InUse,
    ) -> None:
        """extracting: makes passages anew when the kept ones are gone.

        mode: how every document is read.  in_use: tells which of some characters somebody talks with.
        """
        self._open_tx, self._files, self._bus, self._spool = open_tx, files, bus, spool
        self._extracting, self._mode, self._in_use = extracting, mode, in_use

    async def read(self, ids: Ids) -> bool:
        """Find who speaks, in a process of its own, unless this content was read before.

        False when the document was cancelled or deleted. Raises CastFailed.
        """
        async with self._open_tx(write=False) as tx:
            document = await get_unscoped(tx, ids)
        if document is None:
            return False
        watch = Watch(self._open_tx, self._bus, document, stage=Stage.READING, span=(0.15, 0.9))
        try:
            await watch.run(self._read(document, watch))
        except ReadingStopped:
            return False
        return True

    async def draft(self, ids: Ids) -> bool:
        """Write the cast, its quotations and mentions to the database, and mark the document as ready.

        False when the document was cancelled or deleted.
        """
        async with self._open_tx(write=False) as tx:
            document = await get_unscoped(tx, ids)
        if document is None:
            return False
        watch = Watch(self._open_tx, self._bus, document, stage=Stage.DRAFTING, span=(0.9, 0.99))
        try:
            await watch.run(self._draft(document, watch))
        except ReadingStopped:
            return False
        finally:
            await tell(self._bus, document)
        return True

    async def forget(self, ids: Ids) -> bool:
        """Remove the cast of a deleted document, with what it says and the conversations with it."""
        while await self._cleared(self._open_tx(), ids["document_id"]):
            pass
        async with self._open_tx() as tx:
            await store.remove_cast_unscoped(tx, ids["document_id"])
        return True

    async def _read(self, document: Document, watch: Watch) -> None:
        if not await self._files.exists(reading_key(document, self._mode)):
            with work_folder(self._spool) as folder:
                await self._fetch(document, folder, watch.report)

    async def _fetch(
        self, document: Document, folder: Path, report: Callable[[float], None]
    ) -> tuple[Path, Path]:
        """Files with the passages and the reading: the kept ones, or made anew where they are gone."""
        passages, reading = folder / "passages.jsonl", folder / "cast.jsonl"
        key = reading_key(document, self._mode)
        await self._extracting.fetch(document, passages)
        if await self._files.exists(key):
            await self._files.fetch(key, reading)
        else:
            await run_reader(passages, reading, report, mode=self._mode)
            await self._files.put(key, reading)
        return passages, reading

    async def _cleared(self, opened: AbstractAsyncContextManager[Tx], document_id: str) -> bool:
        """Remove some of what a cast says in the transaction that is opened. False once nothing is left."""
        async with opened as tx:
            return await store.clear_unscoped(tx, document_id, limit=BATCH)

    async def _draft(self, document: Document, watch: Watch) -> None:
        with work_folder(self._spool) as folder:
            passages, reading = await self._fetch(document, folder, no_report)
            draft = await asyncio.to_thread(read_drafts, reading, document)
            while await self._cleared(watch.writing(), document.id):
                pass
            async with watch.writing() as tx:
                draft = await settle(tx, document, draft, in_use=self._in_use)
            size = max(reading.stat().st_size, 1)
            batches = rows_of(reading, passages, draft, document.id)
            while batch := await asyncio.to_thread(next, batches, None):
                async with watch.writing() as tx:
                    for table, rows in batch.rows.items():
                        await store.insert_unscoped(tx, table, rows)
                watch.report(batch.offset / size)
        await self._measure(document, watch)
        await self._finish(document, draft, watch)

    async def _measure(self, document: Document, watch: Watch) -> None:
        """Keep everybody's traits as the whole document shows them."""
        async with self._open_tx(write=False) as tx:
            lines = await records.lines_unscoped(tx, document.id, limit=MEASURED_MOST)
        found = await asyncio.to_thread(traits_of_all, lines)
        async with watch.writing() as tx:
            for character_id, traits in found.items():
                await store.set_baseline_unscoped(tx, character_id, to_json(traits))

    async def _finish(self, document: Document, draft: Draft, watch: Watch) -> None:
        async with watch.writing() as tx:
            if not await finish_unscoped(
                tx,
                document,
                language=draft.language,
                quotations=draft.quotations,
                notices=draft.notices,
                reading=version(self._mode),
            ):
                raise ReadingStopped
            await announce(
                tx, "library.document_ready", document_id=document.id, attempt=str(document.attempt)
            )
        metrics.DOCUMENTS.labels("ready").inc()
        log.info(
            "document.ready",
            document_id=document.id,
            characters=len(draft.characters),
            quotations=draft.quotations,
        )
