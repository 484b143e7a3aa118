"""The indexes of whoever recalled last, within so many bytes."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from personae.memory.index import Index

LIMIT_BYTES: Final = 64 * 1024**2
Key = tuple[str, str]  # the owner's id, the character's


class Shelf:
    """Lends an index to one at a time. The one that was lent longest ago goes when room is short."""

    def __init__(self, *, limit_bytes: int = LIMIT_BYTES) -> None:
        self._limit = limit_bytes
        self._indexes: OrderedDict[Key, Index] = OrderedDict()
        self._locks: dict[Key, tuple[asyncio.Lock, int]] = {}

    @property
    def size_bytes(self) -> int:
        """About how much memory all of them take."""
        return sum(index.size_bytes for index in self._indexes.values())

    @asynccontextmanager
    async def lent(self, key: Key) -> AsyncIterator[Index]:
        """The index of somebody's memories, an empty one the first time; nobody else has it meanwhile.

        After a failure it is not kept, for nobody knows how far it has come.
        """
        lock, waiting = self._locks.get(key, (asyncio.Lock(), 0))
        self._locks[key] = lock, waiting + 1
        try:
            async with lock:
                index = self._indexes.pop(key, None) or Index()
                yield index
                if not index.is_loose:
                    self._indexes[key] = index
                self._make_room()
        finally:
            lock, waiting = self._locks.pop(key)
            if waiting > 1:
                self._locks[key] = lock, waiting - 1

    def _make_room(self) -> None:
        while self._indexes and self.size_bytes > self._limit:
            self._indexes.popitem(last=False)
