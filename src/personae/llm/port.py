"""What every model vendor looks like to the rest of Personae."""

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Role(StrEnum):
    """Who says a message: the person, or the character they talk with."""

    USER = "user"
    CHARACTER = "character"


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of the conversation."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """Something the character says in the document.

    `before` is what stands just before it (the other's line, or narration); `label` says where it
    stands, for example "Chapter 5".
    """

    id: str
    text: str
    before: str
    label: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """All that a provider needs for one reply; the last message is the one to answer.

    `system` is ours alone. `sheet` tells who speaks with whom; it is sent before the first message's words,
    with `earlier`, what was said before that message, behind it. `notes` hold for
    this reply alone, and are sent just before the last message's words: what stands before that is the same
    at the next turn, and is found in the vendor's cache.
    `seed` varies the choice between equally good answers: the same seed gives the same answer.
    `max_tokens` is the longest answer wanted, where that is not the provider's usual.
    """

    system: str
    messages: tuple[Message, ...]
    lines: Sequence[Line] = ()
    seed: str = ""
    max_tokens: int | None = None
    earlier: str = ""
    notes: str = ""
    sheet: str = ""

    @property
    def spoken(self) -> tuple[Message, ...]:
        """The messages as a model is sent them: sheet and earlier before the first, the notes in the last."""
        messages = self.messages
        opening = "\n\n".join(filter(None, (self.sheet, self.earlier)))
        if opening and messages:
            is_theirs = messages[0].role is Role.USER
            messages = messages if is_theirs else (Message(Role.USER, ""), *messages)
            messages = (_opened(opening, messages[0]), *messages[1:])
        if self.notes and messages:
            messages = (*messages[:-1], _opened(self.notes, messages[-1]))
        return messages


def _opened(part: str, message: Message) -> Message:
    return Message(message.role, f"{part}\n\n{message.text}".rstrip("\n"))


@dataclass(frozen=True, slots=True)
class Usage:
    """What a reply took, in tokens; None where the vendor did not say.

    `input_tokens` counts the whole prompt, `cached_tokens` the part of it that was read from a cache, and
    `cache_written_tokens` the part that was written to one, which some vendors bill at a price of its own.
    """

    input_tokens: int | None
    cached_tokens: int | None
    output_tokens: int | None
    cache_written_tokens: int | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """One request to one vendor, as it is about to be sent.

    `input_tokens` is the size of the prompt by our own count, `output_tokens` the most that may come back.
    """

    vendor: str
    model: str
    input_tokens: int
    output_tokens: int


class Outcome(StrEnum):
    """How a call ended: as `Finish` says, stopped by the person, cut off by the vendor, or with nothing."""

    DONE = "done"
    LENGTH = "length"
    FILTERED = "filtered"
    STOPPED = "stopped"
    INTERRUPTED = "interrupted"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Ending:
    """What became of a call.

    `usage` is the vendor's figures or, with `is_estimate`, our own count; None when the vendor turned the
    request away and billed nothing. `code` is the failure's, if there was one. Times are in seconds from
    the request; `first_token_s` is None when no word came.
    """

    outcome: Outcome
    usage: Usage | None
    is_estimate: bool
    first_token_s: float | None
    duration_s: float
    code: str | None = None


class Booking(Protocol):
    """Room for one call that was set aside before it was sent."""

    async def settle(self, ending: Ending) -> None:
        """Record what the call took, and give back what was set aside. Called exactly once."""


class Meter(Protocol):
    """Accounts for the calls that are made in one person's name, for one purpose."""

    async def reserve(self, call: Call) -> Booking:
        """Set room aside for a call. Raises what its owner raises when there is none left."""


class Finish(StrEnum):
    """Why a reply ended: it was complete, it reached the token limit, or a filter stopped it."""

    DONE = "done"
    LENGTH = "length"
    FILTERED = "filtered"


class Wait(StrEnum):
    """Why the words are late: the same model is asked again, or another one in its place."""

    RETRY = "retry"
    FALLBACK = "fallback"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person who waits should know. It comes before the first words, if at all.

    `vendor` and `model` are who is asked next, `code` is the failure that made it so, and `wait_s` how many
    seconds pass before that.
    """

    wait: Wait
    vendor: str
    model: str
    code: str
    wait_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a reply.

    `sources` are ids of the lines that the whole reply is taken from; they come once, with the first words.
    `usage` may come before the finish as well, and is then what the vendor told so far.
    """

    text: str = ""
    sources: tuple[str, ...] = ()
    finish: Finish | None = None
    usage: Usage | None = None
    notice: Notice | None = None


class Provider(Protocol):
    """Something that answers in a character's place; `max_tokens` is the longest reply it usually gives."""

    name: str
    model: str
    max_tokens: int

    def stream(self, prompt: Prompt) -> AsyncGenerator[Chunk, None]:
        """Answer the last message, piece by piece.

        The last chunk, and only the last, has `finish` set, and it comes only when the vendor said
        that the reply is finished. A stream that ends in any other way raises ReplyInterrupted; other
        failures raise their own errors of `personae.llm.errors`. Closing the iterator, or cancelling the
        task that reads it, closes the connection to the vendor.
        """

    async def close(self) -> None:
        """Let go of idle connections. Nothing may be asked of the provider afterwards."""
