"""Reads Markdown line by line, in time that grows with its length whatever it holds."""

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from personae.library.extract.blocks import Block, Findings
from personae.library.extract.contract import Limits
from personae.library.extract.decoding import decode
from personae.library.extract.md_inline import plain, without_comments
from personae.library.extract.txt import lines

PARAGRAPH_CHARS: Final = 1 << 16
FRONT_MATTER_LINES: Final = 60

_HEADING = re.compile(r"\s{0,3}(#{1,6})(?:[ \t]+(.*))?")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-+)\s*")
_RULE = re.compile(r"\s{0,3}(?:(?:\*\s*){3,200}|(?:-\s*){3,200}|(?:_\s*){3,200})")
_QUOTE = re.compile(r"[ \t>]*>[ \t]?")
_ITEM = re.compile(r"\s{0,12}(?:[-*+]|\d{1,9}[.)])[ \t]+")
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_DEFINITION = re.compile(r"\s{0,3}\[[^\[\]]{1,300}\]:\s")
_FACT = re.compile(r"(title|author)\s*:\s*(.*)", re.IGNORECASE)


def blocks(source: BinaryIO, *, filename: str, found: Findings, limits: Limits) -> Iterator[Block]:
    """Yield headings and paragraphs with the marks taken off; line ends within a paragraph are blanks."""
    builder = _Builder()
    for line in without_comments(_body(_lines(decode(source, found)), found)):
        yield from builder.take(line)
    yield from builder.finish()


def _lines(chunks: Iterator[str]) -> Iterator[str]:
    """Whole lines; one that is too long to hold comes in pieces."""
    parts: list[str] = []
    for piece in lines(chunks):
        if not piece.ends:
            parts.append(piece.text)
        if piece.ends or sum(map(len, parts)) > PARAGRAPH_CHARS:
            yield "".join(parts)
            parts = []
    yield "".join(parts)


def _body(every: Iterator[str], found: Findings) -> Iterator[str]:
    """The lines below the front matter, which gives title and author."""
    first = next(every, "")
    if first.strip() != "---":
        yield first
        yield from every
        return
    matter: list[str] = []
    for line in every:
        matter.append(line)
        if line.strip() in ("---", "..."):
            _read_facts(matter, found)
            yield from every
            return
        if len(matter) > FRONT_MATTER_LINES:
            break
    yield from matter
    yield from every


def _read_facts(matter: list[str], found: Findings) -> None:
    for line in matter:
        if fact := _FACT.fullmatch(line.strip()):
            value = fact[2].strip(" \"'")
            found.name(**{fact[1].lower(): value})


class _Builder:
    def __init__(self) -> None:
        self._lines: list[str] = []
        self._size = 0
        self._is_code = False

    def take(self, line: str) -> Iterator[Block]:
        if _FENCE.match(line):
            yield from self.finish()
            self._is_code = not self._is_code
            return
        if self._is_code:
            yield from self._add(line)
            return
        quote = _QUOTE.match(line)
        line = line[quote.end() :] if quote else line
        underline = _UNDERLINE.fullmatch(line)
        if underline and self._lines:
            yield from self._heading(" ".join(self._lines), 1 if underline[1][0] == "=" else 2)
            self._lines, self._size = [], 0
            return
        heading = _HEADING.fullmatch(line)
        if heading is not None:
            yield from self.finish()
            yield from self._heading((heading[2] or "").rstrip(" #\t"), len(heading[1]))
            return
        if not line.strip() or _RULE.fullmatch(line) or _DEFINITION.match(line):
            yield from self.finish()
            return
        if item := _ITEM.match(line):
            yield from self.finish()
            line = line[item.end() :]
        yield from self._add(line)

    def finish(self) -> Iterator[Block]:
        text = " ".join(plain("\n".join(self._lines)).split())
        self._lines, self._size = [], 0
        if text:
            yield Block(text)

    def _add(self, line: str) -> Iterator[Block]:
        self._lines.append(line)
        self._size += len(line)
        if self._size > PARAGRAPH_CHARS:
            yield from self.finish()

    def _heading(self, text: str, level: int) -> Iterator[Block]:
        words = " ".join(plain(text).split())
        if words:
            yield Block(words, rank=level if level <= 3 else 0)
