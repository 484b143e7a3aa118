"""Joins the lines of PDF pages into paragraphs, by gaps, indents and short last lines."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from personae.library.extract.blocks import Block
from personae.library.extract.pdf_page import Line

PARAGRAPH_CHARS: Final = 1 << 16
_ENDS: Final = (*".!?…:\"”’'»)]*—", "--")
_SURE_HYPHENS: Final = ("\x02", "\ufffe", "\xad")
_HYPHENS: Final = ("-", "\u2010")


class Measure(NamedTuple):
    """How a page is set, in points: where lines begin and end, how far apart they are, how high."""

    left: float
    right: float
    leading: float
    size: float

    def indents(self, line: Line) -> bool:
        return self.left + 0.8 * self.size < line.left < self.left + 8 * self.size

    def fills(self, line: Line) -> bool:
        return line.right > self.right - 0.12 * (self.right - self.left)


class Flow:
    """Pages in, paragraphs out; a paragraph may go on over a page's end."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._size = 0
        self._last: Line | None = None
        self._last_measure: Measure | None = None
        self._indents = False

    def page(self, items: Iterable[Line | Block]) -> Iterator[Block]:
        """Take one page's lines and headings; yield the paragraphs that are complete."""
        items = list(items)
        measure = _measure([item for item in items if isinstance(item, Line)])
        turned = True
        for item in items:
            if isinstance(item, Block):
                yield from self.finish()
                yield item
                continue
            if self._last is not None and self._breaks(self._last, item, measure, turned=turned):
                yield from self.finish()
            self._add(item, measure)
            turned = False
            if self._size > PARAGRAPH_CHARS:
                yield from self.finish()
        self._last_measure = measure

    def finish(self) -> Iterator[Block]:
        """The paragraph is complete."""
        lines = (" ".join(line.split()) for line in "".join(self._parts).split("\n"))
        text = "\n".join(line for line in lines if line)
        self._parts, self._size, self._last = [], 0, None
        if text:
            yield Block(text)

    def _add(self, line: Line, measure: Measure) -> None:
        if self._last is not None and _is_broken_word(self._last.text, line.text):
            self._parts[-1] = self._parts[-1][:-1]
        elif self._last is not None:
            verse = measure.indents(line) and _has_room(self._last, line, measure)
            self._parts.append("\n" if verse else " ")
        self._parts.append(line.text)
        self._size += len(line.text)
        self._last = line

    def _breaks(self, last: Line, line: Line, measure: Measure, *, turned: bool) -> bool:
        """Whether a paragraph ends between two lines."""
        if abs(last.size - line.size) > 0.2 * max(last.size, line.size):
            return True
        indented = measure.indents(line)
        before = self._last_measure if turned and self._last_measure else measure
        short = _has_room(last, line, before)
        ended = last.text.endswith(_ENDS)
        if turned or line.first_y > last.last_y + 0.5 * line.size:
            # Over a page's or column's end there is no gap to go by.
            return (indented and self._indents) or (ended and (short or not self._indents))
        if last.last_y - line.first_y > 1.35 * measure.leading:
            return True
        if indented and last.left < line.left - 0.5 * measure.size:
            self._indents = True
            return True
        if indented and short and measure.fills(line):
            return True
        return ended and (short or indented)


def _has_room(last: Line, line: Line, measure: Measure) -> bool:
    """Whether the next line's first word would have fitted on the last one: then that one ends something."""
    letter = (last.right - last.left) / max(1, len(last.text))
    word = len(line.text.split(" ", 1)[0])
    return measure.right - last.right > (word + 1.5) * letter


def _is_broken_word(last: str, text: str) -> bool:
    """Whether the hyphen at a line's end only divides a word."""
    if last.endswith(_SURE_HYPHENS):
        return True
    return last.endswith(_HYPHENS) and last[-2:-1].islower() and text[:1].islower()


def _measure(lines: list[Line]) -> Measure:
    if not lines:
        return Measure(0, 0, 0, 0)
    size = Counter(round(line.size, 1) for line in lines).most_common(1)[0][0]
    rights = sorted(line.right for line in lines)
    steps = [last.last_y - line.first_y for last, line in pairwise(lines)]
    gaps = sorted(step for step in steps if 0.3 * size < step < 4 * size)
    leading = gaps[len(gaps) // 4] if gaps else 1.2 * size
    return Measure(_margin(lines), rights[int(0.9 * len(rights))], leading, size)


def _margin(lines: list[Line]) -> float:
    """Where lines begin that are not indented: the leftmost place at which more than a few do."""
    places = Counter(round(line.left) for line in lines)
    enough = min(max(places.values()), max(2, len(lines) // 12))
    return min(place for place, count in places.items() if count >= enough)
