"""Leaves out what repeats at the top and bottom of pages: running heads and page numbers."""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Final

from personae.library.extract.headings import heading_in
from personae.library.extract.pdf_page import Line

_NEIGHBOURS: Final = 6
_EDGE_LINES: Final = 2
_REPEATS: Final = 2
_APART: Final = 1.4
_PAGE_NUMBER = re.compile(
    r"[\s\[(|–—-]*(?:(?:page|seite|p\.)\s*)?(?:\d{1,5}|[ivxl]{1,7})(?:\s*(?:of|/|von)\s*\d{1,5})?[\s\])|–—-]*"
)
_DIGITS = re.compile(r"\d+")

_Page = tuple[int, list[Line]]


def without_margins(pages: Iterable[_Page]) -> Iterator[_Page]:
    """Pass on the pages, each compared with the few before and after it."""
    before: deque[list[Line]] = deque(maxlen=_NEIGHBOURS)
    ahead: deque[_Page] = deque()
    for page in pages:
        ahead.append(page)
        if len(ahead) > _NEIGHBOURS:
            yield _trimmed(ahead, before)
    while ahead:
        yield _trimmed(ahead, before)


def _trimmed(ahead: deque[_Page], before: deque[list[Line]]) -> _Page:
    number, lines = ahead.popleft()
    others = [*before, *(other for _, other in ahead)]
    last = before[-1] if before else []
    before.append(lines)
    if len(lines) <= 1:
        return number, lines
    top = _margin(lines, others, last, from_top=True)
    bottom = _margin(lines, others, last, from_top=False)
    if top + bottom >= len(lines):
        return number, lines
    return number, lines[top : len(lines) - bottom]


def _margin(lines: list[Line], others: list[list[Line]], last: list[Line], *, from_top: bool) -> int:
    """How many lines at one edge are no part of the text."""
    edges = [_edge(other, from_top=from_top) for other in others if len(other) > 1]
    known = [{line.text for line in edge} for edge in edges]
    alike = [{_alike(line.text) for line in edge} for edge in edges]
    last_texts = {line.text for line in _edge(last, from_top=from_top)}
    found = 0
    for line in _edge(lines, from_top=from_top):
        text = line.text
        repeats = sum(text in texts for texts in known) >= _REPEATS
        if heading_in(text):
            # The first of a chapter's running heads may be the heading itself.
            repeats = repeats and text in last_texts
        else:
            repeats = repeats or sum(_alike(text) in texts for texts in alike) >= _REPEATS
            repeats = repeats or _PAGE_NUMBER.fullmatch(text) is not None
        if not repeats:
            break
        found += 1
    while found and not _is_apart(lines, found, from_top=from_top):
        found -= 1
    return found


def _is_apart(lines: list[Line], count: int, *, from_top: bool) -> bool:
    """Whether more than the usual space stands between the outermost lines and the text."""
    if count >= len(lines):
        return True
    upper = count - 1 if from_top else len(lines) - count - 1
    above, below = lines[upper], lines[upper + 1]
    return abs(above.last_y - below.first_y) > _APART * max(above.size, below.size)


def _edge(lines: list[Line], *, from_top: bool) -> list[Line]:
    """The outermost lines, the outermost first."""
    return lines[:_EDGE_LINES] if from_top else lines[: -_EDGE_LINES - 1 : -1]


def _alike(text: str) -> str:
    """Text with its numbers made equal, as in 'Chapter name 112'."""
    return _DIGITS.sub("#", text.casefold())
