"""Counting: in the process or over Redis, and what happens when Redis is away."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from personae.platform import limits
from personae.platform.ids import new_id
from personae.platform.limits import CountUnknown, Limit, Limiter, TooOften, too_often

THREE = Limit(3, 60)


@pytest.fixture
async def limiter(stack: dict[str, str]) -> AsyncIterator[Limiter]:
    """What this run's stack counts with."""
    made = Limiter(stack.get("REDIS_URL"))
    yield made
    await made.close()


class TestLimiter:
    async def test_lets_as_many_pass_as_it_says(self, limiter: Limiter) -> None:
        key = new_id()
        for _ in range(3):
            await limiter.check("it", key, THREE)
            await limiter.count("it", key, THREE)
        for ask in (limiter.check, limiter.count):
            with pytest.raises(TooOften) as refusal:
                await ask("it", key, THREE)
            assert 50 <= int(refusal.value.facts["retry_after_s"] or 0) <= 60

    async def test_counts_each_name_and_key_by_itself(self, limiter: Limiter) -> None:
        key = new_id()
        for _ in range(3):
            await limiter.count("it", key, THREE)
        await limiter.count("other", key, THREE)
        await limiter.count("it", new_id(), THREE)

    async def test_moves_its_window(self, limiter: Limiter) -> None:
        key, once = new_id(), Limit(1, 1)
        await limiter.count("it", key, once)
        with pytest.raises(TooOften):
            await limiter.count("it", key, once)
        await asyncio.sleep(1.05)
        await limiter.count("it", key, once)

    async def test_forgets_when_told(self, limiter: Limiter) -> None:
        key = new_id()
        for _ in range(3):
            await limiter.count("it", key, THREE)
        await limiter.forget("it", key, THREE)
        await limiter.count("it", key, THREE)

    async def test_lets_no_burst_through(self, limiter: Limiter) -> None:
        key = new_id()
        tries = [limiter.count("it", key, THREE) for _ in range(20)]
        found = await asyncio.gather(*tries, return_exceptions=True)
        assert found.count(None) == 3

    async def test_is_one_count_for_every_process_over_redis(self, stack: dict[str, str]) -> None:
        if not stack:
            pytest.skip("Redis is tested on the servers stack")
        key, two = new_id(), [Limiter(stack["REDIS_URL"]) for _ in range(2)]
        for number in range(3):
            await two[number % 2].count("it", key, THREE)
        with pytest.raises(TooOften):
            await two[1].count("it", key, THREE)
        for each in two:
            await each.close()


class TestWithoutRedis:
    async def test_what_is_careful_closes_and_all_else_goes_on(self) -> None:
        away = Limiter("redis://127.0.0.1:9/0")
        await away.check("it", "key", THREE)
        await away.count("it", "key", THREE)
        await away.forget("it", "key", THREE)
        for ask in (away.check, away.count):
            with pytest.raises(CountUnknown):
                await ask("it", "key", THREE, careful=True)
        await away.close()

    async def test_is_left_alone_for_a_while_when_it_hangs(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "PATIENCE_S", 0.05)
        came = 0

        async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            nonlocal came
            came += 1
            await reader.read(-1)  # until the asker hangs up
            writer.close()

        async with await asyncio.start_server(silent, "127.0.0.1", 0) as server:
            hung = Limiter(f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}/0")
            await hung.count("it", "key", THREE)
            asked = came
            await hung.count("it", "key", THREE)
            assert came == asked > 0
            with pytest.raises(CountUnknown):
                await hung.count("it", "key", THREE, careful=True)
            assert came > asked
            await hung.close()


class TestTooOften:
    @pytest.mark.parametrize(
        ("wait_s", "said"),
        [(0, "1 seconds"), (42, "42 seconds"), (60, "a minute"), (61, "2 minutes"), (900, "15 minutes")],
    )
    def test_says_how_long_to_wait(self, wait_s: int, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("time.time", lambda: 1000.0)
        assert said in too_often(1000 + wait_s).sentence
