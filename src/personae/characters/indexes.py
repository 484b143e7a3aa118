"""Indexes of documents' passages, made when they are first needed and kept in this process."""

import asyncio
from collections import OrderedDict

import numpy as np

from personae.characters import places
from personae.characters.passage_index import Building, Ints, PassageIndex
from personae.characters.tables import Mention, Quotation
from personae.platform.db import OpenTx
from personae.platform.logs import get_logger
from personae.platform.tasks import give_up

log = get_logger(__name__)

PATIENCE_S = 2.0  # that a question waits for an index; it goes on being made for the next one
PAGE = 20_000  # passages, names or quotations that are read at once
KEPT_BYTES = 96 * 2**20


class Indexes:
    """Makes and keeps indexes: the ones asked for last, within a size, and one of any size."""

    def __init__(
        self, open_tx: OpenTx, *, kept_bytes: int = KEPT_BYTES, patience_s: float = PATIENCE_S
    ) -> None:
        self._open_tx, self._kept_bytes, self._patience_s = open_tx, kept_bytes, patience_s
        self._kept: OrderedDict[tuple[str, str], PassageIndex] = OrderedDict()
        self._building: dict[tuple[str, str], asyncio.Task[PassageIndex]] = {}

    async def made(self, document_id: str) -> None:
        """Wait for the index of a document that is being made; return at once for any other."""
        for (of, _), task in list(self._building.items()):
            if of == document_id:
                await asyncio.wait({task})

    async def close(self) -> None:
        """Give up the indexes that are being made."""
        await give_up(self._building.values())

    async def of(self, owner_id: str, document_id: str) -> PassageIndex | None:
        """The index of a document of an owner's; None while making it takes longer than a question waits.

        Raises DocumentNotFound.
        """
        async with self._open_tx(write=False) as tx:
            document = await places.document(tx, document_id, owner_id=owner_id)
        key = (document.id, f"{document.id}:{document.reading}:{document.attempt}")
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        task = self._building.get(key)
        if task is None:
            task = asyncio.create_task(
                self._build(owner_id, document.id, document.language or "", reading=key[1])
            )
            self._building[key] = task
            task.add_done_callback(lambda done: self._keep(key, done))
        await asyncio.wait({task}, timeout=self._patience_s)
        return task.result() if task.done() else None

    def _keep(self, key: tuple[str, str], done: "asyncio.Task[PassageIndex]") -> None:
        del self._building[key]
        if done.cancelled():
            return
        if error := done.exception():
            log.error("index.failed", document_id=key[0], error=type(error).__name__)
            return
        self._kept[key] = done.result()
        while len(self._kept) > 1 and sum(each.size_bytes for each in self._kept.values()) > self._kept_bytes:
            self._kept.popitem(last=False)

    async def _build(self, owner_id: str, document_id: str, code: str, *, reading: str) -> PassageIndex:
        quoted = await self._spans(owner_id, Quotation, document_id)
        names = await self._spans(owner_id, Mention, document_id)
        building, after = Building(code, quoted, names), -1
        while True:
            async with self._open_tx(write=False) as tx:
                rows = await places.passages(tx, document_id, owner_id=owner_id, after=after, limit=PAGE)
            if rows:
                await asyncio.to_thread(building.take, rows)
                after = rows[-1][0]
            if len(rows) < PAGE:
                break
        index = building.done(reading)
        log.info("index.made", document_id=document_id, passages=len(index.ends), bytes=index.size_bytes)
        return index

    async def _spans(
        self, owner_id: str, table: type[Mention] | type[Quotation], document_id: str
    ) -> tuple[Ints, Ints]:
        found, after = [], -1
        while True:
            async with self._open_tx(write=False) as tx:
                rows = await places.spans(tx, table, document_id, owner_id=owner_id, after=after, limit=PAGE)
            found.append(np.array(rows, np.int32).reshape(-1, 3)[:, 1:])
            if len(rows) < PAGE:
                break
            after = rows[-1][0]
        whole = np.concatenate(found)
        whole = whole[np.argsort(whole[:, 0], kind="stable")]
        return np.ascontiguousarray(whole[:, 0]), np.ascontiguousarray(whole[:, 1])
