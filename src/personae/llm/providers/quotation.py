"""Lets a character answer in its own quotations: no key, no network, nothing made up."""

import asyncio
import hashlib
import re
from collections.abc import AsyncGenerator, Sequence
from typing import Final

from personae.llm.port import Chunk, Finish, Line, Message, Prompt, Role, Usage
from personae.llm.retrieval import Fit, rank

NOTHING_SAID: Final = (
    "This character says nothing in the document, so there are no words of theirs to answer with."
)
_RECENT = 6  # character messages whose lines are not repeated
_CONTEXT = 2  # messages before the last that still colour the question
_AS_GOOD = 0.9  # share of the best score within which the seed may choose
_SHORT = 6  # words up to which a line may be followed by another
_LONG = 50  # words that the other must stay below
_SECOND = 0.75  # share of the first line's topic and score that the other must reach


class QuotationProvider:
    """Answers with the line or two, of all that the character says in the document, that fit best.

    The ids of the lines come as `sources` with the first chunk.
    """

    name = "quotation"
    model = "quotation"
    max_tokens = 0

    async def stream(self, prompt: Prompt) -> AsyncGenerator[Chunk, None]:
        """Answer the last message; see Provider."""
        # In a thread, for thousands of lines take a noticeable moment.
        lines = await asyncio.to_thread(answer, prompt)
        text = "\n\n".join(line.text.strip() for line in lines) or NOTHING_SAID
        sources = tuple(line.id for line in lines)
        for piece in re.findall(r"\s*\S+", text):
            yield Chunk(text=piece, sources=sources)
            sources = ()
            await asyncio.sleep(0)  # others get their turn, whoever reads us may leave
        yield Chunk(finish=Finish.DONE, usage=Usage(0, 0, 0))

    async def close(self) -> None:
        """Nothing is held."""


def answer(prompt: Prompt) -> tuple[Line, ...]:
    """Return the one or two lines to answer the last message with; none only when there are none."""
    lines = [line for line in prompt.lines if line.text.strip()]
    if not lines:
        return ()
    asked = [message.text for message in prompt.messages]
    message = asked[-1] if asked else ""
    fits = rank(message, lines, context=asked[-1 - _CONTEXT : -1])
    fresh = [fit for fit in fits if not _used(lines[fit.place].text, _recent(prompt.messages))] or fits
    first = _chosen(fresh, f"{prompt.seed}\n{len(asked)}\n{message}" if prompt.seed else "")
    second = _second(first, fresh, lines)
    return (lines[first.place], lines[second.place]) if second else (lines[first.place],)


def _recent(messages: Sequence[Message]) -> list[str]:
    replies = [message.text for message in messages if message.role is Role.CHARACTER]
    return replies[-_RECENT:]


def _used(text: str, replies: Sequence[str]) -> bool:
    """A reply is made of whole lines, so a line is used when it is one of a reply's paragraphs in full."""
    plain = " ".join(text.split())
    return any(plain == " ".join(part.split()) for reply in replies for part in (reply, *reply.split("\n\n")))


def _chosen(fits: Sequence[Fit], seed: str) -> Fit:
    """Return the best fit or one that is nearly as good, always the same for the same seed."""
    best = fits[0].score
    near = [fit for fit in fits if fit.score >= best - (1 - _AS_GOOD) * abs(best)]
    digest = hashlib.sha256(seed.encode()).digest()
    return near[int.from_bytes(digest[:8], "big") % len(near)] if seed else fits[0]


def _second(first: Fit, fits: Sequence[Fit], lines: Sequence[Line]) -> Fit | None:
    """Return a line on the same topic to follow a very short first one, if there is one."""
    if first.topic <= 0 or len(lines[first.place].text.split()) > _SHORT:
        return None
    for fit in fits:
        is_close = fit.topic >= _SECOND * first.topic and fit.score >= _SECOND * first.score
        if fit is not first and is_close and _SHORT < len(lines[fit.place].text.split()) < _LONG:
            return fit
    return None
