"""Paragraphs: how a plain text falls into blocks, and blocks into pieces of bounded size."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from personae.cast.marks import ANY
from personae.cast.model import Block

BLOCK_LIMIT = 8_000  # characters; a longer paragraph goes on in a block that starts where this one ends
PIECE_LIMIT = 24_000  # characters read at once, however long a paragraph is
HEADING_LIMIT = 80

HEADING = re.compile(
    r"\s{0,40}(?:chapter|chapitre|kapitel|cap[ií]tulo|capitolo|book|part|letter|volume|act|scene)\b"
    r"[ .]{1,3}(?:[ivxlcdm]{1,8}|\d{1,4}|the\b|[a-z]{3,12})\b",
    re.IGNORECASE,
)
NUMERAL = re.compile(r"\s{0,40}(?:[IVXLC]{1,8}|\d{1,3})\.?\s{0,40}\Z")


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, or as much of one as is read at once; continued: it goes on with the piece before."""

    start: int
    chapter: int
    text: str
    continued: bool


def is_heading(text: str) -> bool:
    """Say whether a paragraph opens a chapter: "Chapter IV", "IV.", "Part the First"."""
    if len(text) > HEADING_LIMIT * 3:
        return False
    first = text.strip().split("\n", 1)[0]
    if len(first) > HEADING_LIMIT:
        return False
    return bool(HEADING.match(first) or NUMERAL.match(first))


def blocks_of(text_or_lines: str | Iterable[str]) -> Iterator[Block]:
    """Split a plain text on its blank lines and indented first lines; offsets are exact.

    Chapters are counted from 0; a heading that is not the first one opens the next.
    """
    lines = text_or_lines.splitlines(keepends=True) if isinstance(text_or_lines, str) else text_or_lines
    place = chapter = headings = 0
    held: list[str] = []
    held_start = size = 0
    paragraph_starts = True
    for line in lines:
        if held and _is_indented(line) and not _is_indented(held[-1]):
            text = "".join(held)  # paragraphs told apart by how their first lines stand
            yield from _cut(text, held_start, chapter, first=paragraph_starts, last=True)
            held, size, paragraph_starts = [], 0, True
        if line.strip():
            if not held:
                held_start = place
            held.append(line)
            size += len(line)
        place += len(line)
        ended = not line.strip()
        if held and (ended or size > BLOCK_LIMIT):
            text = "".join(held)
            if ended and paragraph_starts and is_heading(text):
                headings += 1
                chapter = max(0, headings - 1)
            yield from _cut(text, held_start, chapter, first=paragraph_starts, last=ended)
            held, size, paragraph_starts = [], 0, ended
        paragraph_starts = paragraph_starts or ended
    if held:
        yield from _cut("".join(held), held_start, chapter, first=paragraph_starts, last=True)


def _is_indented(line: str) -> bool:
    """Say whether a line stands in by two blanks or more, and opens like a sentence."""
    said = line.lstrip(" \t\u3000—–-" + ANY)
    return line[:2].isspace() and line[:1] not in "\r\n" and said[:1].isupper()


def _cut(text: str, start: int, chapter: int, *, first: bool, last: bool) -> Iterator[Block]:
    """Yield blocks of at most BLOCK_LIMIT characters, blanks trimmed where the paragraph starts and ends."""
    if last:
        text = text.rstrip()
    place = len(text) - len(text.lstrip()) if first else 0
    while place < len(text):
        end = _break(text, place, BLOCK_LIMIT)
        yield Block(start + place, start + end, chapter, text[place:end])
        place = end


def _break(text: str, place: int, limit: int) -> int:
    """Return where to cut text after at most limit characters: behind a blank where there is one."""
    if len(text) - place <= limit:
        return len(text)
    half, full = place + limit // 2, place + limit
    cut = max(text.rfind(" ", half, full), text.rfind("\n", half, full))
    return place + limit if cut < 0 else cut + 1


def pieces(blocks: Iterable[Block]) -> Iterator[Piece]:
    """Join blocks that continue one paragraph, up to PIECE_LIMIT characters, and cut what is longer."""
    held: list[str] = []
    size, start, end, chapter, continued = 0, 0, -1, 0, False
    for block in blocks:
        goes_on = block.start == end
        if held and not (goes_on and size + len(block.text) <= PIECE_LIMIT):
            yield Piece(start, chapter, "".join(held), continued)
            held, size, continued = [], 0, goes_on
        elif not held:
            continued = goes_on
        place = 0
        while len(block.text) - place > PIECE_LIMIT:
            cut = _break(block.text, place, PIECE_LIMIT)
            yield Piece(block.start + place, block.chapter, block.text[place:cut], continued)
            place, continued = cut, True
        if not held:
            start, chapter = block.start + place, block.chapter
        held.append(block.text[place:])
        size += len(block.text) - place
        end = block.end
    if held:
        yield Piece(start, chapter, "".join(held), continued)
