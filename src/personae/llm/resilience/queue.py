"""Lets people in by turns when more replies are wanted than may be written at once."""

import asyncio
from collections import Counter, deque
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager

from personae.llm.port import Chunk, Prompt, Provider


class Queue:
    """Holds at most `at_once` replies, and `per_user` of one person; everybody else waits.

    A free place goes to the reply that waits longest of the person who has the fewest inside, and among
    several such people it goes round.
    """

    def __init__(self, *, at_once: int = 64, per_user: int = 2) -> None:
        self._at_once, self._per_user = at_once, per_user
        self._inside: Counter[str] = Counter()
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}  # whose turn is next comes first

    @asynccontextmanager
    async def place(self, user_id: str) -> AsyncIterator[None]:
        """Wait for a place, and hold it. Who is cancelled while waiting leaves no gap."""
        ticket = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(user_id, deque()).append(ticket)
        self._let_in()
        try:
            await ticket
            yield
        finally:
            self._leave(user_id, ticket)
            self._let_in()

    def _leave(self, user_id: str, ticket: asyncio.Future[None]) -> None:
        if ticket.done() and not ticket.cancelled():
            self._inside -= Counter([user_id])
            return
        self._waiting[user_id].remove(ticket)
        if not self._waiting[user_id]:
            del self._waiting[user_id]

    def _let_in(self) -> None:
        while self._inside.total() < self._at_once:
            user_id = min(self._waiting, key=self._inside.__getitem__, default=None)
            if user_id is None or self._inside[user_id] >= self._per_user:
                return
            line = self._waiting.pop(user_id)
            ticket = line.popleft()
            if line:
                self._waiting[user_id] = line
            self._inside[user_id] += 1
            ticket.set_result(None)


def queued(provider: Provider, queue: Queue, user_id: str) -> Provider:
    """Return a provider whose replies wait for a person's place in a queue, and hold it until they end."""
    return _Queued(provider, queue, user_id)


class _Queued:
    def __init__(self, provider: Provider, queue: Queue, user_id: str) -> None:
        self.name, self.model, self.max_tokens = provider.name, provider.model, provider.max_tokens
        self._provider, self._queue, self._user_id = provider, queue, user_id

    async def stream(self, prompt: Prompt) -> AsyncGenerator[Chunk, None]:
        async with self._queue.place(self._user_id), aclosing(self._provider.stream(prompt)) as chunks:
            async for chunk in chunks:
                yield chunk

    async def close(self) -> None:
        await self._provider.close()
