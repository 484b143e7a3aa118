"""What a reply may draw on is given up at once when nobody waits for the reply any more."""

import asyncio

import pytest

from personae.conversations.gathering import in_time


class TestInTime:
    async def test_heeds_a_cancellation_in_the_moment_in_which_it_finds(self) -> None:
        found: asyncio.Future[str] = asyncio.get_running_loop().create_future()

        async def look() -> str:
            return await found

        looking = asyncio.create_task(in_time(look))
        await asyncio.sleep(0)
        found.set_result("a memory")
        looking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await looking

    async def test_leaves_nothing_behind_when_it_is_given_up_before_it_begins(self) -> None:
        begun = False

        async def look() -> None:
            nonlocal begun
            begun = True

        looking = asyncio.create_task(in_time(look))
        looking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await looking
        assert not begun
