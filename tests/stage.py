"""Who answers in tests."""

from collections.abc import AsyncGenerator, Iterator
from contextlib import contextmanager

from personae.llm import Chunk, Prompt, Provider, QuotationProvider


class Stage:
    """A provider that lets the quotation provider answer, or whoever a test has put on."""

    def __init__(self) -> None:
        self._on: Provider = QuotationProvider()

    @property
    def name(self) -> str:
        """See Provider."""
        return self._on.name

    @property
    def model(self) -> str:
        """See Provider."""
        return self._on.model

    @property
    def max_tokens(self) -> int:
        """See Provider."""
        return self._on.max_tokens

    @contextmanager
    def playing(self, provider: Provider) -> Iterator[None]:
        """Let provider answer while the context is open."""
        before, self._on = self._on, provider
        try:
            yield
        finally:
            self._on = before

    def stream(self, prompt: Prompt) -> AsyncGenerator[Chunk, None]:
        """See Provider."""
        return self._on.stream(prompt)

    async def close(self) -> None:
        """See Provider."""
        await self._on.close()
