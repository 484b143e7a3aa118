"""Cuts long texts into windows that a model can weigh one by one."""

import re
from collections.abc import Iterator

WHOLE = 3000  # characters up to which a text is weighed as a whole, and of a window beyond
OVERLAP = 500  # characters that neighbouring windows share
PIECE = 350  # characters that a piece has at most, unless one sentence is longer
LONGEST = 700  # characters after which a sentence is cut wherever it stands
_END = re.compile(r"[.!?。！？:;]+[\"'”’»)\]]*\s+|\n+")

Span = tuple[int, int]


def windows(text: str) -> Iterator[Span]:
    """Yield where each window stands: all of a short text; of a long one, parts that overlap a little."""
    if len(text) <= WHOLE:
        yield 0, len(text)
        return
    for start in range(0, len(text) - OVERLAP, WHOLE - OVERLAP):
        yield start, min(len(text), start + WHOLE)


def pieces(text: str) -> Iterator[Span]:
    """Yield where each piece stands: whole sentences or lines, as many as PIECE characters hold."""
    start = end = 0
    for stop in _stops(text):
        if stop - start > PIECE and end > start:
            yield start, end
            start = end
        end = stop
    if end > start:
        yield start, end


def _stops(text: str) -> Iterator[int]:
    place = 0
    for match in _END.finditer(text):
        yield from range(place + LONGEST, match.end(), LONGEST)
        yield match.end()
        place = match.end()
    yield from range(place + LONGEST, len(text), LONGEST)
    if place < len(text):
        yield len(text)
