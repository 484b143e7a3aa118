"""Asks one model after the other until one begins to answer."""

import asyncio
import random
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from personae.llm.errors import ModelResting
from personae.llm.port import Chunk, Notice, Prompt, Provider, Wait
from personae.llm.resilience.tries import Course, Limits, Step, next_step
from personae.platform.errors import PersonaeError

_LIMITS = Limits()


class Chain:
    """Models in the order in which they are asked; `name` and `model` are the first one's.

    A failure before the first word is met by asking again or by the next model, and each time a notice goes
    out first; once a word has come, nothing is ever asked twice. Which model answered is told by the last
    notice, if there was one. The last failure is raised when nobody answers.
    """

    def __init__(
        self,
        providers: Sequence[Provider],
        *,
        limits: Limits = _LIMITS,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """providers: one at least.  clock: seconds from any start.  chance: 0..1."""
        first = providers[0]
        self.name, self.model, self.max_tokens = first.name, first.model, first.max_tokens
        self._providers, self._limits = tuple(providers), limits
        self._clock, self._sleep, self._chance = clock, sleep, chance

    async def stream(self, prompt: Prompt) -> AsyncGenerator[Chunk, None]:
        """Answer the last message; see Provider."""
        search = _Search(len(self._providers), self._limits, self._clock())
        while True:
            has_begun = False
            try:
                async with aclosing(self._providers[search.place].stream(prompt)) as chunks:
                    async for chunk in chunks:
                        has_begun = has_begun or bool(chunk.text)
                        yield chunk
                return
            except PersonaeError as error:
                step = None if has_begun else search.after(error, now=self._clock(), chance=self._chance())
                if step is None:
                    raise
                asked = self._providers[search.place]
                notice = Notice(step.wait, asked.name, asked.model, error.code, step.wait_s)
            yield Chunk(notice=notice)
            if notice.wait_s:
                await self._sleep(notice.wait_s)

    async def close(self) -> None:
        """Close every model's provider."""
        for provider in self._providers:
            await provider.close()


@dataclass(slots=True)
class _Search:
    """The search for the first word of one reply, and whose turn it is."""

    models: int
    limits: Limits
    began: float
    place: int = 0
    tries: int = 0
    tries_here: int = 0

    def after(self, error: PersonaeError, *, now: float, chance: float) -> Step | None:
        was_asked = not isinstance(error, ModelResting)
        self.tries += was_asked
        self.tries_here += was_asked
        course = Course(self.tries, self.tries_here, self.models - self.place - 1, now - self.began)
        step = next_step(error, course, self.limits, chance=chance)
        if step and step.wait is Wait.FALLBACK:
            self.place, self.tries_here = self.place + 1, 0
        return step
