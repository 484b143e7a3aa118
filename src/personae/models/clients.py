"""Clients of vendors, shared by whoever asks the same thing with the same key, and not too many."""

import hashlib
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from personae.llm import Provider
from personae.models.keyring import Opened

CLIENTS_MOST = 64

Connect = Callable[[Opened, str], Provider]
Identity = tuple[str, str | None, str, bytes]


@dataclass(slots=True)
class _Shared:
    """A client, how many replies stream through it, and whether it is still handed out."""

    provider: Provider
    streams: int = 0
    is_kept: bool = True


class Clients:
    """The clients that are open, the last used at the end. One thrown out is closed after its last reply."""

    def __init__(self, connect: Connect, *, most: int = CLIENTS_MOST) -> None:
        """connect: makes a client for a key and a model."""
        self._connect, self._most = connect, most
        self._open: OrderedDict[Identity, _Shared] = OrderedDict()

    def __len__(self) -> int:
        return len(self._open)

    @asynccontextmanager
    async def lease(self, key: Opened, model: str) -> AsyncIterator[Provider]:
        """The client for a key and a model, which stays open while the context is."""
        identity = (key.vendor, key.base_url, model, hashlib.sha256(key.secret.encode()).digest())
        shared = self._open.pop(identity, None) or _Shared(self._connect(key, model))
        self._open[identity] = shared
        shared.streams += 1
        try:
            await self._throw_out(self._most)
            yield shared.provider
        finally:
            shared.streams -= 1
            if not shared.is_kept and not shared.streams:
                await shared.provider.close()

    async def close(self) -> None:
        """Close every client; those that still stream after their reply."""
        await self._throw_out(0)

    async def _throw_out(self, most: int) -> None:
        while len(self._open) > most:
            _, shared = self._open.popitem(last=False)
            shared.is_kept = False
            if not shared.streams:
                await shared.provider.close()
