"""The bus, in one process and over a real Valkey."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from redis.asyncio import Redis

from personae.platform.bus import QUEUE_LIMIT, Bus, LocalBus, News, Subscription
from personae.platform.redis_bus import RedisBus
from servers.process import Server
from servers.valkey import valkey

NEWS: News = {"kind": "changed"}


@pytest.fixture(scope="module")
def server(stack: dict[str, str]) -> Iterator[Server]:
    if not stack:
        pytest.skip("the bus over Valkey is tested on the servers stack")
    with valkey() as started:
        yield started


@asynccontextmanager
async def redis_bus(server: Server) -> AsyncIterator[RedisBus]:
    bus = RedisBus(Redis.from_url(server.url))
    try:
        yield bus
    finally:
        await bus.close()


@pytest.fixture(params=["local", "redis"])
async def buses(request: pytest.FixtureRequest) -> AsyncIterator[tuple[Bus, Bus]]:
    """Where news is published, and where it is heard: two processes over Redis, one without."""
    if request.param == "local":
        bus = LocalBus()
        yield bus, bus
        return
    server = request.getfixturevalue("server")
    async with redis_bus(server) as here, redis_bus(server) as there:
        yield here, there


async def heard(news: Subscription) -> News:
    """The next news; the limit only keeps a failing test from waiting for ever."""
    return await asyncio.wait_for(anext(news), 20)


class TestPublish:
    async def test_reaches_every_listener_of_the_topic(self, buses: tuple[Bus, Bus]) -> None:
        here, there = buses
        async with there.subscribe("a") as one, there.subscribe("a") as two:
            await here.publish("a", NEWS)
            assert [await heard(one), await heard(two)] == [NEWS, NEWS]

    async def test_reaches_nobody_who_listens_to_another_topic(self, buses: tuple[Bus, Bus]) -> None:
        here, there = buses
        async with there.subscribe("b") as news:
            await here.publish("a", {"kind": "wrong"})
            await here.publish("b", NEWS)
            assert await heard(news) == NEWS

    async def test_keeps_the_order(self, buses: tuple[Bus, Bus]) -> None:
        here, there = buses
        async with there.subscribe("a") as news:
            for at in range(100):
                await here.publish("a", {"at": at})
            assert [(await heard(news))["at"] for _ in range(100)] == list(range(100))

    async def test_does_nothing_when_nobody_listens(self, buses: tuple[Bus, Bus]) -> None:
        await buses[0].publish("a", NEWS)


class TestSubscribe:
    async def test_misses_nothing_once_it_is_entered(self, buses: tuple[Bus, Bus]) -> None:
        here, there = buses
        for turn in range(50):
            async with there.subscribe(f"topic {turn}") as news:
                await here.publish(f"topic {turn}", {"turn": turn})
                assert await heard(news) == {"turn": turn}

    async def test_keeps_one_topic_when_another_is_left(self, buses: tuple[Bus, Bus]) -> None:
        here, there = buses
        async with there.subscribe("a") as kept:
            async with there.subscribe("b"):
                pass
            await here.publish("a", NEWS)
            assert await heard(kept) == NEWS

    async def test_keeps_one_listener_when_another_of_the_same_topic_leaves(
        self, buses: tuple[Bus, Bus]
    ) -> None:
        here, there = buses
        async with there.subscribe("a") as kept:
            async with there.subscribe("a"):
                pass
            await here.publish("a", NEWS)
            assert await heard(kept) == NEWS

    async def test_hears_a_topic_that_is_left_and_entered_by_many_at_once(
        self, buses: tuple[Bus, Bus]
    ) -> None:
        here, there = buses

        async def come_and_go() -> None:
            for _ in range(20):
                async with there.subscribe("a") as news:
                    await here.publish("a", NEWS)
                    while (await heard(news)) != NEWS:
                        pass

        await asyncio.gather(*(come_and_go() for _ in range(5)))

    async def test_tells_a_listener_who_lags_that_news_is_missing(self, buses: tuple[Bus, Bus]) -> None:
        here, there = buses
        async with there.subscribe("a") as slow, there.subscribe("a") as quick:
            for at in range(QUEUE_LIMIT + 1):
                await here.publish("a", {"at": at})
                assert await heard(quick) == {"at": at}
            assert await heard(slow) == Subscription.LAGGED


class TestRedisBus:
    async def test_hears_again_after_the_server_was_gone(self, server: Server) -> None:
        async with redis_bus(server) as here, redis_bus(server) as there, there.subscribe("a") as news:
            server.kill()
            server.start()
            assert await heard(news) == Subscription.LAGGED
            await here.publish("a", NEWS)
            while (said := await heard(news)) == Subscription.LAGGED:
                pass
            assert said == NEWS

    async def test_still_reaches_its_own_process_while_the_server_is_gone(self, server: Server) -> None:
        async with AsyncExitStack() as exits:
            bus = await exits.enter_async_context(redis_bus(server))
            server.kill()
            exits.callback(server.start)
            async with bus.subscribe("a") as news:
                await bus.publish("a", NEWS)
                assert await heard(news) == NEWS
