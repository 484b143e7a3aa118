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

    `seed` varies the choice between equally good answers: the same seed gives the same answer.
    """

    system: str
    messages: tuple[Message, ...]
    lines: Sequence[Line] = ()
    seed: str = ""


@dataclass(frozen=True, slots=True)
class Usage:
    """What a reply took, in tokens; None where the vendor did not say.

    `input_tokens` counts the whole prompt, `cached_tokens` the part of it that was read from a cache.
    """

    input_tokens: int | None
    cached_tokens: int | None
    output_tokens: int | None


class Finish(StrEnum):
    """Why a reply ended: it was complete, it reached the token limit, or a filter stopped it."""

    DONE = "done"
    LENGTH = "length"
    FILTERED = "filtered"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a reply.

    `sources` are ids of the lines that the whole reply is taken from; they come once, with the first words.
    """

    text: str = ""
    sources: tuple[str, ...] = ()
    finish: Finish | None = None
    usage: Usage | None = None


class Provider(Protocol):
    """Something that answers in a character's place."""

    name: str
    model: str

    def stream(self, prompt: Prompt) -> AsyncGenerator[Chunk, None]:
        """Answer the last message, piece by piece.

        The last chunk, and only the last, has `finish` set, and it comes only when the vendor said
        that the reply is finished. A stream that ends in any other way raises ReplyInterrupted; other
        failures raise their own errors of `personae.llm.errors`. Closing the iterator, or cancelling the
        task that reads it, closes the connection to the vendor.
        """

    async def close(self) -> None:
        """Let go of idle connections. Nothing may be asked of the provider afterwards."""
