"""Saving what the replies of a process have come to: those of a moment in one transaction."""

import asyncio

from personae.conversations import store
from personae.platform.clock import now
from personae.platform.db import OpenTx

GATHER_S = 0.2


class Keeper:
    """Gathers texts for GATHER_S, then saves them together: a transaction costs more than what it saves."""

    def __init__(self, open_tx: OpenTx) -> None:
        self._open_tx = open_tx
        self._due: dict[str, str] = {}
        self._batch: asyncio.Task[set[str]] | None = None

    async def keep(self, message_id: str, text: str) -> bool:
        """Save how far a reply has come. False when it is no longer wanted: stopped, ended or deleted.

        Raises what the database raises, to everybody of the same batch.
        """
        self._due[message_id] = text
        if self._batch is None:
            self._batch = asyncio.create_task(self._save())
        return message_id in await asyncio.shield(self._batch)

    async def _save(self) -> set[str]:
        await asyncio.sleep(GATHER_S)
        due, self._due, self._batch = self._due, {}, None  # whoever comes now begins the next batch
        async with self._open_tx() as tx:
            return await store.keep_unscoped(tx, due, at=now())
