"""The first step of a reading: a document's bytes become chapters and passages."""

import asyncio
import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from personae.jobs import Ids
from personae.library import store
from personae.library.extract import VERSION, extract
from personae.library.news import tell_later
from personae.library.service import get_unscoped, original_key
from personae.library.tables import Chapter, Document, Passage, Stage, Status
from personae.library.titling import free_title
from personae.library.watch import ReadingStopped, Watch
from personae.platform import metrics
from personae.platform.bus import Bus
from personae.platform.clock import now
from personae.platform.db import OpenTx
from personae.platform.errors import PersonaeError
from personae.platform.files import Files
from personae.platform.logs import get_logger
from personae.platform.naming import name_key

log = get_logger(__name__)

BATCH = 1000


def no_report(_: float) -> None:
    """Nobody asks how far it is."""


def passages_key(document: Document) -> str:
    """Where the passages of this content are kept for the next one who brings it."""
    return f"readings/{document.sha256}/{document.format}-{VERSION}/passages.jsonl"


def facts_key(document: Document) -> str:
    """Where what extraction learnt beside the passages (title, author, words, notices) is kept."""
    return f"readings/{document.sha256}/{document.format}-{VERSION}/facts.json"


class Extracting:
    """Step one: the bytes of a document become chapters and passages."""

    def __init__(self, open_tx: OpenTx, files: Files, bus: Bus, *, spool: Path) -> None:
        self._open_tx, self._files, self._bus, self._spool = open_tx, files, bus, spool

    async def run(self, ids: Ids) -> bool:
        """Extract, keep the passages for others with the same content, and write them to the database.

        False when the document was cancelled or deleted. Safe to run twice. Raises what extraction raises.
        """
        async with self._open_tx(write=False) as tx:
            document = await get_unscoped(tx, ids)
        if document is None:
            return False
        watch = Watch(self._open_tx, self._bus, document, stage=Stage.EXTRACTING, span=(0.0, 0.15))
        try:
            await watch.run(self._extract(document, watch))
        except ReadingStopped:
            return False
        return True

    async def fail(self, ids: Ids, error: Exception) -> None:
        """Mark the document as failed, with a sentence for its owner."""
        if isinstance(error, PersonaeError):
            code, sentence = error.code, error.sentence
        else:
            code = "reading_failed"
            sentence = (
                "Something went wrong while this was read. Try again; if it fails again, tell the operator."
            )
        values = {"status": Status.FAILED, "error_code": code, "error": sentence, "ended_at": now()}
        async with self._open_tx() as tx:
            await store.update_running_unscoped(
                tx, ids["document_id"], attempt=int(ids["attempt"]), values=values
            )
            if document := await store.get_unscoped(tx, ids["document_id"]):
                tell_later(tx, document)
        log.info("document.failed", code=code, **ids)
        metrics.DOCUMENTS.labels("failed").inc()

    async def _extract(self, document: Document, watch: Watch) -> None:
        with work_folder(self._spool) as folder:
            passages = folder / "passages.jsonl"
            facts = await self.fetch(document, passages, watch.report)
            await self._write_passages(document, passages, watch)
        values = {
            "words": facts["words"],
            "author": facts["author"],
            "notices": facts["notices"],
        }
        async with watch.writing() as tx:
            if facts["title"]:
                title = await free_title(
                    tx, facts["title"], owner_id=document.owner_id, document_id=document.id
                )
                values |= {"title": title, "title_key": name_key(title)}
            await store.update_running_unscoped(tx, document.id, attempt=document.attempt, values=values)

    async def fetch(
        self, document: Document, passages: Path, report: Callable[[float], None] = no_report
    ) -> dict[str, Any]:
        """Write a document's passages to a file, kept ones or else extracted anew; returns the facts."""
        facts = passages.with_name("facts.json")
        if await self._files.exists(facts_key(document)):  # written last, so the passages are there too
            await self._files.fetch(facts_key(document), facts)
            await self._files.fetch(passages_key(document), passages)
        else:
            source = passages.with_name("original")
            await self._files.fetch(original_key(document.id), source)
            found = await extract(source, filename=document.filename, out=passages, on_progress=report)
            facts.write_text(json.dumps(asdict(found)), encoding="utf-8")
            await self._files.put(passages_key(document), passages)
            await self._files.put(facts_key(document), facts)
        known: dict[str, Any] = json.loads(facts.read_text(encoding="utf-8"))
        return known

    async def _write_passages(self, document: Document, path: Path, watch: Watch) -> None:
        while await self._cleared(document, watch):
            pass
        batches = _batches(path, document.id)
        while batch := await asyncio.to_thread(next, batches, None):
            async with watch.writing() as tx:
                for table, rows in batch.items():
                    if rows:
                        await store.insert_unscoped(tx, table, rows)

    async def _cleared(self, document: Document, watch: Watch) -> bool:
        """Remove some of what an earlier try has written. False once nothing is left."""
        async with watch.writing() as tx:
            return await store.clear_unscoped(tx, document.id, limit=BATCH)


@contextmanager
def work_folder(spool: Path) -> Iterator[Path]:
    """A folder of one step's own, gone when the step ends."""
    with tempfile.TemporaryDirectory(dir=spool, prefix="work-") as folder:
        yield Path(folder)


Batch = dict[type[Chapter] | type[Passage], list[dict[str, object]]]


def _batches(path: Path, document_id: str) -> Iterator[Batch]:
    """The rows of a passages file, BATCH at a time; passages are numbered from 0."""
    batch: Batch = {Chapter: [], Passage: []}
    seq = 0
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            row["document_id"] = document_id
            if row.pop("kind") == "chapter":
                batch[Chapter].append(row)
            else:
                batch[Passage].append({**row, "seq": seq})
                seq += 1
            if len(batch[Passage]) + len(batch[Chapter]) >= BATCH:
                yield batch
                batch = {Chapter: [], Passage: []}
    yield batch
