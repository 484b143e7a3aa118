"""Many who wait for the same kind of work share it, and nobody spoils it for the others."""

import asyncio
from collections.abc import Sequence

import pytest

from personae.platform.desk import MOST, Desk
from personae.platform.errors import Kind, PersonaeError


class Odd(PersonaeError):
    """An odd number."""

    kind = Kind.INVALID
    code = "odd"
    message = "Odd numbers are not served here today."


class Work:
    """Doubles numbers; refuses odd ones above 10, and breaks on 13. Batches wait until they are let go."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.may_go = asyncio.Event()
        self.may_go.set()

    async def __call__(self, wishes: Sequence[int]) -> Sequence[int | PersonaeError]:
        self.batches.append(list(wishes))
        await self.may_go.wait()
        if 13 in wishes:
            raise ZeroDivisionError
        return [Odd() if wish > 10 and wish % 2 else 2 * wish for wish in wishes]


@pytest.fixture
def work() -> Work:
    """Work that is watched."""
    return Work()


class TestAsk:
    async def test_serves_one_at_once_and_who_comes_meanwhile_together(self, work: Work) -> None:
        desk = Desk[int, int](work)
        work.may_go.clear()
        first = asyncio.create_task(desk.ask(1))
        while not work.batches:
            await asyncio.sleep(0)
        others = [asyncio.create_task(desk.ask(number)) for number in (2, 3, 4)]
        await asyncio.sleep(0)
        work.may_go.set()
        assert await asyncio.gather(first, *others) == [2, 4, 6, 8]
        assert work.batches == [[1], [2, 3, 4]]
        assert await desk.ask(5) == 10

    async def test_raises_a_refusal_to_its_asker_alone(self, work: Work) -> None:
        desk = Desk[int, int](work)
        found = await asyncio.gather(desk.ask(2), desk.ask(11), desk.ask(4), return_exceptions=True)
        assert (found[0], found[2]) == (4, 8)
        assert isinstance(found[1], Odd)

    async def test_does_not_let_one_that_breaks_spoil_it_for_the_others(self, work: Work) -> None:
        desk = Desk[int, int](work)
        found = await asyncio.gather(desk.ask(2), desk.ask(13), desk.ask(4), return_exceptions=True)
        assert (found[0], found[2]) == (4, 8)
        assert isinstance(found[1], ZeroDivisionError)
        assert work.batches == [[2, 13, 4], [2], [13], [4]]

    async def test_takes_a_crowd_in_pieces(self, work: Work) -> None:
        desk = Desk[int, int](work)
        crowd = range(2, 2 * MOST + 22, 2)
        assert await asyncio.gather(*map(desk.ask, crowd)) == [2 * number for number in crowd]
        assert [len(batch) for batch in work.batches] == [MOST, 10]

    async def test_goes_on_when_somebody_leaves(self, work: Work) -> None:
        desk = Desk[int, int](work)
        work.may_go.clear()
        leaving, staying = asyncio.create_task(desk.ask(2)), asyncio.create_task(desk.ask(4))
        while not work.batches:
            await asyncio.sleep(0)
        leaving.cancel()
        work.may_go.set()
        assert await staying == 8
        with pytest.raises(asyncio.CancelledError):
            await leaving
