"""Puts the bookmarks of a PDF where their headings stand on the page."""

from collections.abc import Iterator
from typing import Final

from personae.library.extract.blocks import Block, one_line
from personae.library.extract.pdf_page import Line

_FEWEST: Final = 2
_HEADING_LINES: Final = 3


class Outline:
    """Which headings the bookmarks promise on which page."""

    def __init__(self) -> None:
        self._headings: dict[int, list[Block]] = {}
        self._count = 0

    def add(self, page: int, title: str, *, rank: int) -> None:
        words = one_line(title)
        if words:
            self._headings.setdefault(page, []).append(Block(words, rank=min(rank, 3)))
            self._count += 1

    def placed(self, page: int, lines: list[Line]) -> Iterator[Line | Block]:
        """The page's lines, with those that make a heading replaced by it; one not found comes first."""
        headings = self._headings.get(page, []) if self._count >= _FEWEST else []
        spots: dict[int, tuple[int, Block]] = {}
        for heading in headings:
            spot = _find(heading.text, lines)
            if spot is None or spot[0] in spots:
                yield heading
                continue
            spots[spot[0]] = (spot[1], heading)
        position = 0
        while position < len(lines):
            length, block = spots.get(position, (1, None))
            yield block or lines[position]
            position += length


def _find(title: str, lines: list[Line]) -> tuple[int, int] | None:
    """(first line, number of lines) that together say what the title says."""
    wanted = _letters(title)
    for start, line in enumerate(lines):
        said = _letters(line.text)
        if not said or not wanted or not (wanted.startswith(said) or wanted.endswith(said)):
            continue
        for length in range(1, _HEADING_LINES + 1):
            said = _letters("".join(line.text for line in lines[start : start + length]))
            if said == wanted or (length == 1 and len(said) > 3 and wanted.endswith(said)):
                return start, length
    return None


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
