"""Reads plain text: paragraphs with their true offsets in the decoded file."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO, Final, NamedTuple

from personae.library.extract.blocks import Block, Findings
from personae.library.extract.contract import Limits
from personae.library.extract.cutting import cut
from personae.library.extract.decoding import decode
from personae.library.extract.layout import Layout, Setting, setting_of

LINE_CHARS: Final = 1 << 16
SAMPLE_CHARS: Final = 1 << 18
_INDENTS: Final = (" ", "\t", "\u3000")
_ENDS: Final = tuple(".!?…:\"”’'»)*")
_LINE = re.compile(r"[^\r\n]+|\r\n|\n|\r")


class Line(NamedTuple):
    """A piece of one line, or, when it ends the line, the line's end itself."""

    text: str
    start: int
    ends: bool


def blocks(source: BinaryIO, *, filename: str, found: Findings, limits: Limits) -> Iterator[Block]:
    """Yield the paragraphs; those that outgrow LINE_CHARS come in pieces that abut."""
    chunks = decode(source, found)
    sample, size = [], 0
    for chunk in chunks:
        sample.append(chunk)
        size += len(chunk)
        if size >= SAMPLE_CHARS:
            break
    paragraph = _Paragraph(setting_of("".join(sample)[:SAMPLE_CHARS]))
    for line in lines(chain(sample, chunks)):
        yield from paragraph.take(line)
    yield from paragraph.finish()


def lines(chunks: Iterator[str]) -> Iterator[Line]:
    """Yield a text's lines and line ends, nothing left out; a line too long to hold comes in pieces."""
    rest, start = "", 0
    for chunk in chunks:
        text = rest + chunk
        position = 0
        # The last line may go on in the next chunk, and a return at the end may be half of an end.
        safe = max(text.rfind("\n"), text.rfind("\r", 0, len(text) - 1)) + 1
        for match in _LINE.finditer(text, 0, safe):
            position = match.end()
            yield _line(match, start)
        if len(text) - position > LINE_CHARS:
            yield Line(text[position:-1], start + position, ends=False)
            position = len(text) - 1
        rest, start = text[position:], start + position
    for match in _LINE.finditer(rest):
        yield _line(match, start)


def _line(match: re.Match[str], start: int) -> Line:
    text = match.group()
    return Line(text, start + match.start(), ends=text[0] in "\r\n")


class _Paragraph:
    """Gathers the lines of one paragraph, with the line ends between them."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._line_chars = 0
        self._parts: list[str] = []
        self._start = 0
        self._size = 0
        self._joined = False
        self._line_is_blank = True

    def take(self, line: Line) -> Iterator[Block]:
        layout = self._setting.layout
        if line.ends:
            if self._line_is_blank or layout is Layout.LINES or self._ended_short():
                yield from self.finish()
            else:
                self._add(line)
            self._line_is_blank = True
            self._line_chars = 0
            return
        if layout is Layout.SHAPE and self._line_is_blank and line.text[0] in _INDENTS:
            yield from self.finish()
        self._line_is_blank = self._line_is_blank and not line.text.strip()
        self._line_chars += len(line.text)
        self._add(line)
        if self._size > LINE_CHARS:
            yield from self._pieces(last=False)

    def _ended_short(self) -> bool:
        """Whether the line just read stops well before the margin, at the end of a sentence."""
        if self._setting.layout is not Layout.SHAPE or self._line_chars > 0.8 * self._setting.width:
            return False
        return bool(self._parts) and self._parts[-1].rstrip().endswith(_ENDS)

    def finish(self) -> Iterator[Block]:
        """The paragraph is complete."""
        if self._parts:
            yield from self._pieces(last=True)
        self._joined = False

    def _add(self, line: Line) -> None:
        if not self._parts:
            self._start = line.start
        self._parts.append(line.text)
        self._size += len(line.text)

    def _pieces(self, *, last: bool) -> Iterator[Block]:
        text = "".join(self._parts)
        start = self._start
        self._parts, self._size = [], 0
        if last:
            text = text.rstrip()
        if not self._joined:
            start += len(text) - len(text.lstrip())
            text = text.lstrip()
        if last and not self._joined and text:
            yield Block(text, start)
            return
        pieces = list(cut(text))
        if not last and pieces:
            offset, kept = pieces.pop()
            self._parts, self._start, self._size = [kept], start + offset, len(kept)
        for offset, piece in pieces:
            yield Block(piece, start + offset, joined=self._joined)
            self._joined = True
