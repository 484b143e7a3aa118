"""The cache, in one process and over a real Valkey."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from personae.platform.cache import Cache, LocalCache
from personae.platform.ids import new_id
from personae.platform.redis_cache import RedisCache
from servers.process import free_ports


@pytest.fixture(params=["local", "redis"])
async def cache(request: pytest.FixtureRequest, stack: dict[str, str]) -> AsyncIterator[Cache]:
    if request.param == "local":
        yield LocalCache()
        return
    if not stack:
        pytest.skip("the cache in Valkey is tested on the servers stack")
    redis = Redis.from_url(stack["REDIS_URL"])
    yield RedisCache(redis, prefix=f"test:{new_id()}:")
    await redis.aclose()


class TestCache:
    async def test_gives_back_what_was_put(self, cache: Cache) -> None:
        await cache.put("key", b"\0 any bytes \xff", ttl_s=60)
        assert await cache.get("key") == b"\0 any bytes \xff"

    async def test_knows_nothing_of_another_key(self, cache: Cache) -> None:
        await cache.put("key", b"value", ttl_s=60)
        assert await cache.get("other") is None

    async def test_puts_the_new_in_place_of_the_old(self, cache: Cache) -> None:
        await cache.put("key", b"old", ttl_s=60)
        await cache.put("key", b"new", ttl_s=60)
        assert await cache.get("key") == b"new"

    async def test_forgets_what_is_dropped_and_lets_what_is_unknown_be_dropped(self, cache: Cache) -> None:
        await cache.put("key", b"value", ttl_s=60)
        await cache.drop("key")
        await cache.drop("key")
        assert await cache.get("key") is None

    async def test_forgets_what_has_lived_its_time(self, cache: Cache) -> None:
        await cache.put("key", b"value", ttl_s=1)
        for _ in range(200):
            if await cache.get("key") is None:
                return
            await asyncio.sleep(0.02)
        raise AssertionError("still there")


class TestLocalCache:
    async def test_pushes_out_what_was_used_longest_ago(self) -> None:
        cache = LocalCache(limit_bytes=30)
        for key in "abc":
            await cache.put(key, b"x" * 10, ttl_s=60)
        await cache.get("a")
        await cache.put("d", b"x" * 10, ttl_s=60)
        assert [key for key in "abcd" if await cache.get(key)] == ["a", "c", "d"]

    async def test_never_holds_more_than_its_limit(self) -> None:
        cache = LocalCache(limit_bytes=100)
        for n in range(50):
            await cache.put(str(n % 7), b"x" * (n % 40), ttl_s=60)
            held = [await cache.get(str(key)) or b"" for key in range(7)]
            assert sum(map(len, held)) <= 100

    async def test_does_not_keep_what_is_larger_than_itself(self) -> None:
        cache = LocalCache(limit_bytes=10)
        await cache.put("small", b"x", ttl_s=60)
        await cache.put("large", b"x" * 11, ttl_s=60)
        assert (await cache.get("small"), await cache.get("large")) == (b"x", None)


class TestRedisCache:
    async def test_remembers_nothing_while_the_server_is_gone(self) -> None:
        [port] = free_ports(1)
        redis = Redis.from_url(f"redis://127.0.0.1:{port}")
        cache = RedisCache(redis)
        await cache.put("key", b"value", ttl_s=60)
        assert await cache.get("key") is None
        await redis.aclose()
