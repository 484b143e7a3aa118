"""Cuts paragraphs that are too long for one passage, at sentence ends where there are any."""

import re
from collections.abc import Iterator
from typing import Final

PASSAGE_CHARS: Final = 4_000
_SEARCHED: Final = 1_500
_SENTENCE_END = re.compile(r"[.!?…。！？]+[\"'”’»)\]]*\s+|[。！？]")
_BLANK = re.compile(r"\s+")


def cut(text: str, limit: int = PASSAGE_CHARS) -> Iterator[tuple[int, str]]:
    """Yield (offset, piece), pieces abutting and at most `limit` long; blanks stay at a piece's end."""
    start = 0
    while len(text) - start > limit:
        end = _cutting_point(text, start, start + limit)
        yield start, text[start:end]
        start = end
    if start < len(text):
        yield start, text[start:]


def _cutting_point(text: str, start: int, end: int) -> int:
    searched = max(start + 1, end - _SEARCHED)
    for pattern in (_SENTENCE_END, _BLANK):
        ends = [match.end() for match in pattern.finditer(text, searched, end)]
        if ends:
            return ends[-1]
    return end
