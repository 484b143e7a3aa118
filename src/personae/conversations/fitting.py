"""Which messages of a conversation are sent: the latest that fit, counted in tokens. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from personae.conversations.tables import Message
from personae.llm import text_tokens

PER_MESSAGE = 4  # tokens that say who speaks


@dataclass(frozen=True, slots=True)
class Span:
    """How much of a conversation is sent: at most so many tokens, by our own count.

    What is sent begins at a depth that one of the steps divides, the first of them that is at most half of
    the messages that fit: so it begins at the same message for many turns, and vendors find what they were
    sent before in their caches; and no step leaves out more than half at once.
    """

    tokens: int = 7_500
    steps: tuple[int, ...] = (30, 10, 4, 1)


SPAN = Span()  # measured: docs/decisions/0015 and 0020


LEAST_TOKENS = 300  # that are left for messages in any case
TRUST = 0.9  # of a window, for our own count of tokens is not the model's


def span_within(windows: Iterable[tuple[int | None, int]], *, besides: int) -> Span:
    """The usual span, or a shorter one where the smallest of some models' windows wants it.

    windows: for each model its window, None where nobody knows, and its longest reply, in tokens.
    besides: what a prompt takes beside the messages. It is the same at each turn, and so the span is too.
    """
    rooms = [int(TRUST * size) - reply - besides for size, reply in windows if size is not None]
    return Span(max(LEAST_TOKENS, min([SPAN.tokens, *rooms])))


def shorter(span: Span, tokens: int) -> Span:
    """The same with so many tokens fewer: what will be sent once so many more have been said."""
    return Span(max(0, span.tokens - tokens), span.steps)


def begin(history: Sequence[Message], span: Span = SPAN) -> int:
    """The place of the first message to send of a history, oldest first; the last one is sent in any case.

    Only as many messages are counted as fit, so it takes the same time however long the history is.
    """
    first, room = len(history) - 1, span.tokens
    for place in reversed(range(len(history))):
        room -= tokens_of(history[place])
        if room < 0:
            break
        first = place
    fitting = len(history) - first
    step = next((step for step in span.steps if 2 * step <= fitting), 1)
    return next(place for place in range(first, len(history)) if history[place].depth % step == 0)


def tokens_of(message: Message) -> int:
    """About how many tokens a message takes with what says whose it is; 0 for one without words."""
    return text_tokens(message.text) + PER_MESSAGE if message.text else 0
