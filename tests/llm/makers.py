"""Small things that the tests of the model tool are made of."""

import asyncio
from collections.abc import AsyncIterator, Sequence

from personae.llm import Booking, Call, Chunk, Ending, Line, Message, Prompt, Role

KEY = "sk-very-secret-0451"


def prompt(
    *turns: str,
    system: str = "",
    lines: Sequence[Line] = (),
    seed: str = "",
    notes: str = "",
    sheet: str = "",
) -> Prompt:
    """Return a prompt whose turns alternate and end with the person's."""
    roles = [Role.USER if (len(turns) - place) % 2 else Role.CHARACTER for place in range(len(turns))]
    messages = tuple(Message(role, text) for role, text in zip(roles, turns, strict=True))
    return Prompt(system, messages, lines, seed, notes=notes, sheet=sheet)


def line(text: str, before: str = "", *, key: str = "") -> Line:
    """Return a line of a character; its text is its id unless it is given another."""
    return Line(key or text, text, before, "Chapter 1")


async def everything(chunks: AsyncIterator[Chunk]) -> tuple[str, list[Chunk]]:
    """Return the whole text and all chunks of a reply."""
    found = [chunk async for chunk in chunks]
    return "".join(chunk.text for chunk in found), found


class Books:
    """A meter that keeps what it is told: the calls, and how each of them ended.

    refusal: what a reservation raises.  `asked` is set once one has begun.  Until `may_reserve` and
    `may_settle` are set, which they are at first, reservations and settlements wait.
    """

    def __init__(self, *, refusal: Exception | None = None) -> None:
        self.calls: list[Call] = []
        self.endings: list[Ending] = []
        self.asked, self.may_reserve, self.may_settle = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self.may_reserve.set()
        self.may_settle.set()
        self._refusal = refusal

    async def reserve(self, call: Call) -> Booking:
        self.asked.set()
        await self.may_reserve.wait()
        if self._refusal:
            raise self._refusal
        self.calls.append(call)
        return self

    async def settle(self, ending: Ending) -> None:
        await self.may_settle.wait()
        self.endings.append(ending)
