"""Lets many who wait for the same kind of work share one transaction."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextvars import Context
from typing import Generic, TypeVar

from personae.platform.errors import PersonaeError

MOST = 200

Wish = TypeVar("Wish")
Answer = TypeVar("Answer")
Work = Callable[[Sequence[Wish]], Awaitable[Sequence[Answer | PersonaeError]]]


class Desk(Generic[Wish, Answer]):
    """Serves whoever comes at once; those who come meanwhile are served together when it is done.

    So one is served without delay, and a crowd costs few transactions instead of one each.
    """

    def __init__(self, work: Work[Wish, Answer]) -> None:
        """work: gives each wish its answer, in order; a PersonaeError as an answer is raised to its asker."""
        self._work = work
        self._queue: deque[tuple[Wish, asyncio.Future[Answer]]] = deque()
        self._serving: asyncio.Task[None] | None = None

    async def ask(self, wish: Wish) -> Answer:
        """The answer to a wish. Raises what work answers, or raises, for it."""
        waiting: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._queue.append((wish, waiting))
        if self._serving is None:
            # In a context of its own: what is logged there is not about whoever happened to come first.
            self._serving = asyncio.create_task(self._serve(), context=Context())
        return await waiting

    async def _serve(self) -> None:
        try:
            while self._queue:
                await self._answer([self._queue.popleft() for _ in range(min(MOST, len(self._queue)))])
        finally:
            self._serving = None
            while self._queue:  # only when the studio is stopped in the middle
                self._queue.popleft()[1].cancel()

    async def _answer(self, batch: Sequence[tuple[Wish, "asyncio.Future[Answer]"]]) -> None:
        try:
            answers = await self._work([wish for wish, _ in batch])
        except Exception as error:
            if len(batch) > 1:  # one that cannot be served must not spoil it for the others
                for each in batch:
                    await self._answer([each])
            else:
                _tell(batch[0][1], error)
            return
        for (_, waiting), answer in zip(batch, answers, strict=True):
            _tell(waiting, answer)


def _tell(waiting: "asyncio.Future[Answer]", answer: Answer | Exception) -> None:
    if waiting.done():  # who asked has gone
        return
    if isinstance(answer, Exception):
        waiting.set_exception(answer)
    else:
        waiting.set_result(answer)
