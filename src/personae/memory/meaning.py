"""Works out what memories mean, in the background: the request that saves a message never waits for it."""

import asyncio
from typing import Final

from personae.encoder import VERSION, Encoder
from personae.memory import unfinished
from personae.platform.db import OpenTx
from personae.platform.logs import get_logger

log = get_logger(__name__)

AT_ONCE: Final = 64  # memories of one short transaction
MOST: Final = 2_000  # of one run; the next one goes on


class Meanings:
    """Gives every memory its vector, the newest first: what was said just now is asked for soonest."""

    def __init__(self, open_tx: OpenTx, encoder: Encoder) -> None:
        self._open_tx, self._encoder = open_tx, encoder

    async def run(self) -> int:
        """Work out what is missing or was made by another encoder. Returns how many, MOST at most.

        A memory that is corrected or forgotten meanwhile is left for the next run.
        """
        done = 0
        while done < MOST:
            async with self._open_tx(write=False) as tx:
                found = await unfinished.without_vector_unscoped(tx, version=VERSION, limit=AT_ONCE)
            if not found:
                break
            vectors = await asyncio.to_thread(self._vectors, [text for _, text, _ in found])
            rows = [(id, version, vector) for (id, _, version), vector in zip(found, vectors, strict=True)]
            async with self._open_tx() as tx:
                await unfinished.set_vectors_unscoped(tx, rows, version=VERSION)
            done += len(found)
        if done:
            log.info("memories.embedded", count=done)
        return done

    def _vectors(self, texts: list[str]) -> list[bytes]:
        from personae.memory.packing import packed

        return [packed(vector) for vector in self._encoder.encode(texts)]
