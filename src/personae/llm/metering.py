"""Accounts for every call to a vendor: room is set aside before it, what it took is recorded after it."""

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from personae.llm.errors import TURNED_AWAY, ReplyInterrupted
from personae.llm.port import Booking, Call, Chunk, Ending, Finish, Meter, Outcome, Prompt, Provider, Usage
from personae.llm.tokens import prompt_tokens, text_tokens
from personae.platform.errors import PersonaeError

Clock = Callable[[], float]
Result = TypeVar("Result")

_OUTCOMES: Final = {
    Finish.DONE: Outcome.DONE,
    Finish.LENGTH: Outcome.LENGTH,
    Finish.FILTERED: Outcome.FILTERED,
}


def metered(provider: Provider, meter: Meter, *, clock: Clock = time.monotonic) -> Provider:
    """Return a provider whose every request is accounted for by a meter.

    A reservation comes before the request, and its error instead of it. The booking is settled exactly
    once, before the finish reaches the reader, and also when the reply fails, is cut, or its reader
    closes it or is cancelled; neither reservation nor settlement is left half done by a cancellation.
    clock: seconds from any start, never backwards.
    """
    return _Metered(provider, meter, clock)


class _Metered:
    def __init__(self, provider: Provider, meter: Meter, clock: Clock) -> None:
        self.name, self.model, self.max_tokens = provider.name, provider.model, provider.max_tokens
        self._provider, self._meter, self._clock = provider, meter, clock

    async def stream(self, prompt: Prompt) -> AsyncGenerator[Chunk, None]:
        call = Call(self.name, self.model, prompt_tokens(prompt), prompt.max_tokens or self.max_tokens)
        booking = await _reserve(self._meter, call)
        tally = _Tally(call, self._clock, self._clock())
        try:
            async with aclosing(self._provider.stream(prompt)) as chunks:
                async for chunk in chunks:
                    tally.take(chunk)
                    if chunk.finish:
                        await tally.settle(booking)
                    yield chunk
        except (GeneratorExit, asyncio.CancelledError):
            tally.outcome = tally.outcome or Outcome.STOPPED
            raise
        except BaseException as error:
            tally.fail(error)
            raise
        finally:
            await tally.settle(booking)

    async def close(self) -> None:
        await self._provider.close()


@dataclass(slots=True)
class _Tally:
    """What is known of a call while it runs."""

    call: Call
    clock: Clock
    began: float
    text: str = ""
    first_token_s: float | None = None
    usage: Usage | None = None
    outcome: Outcome | None = None
    code: str | None = None
    is_free: bool = False
    is_settled: bool = False

    def take(self, chunk: Chunk) -> None:
        if chunk.text and self.first_token_s is None:
            self.first_token_s = self.clock() - self.began
        self.text += chunk.text
        self.usage = chunk.usage or self.usage
        if chunk.finish:
            self.outcome = _OUTCOMES[chunk.finish]

    def fail(self, error: BaseException) -> None:
        was_cut = isinstance(error, ReplyInterrupted)
        self.outcome = Outcome.INTERRUPTED if was_cut else Outcome.FAILED
        self.code = error.code if isinstance(error, PersonaeError) else "unexpected"
        self.is_free = isinstance(error, TURNED_AWAY) and not error.facts.get("was_sent")

    async def settle(self, booking: Booking) -> None:
        if self.is_settled:
            return
        self.is_settled = True
        # A reply that came to its end in silence was cut, whatever the provider says of it.
        await _to_the_end(booking.settle(self._ending(self.outcome or Outcome.INTERRUPTED)))

    def _ending(self, outcome: Outcome) -> Ending:
        usage, is_estimate = (None, False) if self.is_free else self._usage(outcome)
        took_s = self.clock() - self.began
        return Ending(outcome, usage, is_estimate, self.first_token_s, took_s, self.code)

    def _usage(self, outcome: Outcome) -> tuple[Usage, bool]:
        """The vendor's figures where they are all there, which those of a cut reply never are."""
        told = self.usage or Usage(None, None, None)
        is_whole = outcome in _OUTCOMES.values() or outcome is Outcome.FAILED
        if is_whole and told.input_tokens is not None and told.output_tokens is not None:
            return told, False
        input_tokens = self.call.input_tokens if told.input_tokens is None else told.input_tokens
        output_tokens = told.output_tokens if is_whole else None
        if output_tokens is None:
            output_tokens = max(text_tokens(self.text), told.output_tokens or 0)
        return replace(told, input_tokens=input_tokens, output_tokens=output_tokens), True


async def _reserve(meter: Meter, call: Call) -> Booking:
    """Reserve, and give the room back when nobody waits for it any more."""
    reserving = asyncio.ensure_future(meter.reserve(call))
    if not await _outlast(reserving):
        return reserving.result()
    await _to_the_end(reserving.result().settle(Ending(Outcome.STOPPED, None, False, None, 0.0)))
    raise asyncio.CancelledError


async def _to_the_end(work: Awaitable[None]) -> None:
    """Wait for some work to end; a cancellation meanwhile is passed on afterwards."""
    working = asyncio.ensure_future(work)
    was_cancelled = await _outlast(working)
    working.result()
    if was_cancelled:
        raise asyncio.CancelledError


async def _outlast(working: "asyncio.Future[Result]") -> bool:
    """Wait for some work, cancelled or not, and say whether we were."""
    was_cancelled = False
    while not working.done():
        try:
            await asyncio.wait({working})
        except asyncio.CancelledError:
            was_cancelled = True
    return was_cancelled
