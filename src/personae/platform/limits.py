"""How often something may happen: counted in this process, or over Redis for all of them."""

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from personae.platform.errors import Kind, PersonaeError
from personae.platform.logs import get_logger

if TYPE_CHECKING:
    from limits import RateLimitItem
    from limits.aio.storage import MemoryStorage, RedisStorage
    from limits.aio.strategies import RateLimiter
    from redis.asyncio import ConnectionPool

    Storage = MemoryStorage | RedisStorage

log = get_logger(__name__)

PATIENCE_S: Final = 1.0  # how long a request waits for Redis before its count is given up
REST_S: Final = 5.0  # how long it is then not asked, but for what must not happen uncounted


class TooOften(PersonaeError):
    """Something was tried more often than is allowed. `retry_after_s`: seconds until it may be again."""

    kind: ClassVar[Kind] = Kind.LIMITED
    code: ClassVar[str] = "too_often"
    message: ClassVar[str] = "That was tried too often. Wait {wait}, then try again."


class CountUnknown(PersonaeError):
    """The server that counts does not answer, and what was asked must not happen uncounted."""

    kind: ClassVar[Kind] = Kind.UNAVAILABLE
    code: ClassVar[str] = "count_unknown"
    message: ClassVar[str] = (
        "The studio cannot count tries at the moment, so this is closed. Try again in a minute."
    )


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` times within any `seconds`."""

    count: int
    seconds: int


class Limiter:
    """Counts by name and key over a moving window.

    With Redis all processes count together. While it does not answer, `careful` counts raise CountUnknown,
    and all others let everything pass: reading and talking go on, logging in does not. So that a server that
    hangs makes nobody wait at each click, the others then leave it alone for REST_S.
    """

    def __init__(self, redis_url: str | None = None) -> None:
        self._url = redis_url
        self._made: RateLimiter | None = None
        self._pool: ConnectionPool | None = None
        self._rests_until = 0.0

    async def check(self, name: str, key: str, limit: Limit, *, careful: bool = False) -> None:
        """Return when one more would be allowed, without counting it. Raises TooOften, CountUnknown."""
        await self._ask(name, key, limit, careful=careful, counts=False)

    async def count(self, name: str, key: str, limit: Limit, *, careful: bool = False) -> None:
        """Count one. Raises TooOften when there is no room for it, CountUnknown."""
        await self._ask(name, key, limit, careful=careful, counts=True)

    async def _ask(self, name: str, key: str, limit: Limit, *, careful: bool, counts: bool) -> None:
        if not careful and time.monotonic() < self._rests_until:
            return
        try:
            async with asyncio.timeout(PATIENCE_S):
                strategy, item = self._strategy, self._item(limit)
                if await (strategy.hit if counts else strategy.test)(item, name, key):
                    return
                stats = await strategy.get_window_stats(item, name, key)
        except Exception as error:
            self._give_up(error, careful=careful)
            return
        raise too_often(stats.reset_time)

    async def forget(self, name: str, key: str, limit: Limit) -> None:
        """Begin a count anew."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._strategy.clear(self._item(limit), name, key)
        except Exception as error:
            self._give_up(error, careful=False)

    def _give_up(self, error: Exception, *, careful: bool) -> None:
        # Whatever the client raises: redis-py, the system and the library have no common parent.
        log.warning("limits.unreachable", error=type(error).__name__)
        if self._url is None:
            raise error
        self._rests_until = time.monotonic() + REST_S
        if careful:
            raise CountUnknown from error

    def _item(self, limit: Limit) -> "RateLimitItem":
        from limits import RateLimitItemPerSecond

        return RateLimitItemPerSecond(limit.count, limit.seconds)

    @property
    def _strategy(self) -> "RateLimiter":
        if self._made is None:
            # Loaded at the first count: a studio that starts has nothing to count yet.
            from limits.aio.strategies import MovingWindowRateLimiter

            self._made = MovingWindowRateLimiter(self._storage())
        return self._made

    def _storage(self) -> "Storage":
        from limits.aio.storage import MemoryStorage, RedisStorage

        if self._url is None:
            return MemoryStorage()
        from redis.asyncio import ConnectionPool

        self._pool = ConnectionPool.from_url(
            self._url, socket_connect_timeout=PATIENCE_S, socket_timeout=PATIENCE_S
        )
        return RedisStorage(
            f"async+{self._url}",
            implementation="redispy",
            key_prefix="personae:limits",
            connection_pool=self._pool,  # type: ignore[arg-type]  # untyped there
        )

    async def close(self) -> None:
        """Let the server go."""
        if self._pool is not None:
            await self._pool.aclose()


def too_often(reset_time: float) -> TooOften:
    """The refusal that says when a window has room again. reset_time: seconds since 1970."""
    wait_s = max(1, round(reset_time - time.time()))
    minutes = -(-wait_s // 60)
    said = f"{wait_s} seconds" if wait_s < 60 else "a minute" if minutes == 1 else f"{minutes} minutes"
    return TooOften(retry_after_s=wait_s, wait=said)
