"""The cache of many processes, in Redis or Valkey. Without the server, nothing is remembered."""

import asyncio

from redis.asyncio import Redis

from personae.platform.logs import get_logger
from personae.platform.redis_bus import UNREACHABLE

log = get_logger(__name__)

PATIENCE_S = 1.0  # what is kept can be made again, so nobody waits long for it


class RedisCache:
    """What is kept is shared by all processes; the server bounds its memory."""

    def __init__(self, redis: Redis, *, prefix: str = "personae:cache:") -> None:
        self._redis = redis
        self._prefix = prefix

    async def get(self, key: str) -> bytes | None:
        """See Cache.get. An unreachable server remembers nothing."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                value = await self._redis.get(self._prefix + key)
        except UNREACHABLE as error:
            log.warning("cache.unreachable", error=type(error).__name__)
            return None
        return value if isinstance(value, bytes) else None

    async def put(self, key: str, value: bytes, *, ttl_s: int) -> None:
        """See Cache.put. An unreachable server keeps nothing."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._redis.set(self._prefix + key, value, ex=ttl_s)
        except UNREACHABLE as error:
            log.warning("cache.unreachable", error=type(error).__name__)

    async def drop(self, key: str) -> None:
        """See Cache.drop. Raises what the client raises, since a key that stays would be believed."""
        await self._redis.delete(self._prefix + key)
