"""Quoted words that are the teller's: said by somebody perhaps, but made part of a sentence about it."""

import re
from collections.abc import Iterable, Sequence

from personae.cast.grammar import Grammar
from personae.cast.quotes import Span, ahead, is_long

NEAR = 3  # words on either side of the marks among which a verb of speech counts
REACH = 60  # characters behind the marks in which those are looked for
STOPPED = frozenset("!?")
ENDED = frozenset(".!?:")
HANDS_OVER = tuple(",:—–-")
LOST_DASH = "   "  # what is left of a dash in a text that lost what is not ASCII
RUNS_OUT = re.compile(r"\s?[\"”“»«_'’‘]{1,2}\s[^\W\d_A-Z]")


def told(text: str, spans: Sequence[Span], grammar: Grammar) -> list[Span]:
    """Return those of the spans, given in order, that a sentence of the teller's makes its own.

    Many words that carry on what stands before them: 'she was "very much obliged to them all."', or the few
    that a sentence is about: '"Duty" was all he knew.'  None where the language has no verbs of speech
    to tell by.  Such words take part in a talk like any turn of it; they are no quotation to show.
    """
    if not grammar.rules.speech:
        return []
    found: list[Span] = []
    for index, span in enumerate(spans):
        before = ahead(text, span)
        behind = text[span.end + 1 : span.end + REACH].split()[:NEAR]
        if (
            not span.closed
            or text[span.end - 1] in STOPPED
            or _says(before.split()[-NEAR:] + behind, grammar)
        ):
            continue
        if not is_long(text, span):
            opens = index == len(spans) - 1 and _runs_out(text, span, before)
        else:
            goes_on = index > 0 and text[spans[index - 1].end - 1] not in ENDED
            opens = not goes_on and _runs_in(text, span, before)
        if opens:
            found.append(span)
    return found


def _says(words: Iterable[str], grammar: Grammar) -> bool:
    return any(word.lower().strip(",;.—-") in grammar.rules.speech for word in words)


def _runs_in(text: str, span: Span, before: str) -> bool:
    """Say whether a sentence runs on from the teller's words into the marks."""
    if text[span.start].isupper() and not text[span.end - 1].isalnum():
        return False
    return (
        before.rstrip()[-1:].isalnum()
        and not before.endswith(LOST_DASH)
        and not before.rstrip().endswith("ing")
    )


def _runs_out(text: str, span: Span, before: str) -> bool:
    """Say whether a sentence begins with the marks, and goes on behind them without a stop."""
    if before.rstrip()[-1:] in HANDS_OVER or not text[span.end - 1].isalnum():
        return False
    return RUNS_OUT.match(text, span.end) is not None
