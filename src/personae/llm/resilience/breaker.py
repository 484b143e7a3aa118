"""Leaves a vendor alone for a while that has failed many times in a row."""

import math
import secrets
import time
from collections import OrderedDict
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from hashlib import blake2b
from typing import Final

from personae.llm.errors import ModelResting
from personae.llm.port import Chunk, Prompt, Provider
from personae.llm.resilience.failures import is_answer, is_fault

_MOST_KEPT: Final = 1024


class Breaker:
    """Counts the failures of one vendor. After `limit` in a row it lets nobody through for `rest_s` seconds.

    Then one request may try; if that succeeds all may, if it fails the rest begins anew.
    """

    def __init__(
        self, *, limit: int = 5, rest_s: float = 30.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._limit, self._rest_s, self._clock = limit, rest_s, clock
        self._failures = 0
        self._opens_at = 0.0
        self._is_probing = False

    def enter(self) -> float:
        """Ask to be let through, and report back then. Returns 0, or the seconds to wait instead."""
        if self._failures < self._limit:
            return 0.0
        wait_s = self._opens_at - self._clock()
        if wait_s > 0 or self._is_probing:
            return max(wait_s, 1.0)
        self._is_probing = True
        return 0.0

    def succeeded(self) -> None:
        """Report that the vendor is well."""
        self._failures, self._is_probing = 0, False

    def failed(self) -> None:
        """Report that the vendor is in trouble."""
        self._failures += 1
        self._is_probing = False
        self._opens_at = self._clock() + self._rest_s

    def left(self) -> None:
        """Report that nothing was learnt of the vendor."""
        self._is_probing = False


class Breakers:
    """One breaker for each vendor, address and key: limits and outages are told apart by these."""

    def __init__(self, make: Callable[[], Breaker] = Breaker) -> None:
        self._make = make
        self._kept: OrderedDict[bytes, Breaker] = OrderedDict()
        self._salt = secrets.token_bytes(16)

    def of(self, vendor: str, *, address: str | None = None, key: str | None = None) -> Breaker:
        """Return the breaker of a vendor. No key is kept; of those long unused the oldest are forgotten."""
        # Lengths keep ("ab", "c") and ("a", "bc") apart.
        parts = "".join(f"{len(part)}:{part}" for part in (vendor, address or "", key or ""))
        name = blake2b(parts.encode(), key=self._salt, digest_size=16).digest()
        breaker = self._kept.pop(name, None) or self._make()
        self._kept[name] = breaker
        if len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)
        return breaker


def guarded(provider: Provider, breaker: Breaker) -> Provider:
    """Return a provider that raises ModelResting instead of asking while its breaker lets nobody through."""
    return _Guarded(provider, breaker)


class _Guarded:
    def __init__(self, provider: Provider, breaker: Breaker) -> None:
        self.name, self.model, self.max_tokens = provider.name, provider.model, provider.max_tokens
        self._provider, self._breaker = provider, breaker

    async def stream(self, prompt: Prompt) -> AsyncGenerator[Chunk, None]:
        if wait_s := self._breaker.enter():
            raise ModelResting(vendor=self.name, model=self.model, wait_s=math.ceil(wait_s))
        report = self._breaker.left
        try:
            async with aclosing(self._provider.stream(prompt)) as chunks:
                async for chunk in chunks:
                    if chunk.text or chunk.finish:
                        report = self._breaker.succeeded
                    yield chunk
        except Exception as error:
            if is_fault(error):
                report = self._breaker.failed
            elif is_answer(error):
                report = self._breaker.succeeded
            raise
        finally:
            report()

    async def close(self) -> None:
        await self._provider.close()
