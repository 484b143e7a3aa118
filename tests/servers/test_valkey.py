"""A real Valkey for the tests."""

import psutil
import pytest
import redis
import redis.asyncio

from servers.valkey import valkey

pytestmark = pytest.mark.servers


class TestValkey:
    async def test_keeps_what_it_is_told(self) -> None:
        with valkey() as server:
            async with redis.asyncio.Redis.from_url(server.url) as client:
                await client.set("tide", "out")
                assert await client.get("tide") == b"out"

    def test_refuses_a_wrong_password(self) -> None:
        with valkey() as server:
            client = redis.Redis.from_url(server.url.replace("//:", "//:x"))
            with client, pytest.raises(redis.AuthenticationError):
                client.ping()

    def test_comes_back_empty_on_the_same_address(self) -> None:
        with valkey() as server, redis.Redis.from_url(server.url) as client:
            client.set("tide", "out")
            server.stop()
            with pytest.raises(redis.ConnectionError):
                client.get("tide")
            server.start()
            assert client.get("tide") is None

    def test_leaves_nothing_behind(self) -> None:
        with valkey() as server:
            pid = server.pid
        assert pid is not None
        assert not psutil.pid_exists(pid)
        assert not server.folder.exists()
