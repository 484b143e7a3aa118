"""What somebody else says inside a quotation: cut out, it leaves the speaker's own words."""

import re
from collections.abc import Iterator

from personae.cast.conventions import Convention
from personae.cast.quotes import Span, spans

INNER = {"straight": "single", "curly": "single", "high": "single", "single": "curly", "guillemets": "curly"}
STOPS = frozenset(".,!?:;—–-_")
EDGE = " \t\n\r"
MARKS = "\"'‘’“”"
LOST = re.compile(r"(?<=[.,!?:;_—–-])\s{2,3}(?=\S)|\A\s(?=\S)|(?<=[.,!?:;_—–-])\s\Z")


def own_words(text: str, span: Span, convention: Convention, *, continued: bool) -> list[tuple[int, int]]:
    """Return the stretches of a quotation that its speaker says in their own name, in order.

    Another's words are cut out of a tale, which is a quotation over several paragraphs: one that stays open,
    or that is continued.  They have a stop before them and one at their end; "the 'lady' of the house" has
    none.  A quotation that holds nothing else, a letter read aloud, stays whole.
    """
    whole = [(span.start, span.end)]
    if span.closed and not continued:
        return whole
    others = list(_lost(text, span) if convention.lost else _marked(text, span, convention))
    starts = [span.start, *(end for _, end in others)]
    ends = [*(start for start, _ in others), span.end]
    own = [_trimmed(text, *pair) for pair in zip(starts, ends, strict=True)]
    return [(start, end) for start, end in own if any(map(str.isalnum, text[start:end]))] or whole


def _marked(text: str, span: Span, convention: Convention) -> Iterator[tuple[int, int]]:
    """Yield another's words with the marks round them."""
    if convention.name not in INNER:
        return
    body = text[span.start : span.end + 1].rstrip('"”')
    for inner in spans(body, Convention(INNER[convention.name])):
        ahead = body[: inner.start].rstrip(EDGE + MARKS)[-1:]
        ended = inner.closed or not span.closed
        if ended and (not ahead or ahead in STOPS) and body[inner.end - 1] in STOPS:
            yield span.start + inner.start - 1, span.start + inner.end + 1


def _lost(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """Yield another's words where the marks round them became blanks, two of them behind a stop."""
    first = span.start - text[: span.start][-1:].isspace()
    last = span.end + text[span.end : span.end + 1].isspace()
    opened = -1
    for trace in LOST.finditer(text[first:last]):
        start, end = first + trace.start(), first + trace.end()
        again = end - start == 3  # one mark closes and one opens; or a dash was lost, where none is open
        if opened >= 0:
            yield opened, start + 1
            opened = end - 1 if again else -1
        elif not again:
            opened = end - 1
    if 0 <= opened < span.end and not span.closed:
        yield opened, span.end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return start, end
