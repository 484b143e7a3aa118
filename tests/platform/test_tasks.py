"""Work that is given up has ended when that is said."""

import asyncio

import pytest

from personae.platform.tasks import give_up


class TestGiveUp:
    async def test_returns_once_all_have_ended_however_they_did(self) -> None:
        tidied = False

        async def tidy() -> None:
            nonlocal tidied
            try:
                await asyncio.Event().wait()
            finally:
                await asyncio.sleep(0.01)
                tidied = True

        async def fail() -> None:
            raise ValueError

        tasks = [asyncio.create_task(each) for each in (tidy(), fail(), asyncio.sleep(0, "slept"))]
        await asyncio.sleep(0)
        await give_up(tasks)
        assert all(each.done() for each in tasks)
        assert tidied
        assert isinstance(tasks[1].exception(), ValueError)

    async def test_is_itself_given_up_with_whoever_waits_for_it(self) -> None:
        async def stay() -> None:
            while True:
                try:
                    await asyncio.sleep(0.02)
                    return
                except asyncio.CancelledError:
                    continue

        stubborn = asyncio.create_task(stay())
        await asyncio.sleep(0)
        giving_up = asyncio.create_task(give_up([stubborn]))
        await asyncio.sleep(0)
        giving_up.cancel()
        with pytest.raises(asyncio.CancelledError):
            await giving_up
        await stubborn
