"""What may be forgotten at any time, kept close."""

import time
from collections import OrderedDict
from typing import Protocol

LIMIT_BYTES = 32 * 1024**2


class Cache(Protocol):
    """A bounded store of bytes with a time to live."""

    async def get(self, key: str) -> bytes | None:
        """The bytes kept under key, or None when never kept, expired or pushed out."""

    async def put(self, key: str, value: bytes, *, ttl_s: int) -> None:
        """Keep value for at most ttl_s seconds."""

    async def drop(self, key: str) -> None:
        """Forget key, if it is known."""


class LocalCache:
    """A least-recently-used cache in this process, bounded in bytes."""

    def __init__(self, *, limit_bytes: int = LIMIT_BYTES) -> None:
        self._entries: OrderedDict[str, tuple[float, bytes]] = OrderedDict()
        self._limit = limit_bytes
        self._size = 0

    async def get(self, key: str) -> bytes | None:
        """See Cache.get."""
        entry = self._entries.get(key)
        if entry is None:
            return None
        if entry[0] < time.monotonic():
            await self.drop(key)
            return None
        self._entries.move_to_end(key)
        return entry[1]

    async def put(self, key: str, value: bytes, *, ttl_s: int) -> None:
        """See Cache.put. A value larger than the whole cache is not kept."""
        await self.drop(key)
        if len(value) > self._limit:
            return
        self._entries[key] = (time.monotonic() + ttl_s, value)
        self._size += len(value)
        while self._size > self._limit:
            _, (_, oldest) = self._entries.popitem(last=False)
            self._size -= len(oldest)

    async def drop(self, key: str) -> None:
        """See Cache.drop."""
        entry = self._entries.pop(key, None)
        if entry is not None:
            self._size -= len(entry[1])
