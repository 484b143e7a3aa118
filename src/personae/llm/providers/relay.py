"""Passes a vendor's stream on, and tells a finished reply from a cut one."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

from personae.llm.errors import ModelEmpty, ModelUnreachable, ReplyInterrupted
from personae.llm.port import Chunk, Finish, Usage
from personae.llm.refusals import Refusal, meaning
from personae.platform.errors import PersonaeError

# What follows the finish mark (usage, the end of the body) is worth a short wait, never the reply.
_LINGER_S = 2.0
LONGEST: Final = 200_000  # characters of a reply: many times what any was asked for

Event_co = TypeVar("Event_co", covariant=True)
Event_contra = TypeVar("Event_contra", contravariant=True)
Event = TypeVar("Event")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds: for a connection, for the first words, from words to words.

    A connection must be given less time than the first words, or both failures look alike.
    """

    connect_s: float = 10.0
    first_token_s: float = 30.0
    between_tokens_s: float = 30.0


class Events(Protocol[Event_co]):
    """A vendor's open stream, as both SDKs offer it."""

    def __aiter__(self) -> AsyncIterator[Event_co]: ...

    async def close(self) -> None: ...


class Reader(Protocol[Event_contra]):
    """Reads one vendor's events: `finish` stays None until the vendor's finish mark has come."""

    finish: Finish | None
    usage: Usage | None

    def read(self, event: Event_contra) -> str:
        """Take one event in and return the words it carries, if any."""


@dataclass(frozen=True, slots=True)
class Relay:
    """How one vendor's replies are passed on. `refusal` reads the vendor's own errors, or gives None."""

    vendor: str
    model: str
    patience: Patience
    refusal: Callable[[Exception], Refusal | None]

    async def reply(
        self, request: Callable[[], Awaitable[Events[Event]]], reader: Reader[Event]
    ) -> AsyncGenerator[Chunk, None]:
        """Send the request and pass its words on; the contract is that of Provider.stream."""
        deadline = asyncio.get_running_loop().time() + self.patience.first_token_s
        stream = await self._open(request, deadline)
        text = ""
        try:
            async with aclosing(self._words(aiter(stream), reader, deadline)) as words:
                async for piece in words:
                    if len(text) + len(piece) > LONGEST:  # a server that never stops would fill the memory
                        raise ReplyInterrupted(vendor=self.vendor, model=self.model)
                    # With the first words goes what is known of the prompt, should the rest never come.
                    yield Chunk(text=piece, usage=None if text else reader.usage)
                    text += piece
        finally:
            await stream.close()
        if reader.finish is None:
            raise ReplyInterrupted(vendor=self.vendor, model=self.model)
        if reader.finish is not Finish.FILTERED and not text.strip():
            yield Chunk(usage=reader.usage)
            raise ModelEmpty(vendor=self.vendor, model=self.model)
        yield Chunk(finish=reader.finish, usage=reader.usage)

    async def _open(self, request: Callable[[], Awaitable[Events[Event]]], deadline: float) -> Events[Event]:
        # The cause is dropped on purpose, here and below: vendors repeat keys and prompts in their errors.
        try:
            async with asyncio.timeout_at(deadline):
                return await request()
        except PersonaeError:
            raise
        except TimeoutError:
            raise ModelUnreachable(vendor=self.vendor, model=self.model, was_sent=True) from None
        except Exception as error:
            refusal = self.refusal(error)
            if refusal:
                raise meaning(refusal, vendor=self.vendor, model=self.model) from None
            raise ModelUnreachable(vendor=self.vendor, model=self.model) from None

    async def _words(
        self, events: AsyncIterator[Event], reader: Reader[Event], deadline: float
    ) -> AsyncGenerator[str, None]:
        """Yield the words of the stream until it ends, whichever way it ends after the finish mark."""
        clock = asyncio.get_running_loop().time
        said = False
        while True:
            try:
                async with asyncio.timeout_at(clock() + _LINGER_S if reader.finish else deadline):
                    piece = reader.read(await anext(events))
            except StopAsyncIteration:
                return
            except Exception as error:
                if reader.finish:
                    return
                refusal = None if said else self.refusal(error)
                if refusal:
                    raise meaning(refusal, vendor=self.vendor, model=self.model) from None
                raise ReplyInterrupted(vendor=self.vendor, model=self.model) from None
            if piece:
                said = True
                deadline = clock() + self.patience.between_tokens_s
                yield piece
