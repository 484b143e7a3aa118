"""What vendors bill for a prompt that they have seen the beginning of, each by its own published rule.

OpenAI: platform.openai.com/docs/guides/prompt-caching.  Anthropic: docs.claude.com, "Prompt caching".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate, takewhile
from typing import Any, Protocol

from personae.llm import Message, Prompt, Role, Usage, price, prompt_tokens

ENOUGH = 100_000  # tokens to ask the price of: more than rounding, less than what long prompts cost more from
MOST_MARKS = 4


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a prompt that is cached whole. is_marked: the cache is asked to keep all up to its end."""

    role: str
    text: str
    is_marked: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What two blocks must share to be the same to a cache, to which marks are nothing."""
        return self.role, self.text

    @property
    def tokens(self) -> int:
        """Its length, with what says who speaks."""
        return prompt_tokens(Prompt("", (Message(Role.USER, self.text),)))


@dataclass(frozen=True, slots=True)
class Bill:
    """Tokens of a prompt: `sent` in all, and of these `cached`, read from a cache, and `written` to one."""

    sent: int
    cached: int = 0
    written: int = 0

    def __add__(self, other: "Bill") -> "Bill":
        return Bill(self.sent + other.sent, self.cached + other.cached, self.written + other.written)


class Rule(Protocol):
    """One vendor's cache over a conversation, whose requests come within its five minutes."""

    def bill(self, blocks: Sequence[Block]) -> Bill:
        """Take the next request."""


class NoCache:
    """A server that reads every prompt from its beginning."""

    def bill(self, blocks: Sequence[Block]) -> Bill:
        """Take the next request."""
        return Bill(_tokens(blocks))


class ByItself:
    """OpenAI's: the longest beginning seen before, from 1,024 tokens on, in steps of 128; writing is free."""

    LEAST, STEP = 1024, 128

    def __init__(self) -> None:
        self._seen: list[Sequence[Block]] = []

    def bill(self, blocks: Sequence[Block]) -> Bill:
        """Take the next request."""
        same = max((_tokens(_shared(blocks, seen)) for seen in self._seen), default=0)
        self._seen.append(blocks)
        return Bill(_tokens(blocks), same // self.STEP * self.STEP if same >= self.LEAST else 0)


class ByMarks:
    """Anthropic's: beginnings are kept up to each mark, and looked for from each mark 20 blocks back."""

    LOOKBACK = 20  # the block with the mark is the first

    def __init__(self, least: int) -> None:
        """least: tokens of the shortest beginning that is kept; another for each model."""
        self._least = least
        self._kept: set[tuple[tuple[str, str], ...]] = set()

    def bill(self, blocks: Sequence[Block]) -> Bill:
        """Take the next request. Raises ValueError for one that the vendor refuses."""
        marks = [place for place, block in enumerate(blocks, 1) if block.is_marked]
        if len(marks) > MOST_MARKS:
            raise ValueError(f"{len(marks)} marks in one request")
        ends = [0, *accumulate(block.tokens for block in blocks)]
        keys = tuple(block.key for block in blocks)
        looked = {place - back for place in marks for back in range(min(place, self.LOOKBACK))}
        cached = max((ends[place] for place in looked if keys[:place] in self._kept), default=0)
        keeping = [place for place in marks if ends[place] >= self._least]
        self._kept.update(keys[:place] for place in keeping)
        return Bill(ends[-1], cached, max((ends[place] for place in keeping), default=cached) - cached)


@dataclass(frozen=True, slots=True)
class Prices:
    """What a token costs that is read from a cache or written to one, where a fresh one costs 1."""

    read: float = 1.0
    written: float = 1.0

    def billed(self, bill: Bill) -> float:
        """The fresh tokens that would cost as much."""
        fresh = bill.sent - bill.cached - bill.written
        return fresh + bill.cached * self.read + bill.written * self.written


def prices(vendor: str, model: str, at: datetime) -> Prices:
    """By the studio's price list."""
    fresh, read, written = (
        price(vendor, model, usage, at)
        for usage in (Usage(ENOUGH, 0, 0), Usage(ENOUGH, ENOUGH, 0), Usage(ENOUGH, 0, 0, ENOUGH))
    )
    if not (fresh and read and written):
        raise SystemExit(f"The price list has no {model} of {vendor}.")
    return Prices(read.micros / fresh.micros, written.micros / fresh.micros)


def blocks_of(body: dict[str, Any]) -> list[Block]:
    """The prompt of a request's body, in the protocol of either vendor."""
    system = body.get("system") or []
    blocks = [Block("system", each["text"], "cache_control" in each) for each in system]
    for message in body["messages"]:
        content = message["content"]
        # A beginning that is the same may end within a message: the sheet is the first one's.
        parts = [{"text": each} for each in content.split("\n\n")] if isinstance(content, str) else content
        blocks += [Block(message["role"], each["text"], "cache_control" in each) for each in parts]
    return blocks


def _shared(one: Sequence[Block], other: Sequence[Block]) -> list[Block]:
    pairs = takewhile(lambda pair: pair[0].key == pair[1].key, zip(one, other, strict=False))
    return [block for block, _ in pairs]


def _tokens(blocks: Sequence[Block]) -> int:
    return sum(block.tokens for block in blocks)
