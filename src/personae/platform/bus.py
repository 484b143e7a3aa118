"""News for whoever listens right now."""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import ClassVar, Protocol

from personae.platform.db import Tx, after_commit

News = dict[str, str | int | float | bool | None]
QUEUE_LIMIT = 1000


class Subscription:
    """News of one topic, oldest first. A listener that falls QUEUE_LIMIT behind is told so by `LAGGED`."""

    LAGGED: ClassVar[News] = {"kind": "lagged"}

    def __init__(self) -> None:
        self._queue: asyncio.Queue[News] = asyncio.Queue(QUEUE_LIMIT)

    def put(self, news: News) -> None:
        """Hand over news without waiting; a full queue is emptied and replaced by one LAGGED."""
        if self._queue.full():
            while not self._queue.empty():
                self._queue.get_nowait()
            news = self.LAGGED
        self._queue.put_nowait(news)

    def __aiter__(self) -> AsyncIterator[News]:
        return self

    async def __anext__(self) -> News:
        return await self._queue.get()


class Bus(Protocol):
    """Publish and subscribe. News is lost on nobody listening: state lives in the database."""

    async def publish(self, topic: str, news: News) -> None:
        """Tell everyone who listens to topic."""

    def subscribe(self, topic: str) -> contextlib.AbstractAsyncContextManager[Subscription]:
        """Listen to topic while the context is open; nothing published meanwhile is missed."""

    async def close(self) -> None:
        """Stop listening for good."""


def publish_later(tx: Tx, topic: str, news: News) -> None:
    """Publish once the transaction is committed, over the bus that its database was given."""
    bus: Bus = tx.info["bus"]
    after_commit(tx, partial(bus.publish, topic, news))


class LocalBus:
    """The bus of one process."""

    def __init__(self) -> None:
        self._listeners: dict[str, set[Subscription]] = defaultdict(set)

    async def publish(self, topic: str, news: News) -> None:
        """See Bus.publish."""
        self.deliver(topic, news)

    def deliver(self, topic: str, news: News) -> None:
        """Hand news to the listeners of this process."""
        for listener in self._listeners.get(topic, ()):
            listener.put(news)

    def has_listeners(self, topic: str) -> bool:
        """True while someone in this process listens to topic."""
        return topic in self._listeners

    def topics(self) -> list[str]:
        """Every topic that someone in this process listens to."""
        return list(self._listeners)

    @asynccontextmanager
    async def subscribe(self, topic: str) -> AsyncIterator[Subscription]:
        """See Bus.subscribe."""
        listener = Subscription()
        self._listeners[topic].add(listener)
        try:
            yield listener
        finally:
            self._listeners[topic].discard(listener)
            if not self._listeners[topic]:
                del self._listeners[topic]

    async def close(self) -> None:
        """See Bus.close."""
