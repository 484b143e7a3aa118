"""Who may have a reply written when many want one."""

import asyncio
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from llm.makers import everything, prompt
from personae.llm import Queue, ScriptedProvider, queued, saying

DEEDS = st.lists(st.tuples(st.sampled_from(["come", "leave", "cancel"]), st.integers(0, 11)), max_size=40)


@dataclass(eq=False)
class Guest:
    """Somebody who wants a place, and keeps it until they may leave."""

    name: str
    may_leave: asyncio.Event = field(default_factory=asyncio.Event)
    is_inside: bool = False
    task: asyncio.Task[None] | None = None

    async def stay(self, queue: Queue, came: list[str]) -> None:
        async with queue.place(self.name):
            self.is_inside = True
            came.append(self.name)
            try:
                await self.may_leave.wait()
            finally:
                self.is_inside = False


class House:
    """A queue and its guests."""

    def __init__(self, queue: Queue) -> None:
        self.queue = queue
        self.guests: list[Guest] = []
        self.came: list[str] = []

    async def come(self, *names: str) -> None:
        for name in names:
            guest = Guest(name)
            guest.task = asyncio.create_task(guest.stay(self.queue, self.came))
            self.guests.append(guest)
            await settle()

    def inside(self) -> list[Guest]:
        return [guest for guest in self.guests if guest.is_inside]

    async def leave(self, guest: Guest) -> None:
        guest.may_leave.set()
        await settle()

    async def cancel(self, guest: Guest) -> None:
        assert guest.task is not None
        guest.task.cancel()
        await settle()

    async def empty(self) -> None:
        while inside := self.inside():
            await self.leave(inside[0])


async def settle() -> None:
    """Let everybody act who can."""
    for _ in range(4):
        await asyncio.sleep(0)


class TestPlace:
    async def test_lets_in_as_many_as_may_be(self) -> None:
        house = House(Queue(at_once=3, per_user=2))
        await house.come("ada", "ada", "ada", "ben", "cyd")
        assert house.came == ["ada", "ada", "ben"]
        await house.empty()
        assert house.came == ["ada", "ada", "ben", "cyd", "ada"]

    async def test_goes_round_between_people(self) -> None:
        house = House(Queue(at_once=1, per_user=1))
        await house.come("ada", "ada", "ada", "ada", "ben", "ben", "cyd")
        await house.empty()
        assert house.came == ["ada", "ada", "ben", "cyd", "ada", "ben", "ada"]

    async def test_is_not_held_by_who_gave_up(self) -> None:
        house = House(Queue(at_once=1))
        await house.come("ada", "ben", "cyd")
        await house.cancel(house.guests[1])
        await house.cancel(house.guests[0])
        assert house.came == ["ada", "cyd"]
        await house.empty()

    async def test_is_passed_on_by_who_is_cancelled_as_their_turn_comes(self) -> None:
        house = House(Queue(at_once=1))
        await house.come("ada", "ben", "cyd")
        ada, ben, _ = house.guests
        assert ben.task is not None
        ada.may_leave.set()
        while not ada.task or not ada.task.done():
            await asyncio.sleep(0)
        ben.task.cancel()  # let in, but not yet awake
        await settle()
        assert house.inside()[0].name == "cyd"
        await house.empty()

    @given(DEEDS, st.integers(1, 4), st.integers(1, 3))
    async def test_keeps_its_limits_and_idles_never(
        self, deeds: list[tuple[str, int]], at_once: int, per_user: int
    ) -> None:
        house = House(Queue(at_once=at_once, per_user=per_user))
        for deed, number in deeds:
            if deed == "come":
                await house.come("abcd"[number % 4])
            elif deed == "leave" and house.inside():
                await house.leave(house.inside()[number % len(house.inside())])
            elif deed == "cancel" and house.guests:
                await house.cancel(house.guests[number % len(house.guests)])
            inside = [guest.name for guest in house.inside()]
            wanting = [guest.name for guest in house.guests if guest.task and not guest.task.done()]
            assert len(inside) <= at_once
            for name in "abcd":
                assert inside.count(name) <= per_user
                could_enter = len(inside) < at_once and inside.count(name) < per_user
                assert not could_enter or wanting.count(name) == inside.count(name)
        await house.empty()
        assert all(guest.task and guest.task.done() for guest in house.guests)


class TestQueued:
    async def test_holds_a_place_while_the_reply_is_written(self) -> None:
        queue, provider = Queue(at_once=1), ScriptedProvider(saying("Well met."))
        first = queued(provider, queue, "ada").stream(prompt("Hail"))
        await anext(first)
        second = asyncio.create_task(everything(queued(provider, queue, "ben").stream(prompt("Hail"))))
        await settle()
        assert len(provider.prompts) == 1
        await first.aclose()
        assert (await second)[0] == "Well met."
