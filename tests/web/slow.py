"""A character that waits for a sign before each word, so that a test sees a reply half written."""

import asyncio
from collections.abc import AsyncGenerator

from personae.llm import Chunk, Finish, Prompt

WORDS = ["The", " lamp", " is", " lit", " — <b>élan</b>", " & 夜", "."]
WHOLE = "".join(WORDS)


class Slow:
    """A provider: `go` lets it say so many more words, `finish` all."""

    name = "slow"
    model = "slow"
    max_tokens = 100

    def __init__(self) -> None:
        self._allowed = asyncio.Semaphore(0)

    def go(self, words: int) -> None:
        """Let it say some more."""
        for _ in range(words):
            self._allowed.release()

    def finish(self) -> None:
        """Let it say all."""
        self.go(len(WORDS))

    async def stream(self, prompt: Prompt) -> AsyncGenerator[Chunk, None]:
        """See Provider."""
        for word in WORDS:
            await self._allowed.acquire()
            yield Chunk(text=word)
        yield Chunk(finish=Finish.DONE)

    async def close(self) -> None:
        """Nothing is held."""
