"""Where in a text the words are that somebody searched for. Pure."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from personae.platform.folding import fold

BEFORE = 60  # characters shown before the words that were found
AFTER = 120
# A letter with what is written above and below it: folded together, as they are in the whole text.
_LETTER: Final = re.compile(
    r".[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]*", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of a text: what was found, and what stands around it. `…` where the text goes on."""

    before: str
    match: str
    after: str


def excerpt(text: str, words: Sequence[str]) -> Excerpt:
    """The part of a text around the first of the words that stands in it; its beginning where none does.

    words: folded. A long text is looked through only as far as needed.
    """
    folded = fold(text)
    places = [(at, len(word)) for word in words if (at := folded.find(word)) >= 0]
    if not places:
        return Excerpt("", "", _cut(text, 0, BEFORE + AFTER))
    at, length = min(places)
    start, end = _original(text, at, at + length)
    before = ("…" if start > BEFORE else "") + text[max(0, start - BEFORE) : start]
    return Excerpt(before, text[start:end], _cut(text, end, AFTER))


def _original(text: str, start: int, end: int) -> tuple[int, int]:
    """Where a span of the folded text stands in the text itself."""
    if text.isascii():
        return start, end
    starts: list[int] = []
    sizes: list[int] = []
    so_far = 0
    for letter in _LETTER.finditer(text):
        starts.append(letter.start())
        sizes.append(len(fold(letter[0])))
        so_far += sizes[-1]
        if so_far >= end:
            break
    ends = list(accumulate(sizes))
    first, last = bisect_right(ends, start), bisect_right(ends, end - 1)
    if last >= len(starts):  # letters that fold into one another, of scripts that put them together
        return 0, 0
    last_end = starts[last + 1] if last + 1 < len(starts) else _letter_end(text, starts[last])
    return starts[first], last_end


def _letter_end(text: str, start: int) -> int:
    found = _LETTER.match(text, start)
    return found.end() if found else start


def _cut(text: str, start: int, most: int) -> str:
    return text[start : start + most] + ("…" if len(text) > start + most else "")
