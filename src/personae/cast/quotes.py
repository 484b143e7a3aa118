"""Quoted segments of a paragraph, whatever marks the document uses."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from personae.cast.conventions import Convention
from personae.cast.marks import ANY, CLOSE, EITHER, GUILLEMET, OPEN, Mark, marks_in

OPENERS = frozenset(ANY + "—–―-")
REACH = 60  # characters before a mark that tell what it is for
FEW = 5  # words
DASH = re.compile(r"[—–―]|--")


@dataclass(frozen=True, slots=True)
class Span:
    """text[start:end] is quoted, marks excluded; closed: its closing mark stands in the same paragraph."""

    start: int
    end: int
    closed: bool


def spans(text: str, convention: Convention, *, inside: bool = False) -> list[Span]:
    """Return the quoted segments of one paragraph, in order.

    inside: the paragraph goes on from a piece that ended within a quotation.
    A quotation that is never closed ends with the paragraph.
    """
    if convention.dash and not inside and (opener := _dash_opening(text)):
        return _dash_spans(text, opener)
    marks = marks_in(text, convention.name, inverted=convention.inverted)
    marks = marks or marks_in(text, convention.beside, inverted=convention.inverted)
    return _paired(text, marks, inside=inside)


def ahead(text: str, span: Span) -> str:
    """Return what stands right before a span's opening mark, 60 characters of it at most."""
    place = span.start
    while place and text[place - 1].isspace():
        place -= 1
    place = place - 1 if text[place - 1 : place] in OPENERS else span.start
    return text[max(0, place - REACH) : place]


def is_long(text: str, span: Span) -> bool:
    """Say whether a span has more than five words: what is longer is speech or writing, no title or label."""
    return text.count(" ", span.start, span.end) + text.count("\n", span.start, span.end) >= FEW


def gaps(text: str, found: Sequence[Span]) -> list[tuple[int, int]]:
    """Return the stretches of telling around the spans: before the first, between two, behind the last."""
    starts = [0, *(span.end + 1 for span in found)]
    ends = [*(span.start - 1 for span in found), len(text)]
    return [(start, max(start, end)) for start, end in zip(starts, ends, strict=True)]


def _paired(text: str, marks: list[Mark], *, inside: bool) -> list[Span]:
    found: list[Span] = []
    opened = 0 if inside else -1
    for mark in marks:
        turn = mark.turn
        if turn == EITHER:
            turn = CLOSE if opened >= 0 else OPEN
        if turn == OPEN:
            if 0 <= opened < mark.start:  # the one before was never closed: it ends where this one starts
                found.append(Span(opened, mark.start, closed=False))
            opened = mark.end
        elif opened >= 0:
            found.append(Span(opened, mark.start, closed=True))
            opened = -1
    if opened >= 0:
        found.append(Span(opened, len(text), closed=False))
    return [span for span in (_trimmed(text, span) for span in found) if span.end > span.start]


def _trimmed(text: str, span: Span) -> Span:
    body = text[span.start : span.end]
    start = span.start + len(body) - len(body.lstrip())
    return Span(start, max(start, span.start + len(body.rstrip())), span.closed)


def _dash_opening(text: str) -> int:
    """Return where the words behind a paragraph's opening dash start; 0 where it opens with none."""
    lead = len(text) - len(text.lstrip())
    dash = DASH.match(text, lead)
    return dash.end() if dash and text[dash.end() :].strip() else 0


def _dash_spans(text: str, start: int) -> list[Span]:
    """Split a dash paragraph at the teller's asides: "—Pasa. —Ana se sentó—. Hace frío."

    A dash that leans on the word behind it opens one, and the next that does not ends it; where the
    paragraph's own dash stands apart from its words, only a dash before a small letter opens one.
    """
    found: list[Span] = []
    opened: int | None = start
    end = _dialogue_end(text, start)
    leans = not text[start].isspace()
    for dash in DASH.finditer(text, start, end):
        after = text[dash.end() : dash.end() + 1] or " "
        if opened is None:
            opened = None if leans and after.isalnum() else dash.end()
        elif text[dash.start() - 1].isspace() and (after.islower() or (leans and _opens_word(after))):
            found.append(Span(opened, dash.start(), closed=True))
            opened = None
    if opened is not None:
        found.append(Span(opened, end, closed=True))
    return [span for span in (_trimmed(text, span) for span in found) if _has_words(text, span)]


def _opens_word(char: str) -> bool:
    return char.isalnum() or char in "(_"


def _dialogue_end(text: str, start: int) -> int:
    """Return where a "»" closes a dialogue that a "«" opened some paragraphs before; else the text's end."""
    depth = 0
    for mark in GUILLEMET.finditer(text, start):
        if mark[0] in "«‹":
            depth += 1
        elif not depth:
            return mark.start()
        else:
            depth -= 1
    return len(text)


def _has_words(text: str, span: Span) -> bool:
    return any(char.isalnum() for char in text[span.start : span.end])
