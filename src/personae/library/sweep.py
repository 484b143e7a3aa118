"""Cleaning up: files that nothing points to, and uploads that never ended."""

import asyncio
import shutil
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import timedelta
from pathlib import Path

from personae.jobs import Ids
from personae.library import store
from personae.library.service import original_key
from personae.platform.clock import now
from personae.platform.db import OpenTx, Tx
from personae.platform.files import Files
from personae.platform.logs import get_logger

log = get_logger(__name__)

GRACE = timedelta(hours=24)  # a file younger than this may belong to an upload that is not yet committed
BATCH = 500

Existing = Callable[[Tx, Sequence[str]], Awaitable[set[str]]]


class Sweeping:
    """Removes what a deleted document leaves, and once in a while what anything else has left."""

    def __init__(self, open_tx: OpenTx, files: Files, *, spool: Path) -> None:
        self._open_tx, self._files, self._spool = open_tx, files, spool

    async def forget(self, ids: Ids) -> bool:
        """Remove a deleted document, its bytes, and its reading when nobody else has the same content."""
        while await self._clear(ids["document_id"]):
            pass
        async with self._open_tx() as tx:
            await store.remove_unscoped(tx, ids["document_id"])
        await self._files.delete(original_key(ids["document_id"]))
        async with self._open_tx(write=False) as tx:
            shared = await store.count_with_content_unscoped(tx, ids["sha256"])
        if not shared:
            keys = [key async for key, _ in self._files.list(f"readings/{ids['sha256']}/")]
            for key in sorted(keys, key=_is_not_facts):
                await self._files.delete(key)
        return True

    async def _clear(self, document_id: str) -> bool:
        async with self._open_tx() as tx:
            return await store.clear_unscoped(tx, document_id, limit=BATCH)

    async def sweep(self, *, grace: timedelta = GRACE) -> int:
        """Remove orphaned files and abandoned uploads older than grace. Returns how many files."""
        removed = await self._sweep_files("originals/", store.existing_ids_unscoped, grace)
        removed += await self._sweep_files("readings/", store.existing_hashes_unscoped, grace)
        removed += await asyncio.to_thread(self._sweep_spool, grace)
        removed += await asyncio.to_thread(self._sweep_halves, grace)
        if removed:
            log.info("files.swept", removed=removed)
        return removed

    def empty_spool(self) -> None:
        """Remove what killed readings and uploads have left. To be called while none can be under way."""
        self._sweep_spool(timedelta())

    async def _sweep_files(self, prefix: str, existing: Existing, grace: timedelta) -> int:
        removed = 0
        async for batch in self._old_keys(prefix, grace):
            async with self._open_tx(write=False) as tx:
                known = await existing(tx, sorted({_subject(key) for key in batch}))
            for key in batch:
                if _subject(key) not in known:
                    await self._files.delete(key)
                    removed += 1
        return removed

    async def _old_keys(self, prefix: str, grace: timedelta) -> AsyncIterator[list[str]]:
        batch: list[str] = []
        async for key, written_at in self._files.list(prefix):
            if now() - written_at >= grace:
                batch.append(key)
            if len(batch) == BATCH:
                yield batch
                batch = []
        yield batch

    def _sweep_halves(self, grace: timedelta) -> int:
        """Remove what a crash in the middle of keeping a file has left in a local store."""
        return sum(_remove_if_old(path, grace) for path in self._files.halves())

    def _sweep_spool(self, grace: timedelta) -> int:
        removed = 0
        for path in self._spool.glob("*"):
            removed += _remove_if_old(path, grace)
        return removed


def _remove_if_old(path: Path, grace: timedelta) -> bool:
    try:
        if time.time() - path.stat().st_mtime < grace.total_seconds():
            return False
    except FileNotFoundError:  # its owner was quicker
        return False
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
    return True


def _is_not_facts(key: str) -> bool:
    """Facts go first: where they are missing, whoever needs the passages makes both anew."""
    return not key.endswith("/facts.json")


def _subject(key: str) -> str:
    """What a key belongs to: the document's id, or the content's hash."""
    return key.split("/")[1]
