"""The bus of many processes, over Redis or Valkey. Without the server, each process still hears itself."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.exceptions import RedisError

from personae.platform.bus import LocalBus, News, Subscription
from personae.platform.logs import get_logger
from personae.platform.tasks import give_up

log = get_logger(__name__)

PATIENCE_S = 2.0  # how long a publisher or a new listener waits for the server
RETRY_S = 0.5
UNREACHABLE = (RedisError, OSError, TimeoutError)


class RedisBus:
    """One connection listens for this process and hands news on; a lost one is replaced.

    Whoever listened meanwhile is told by `LAGGED` that something may be missing. Closing the bus
    closes the client it was given.
    """

    KEEP = "_"  # a channel that is never left, because the client stops listening with its last one

    def __init__(self, redis: Redis, *, prefix: str = "personae:bus:") -> None:
        self._redis = redis
        self._prefix = prefix
        self._local = LocalBus()
        self._pubsub: PubSub = redis.pubsub()
        self._confirmed: dict[str, asyncio.Event] = {}
        self._changing = asyncio.Lock()  # a topic is joined or left by one task at a time
        self._reader: asyncio.Task[None] | None = None

    async def publish(self, topic: str, news: News) -> None:
        """See Bus.publish."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._redis.publish(self._prefix + topic, json.dumps(news))
        except UNREACHABLE as error:
            log.warning("bus.unreachable", error=type(error).__name__)
            self._local.deliver(topic, news)

    @asynccontextmanager
    async def subscribe(self, topic: str) -> AsyncIterator[Subscription]:
        """See Bus.subscribe."""
        try:
            async with self._local.subscribe(topic) as listener:
                await self._join(topic)
                yield listener
        finally:
            await self._leave(topic)

    async def close(self) -> None:
        """See Bus.close."""
        if self._reader is not None:
            await give_up([self._reader])
        await self._close_pubsub()
        await self._redis.aclose()

    async def _join(self, topic: str) -> None:
        """Return once the server has confirmed that it sends the topic's news, or does not answer."""
        confirmed = self._confirmed.setdefault(topic, asyncio.Event())
        if confirmed.is_set():
            return
        try:
            async with asyncio.timeout(PATIENCE_S):
                async with self._changing:
                    await self._pubsub.subscribe(self._prefix + topic, self._prefix + self.KEEP)
                self._read_on()
                await confirmed.wait()
        except UNREACHABLE as error:
            log.warning("bus.unreachable", error=type(error).__name__)
            self._read_on()  # which joins again as soon as the server answers

    async def _leave(self, topic: str) -> None:
        if self._local.has_listeners(topic):
            return
        self._confirmed.pop(topic, None)
        with contextlib.suppress(*UNREACHABLE):  # a server that is away has forgotten us anyway
            async with asyncio.timeout(PATIENCE_S), self._changing:
                if not self._local.has_listeners(topic):
                    await self._pubsub.unsubscribe(self._prefix + topic)

    def _read_on(self) -> None:
        if self._reader is None:
            self._reader = asyncio.create_task(self._read())

    async def _read(self) -> None:
        while True:
            try:
                async for message in self._pubsub.listen():
                    self._take(message)
            except UNREACHABLE as error:
                log.warning("bus.lost", error=type(error).__name__)
            await asyncio.sleep(RETRY_S)
            with contextlib.suppress(*UNREACHABLE):
                await self._join_again()

    async def _join_again(self) -> None:
        async with self._changing, asyncio.timeout(PATIENCE_S):
            await self._close_pubsub()
            self._pubsub = self._redis.pubsub()
            topics = [self.KEEP, *self._local.topics()]
            await self._pubsub.subscribe(*(self._prefix + topic for topic in topics))

    async def _close_pubsub(self) -> None:
        with contextlib.suppress(*UNREACHABLE):
            await self._pubsub.aclose()  # type: ignore[no-untyped-call]

    def _take(self, message: dict[str, Any]) -> None:
        topic = message["channel"].decode().removeprefix(self._prefix)
        if message["type"] == "message":
            self._local.deliver(topic, json.loads(message["data"]))
        confirmed = self._confirmed.get(topic)
        if message["type"] != "subscribe" or confirmed is None:
            return
        if confirmed.is_set():  # joined again, so the connection was lost in between
            self._local.deliver(topic, Subscription.LAGGED)
        confirmed.set()
