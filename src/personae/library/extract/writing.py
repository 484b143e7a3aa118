"""Writes chapters and passages as lines of JSON, and keeps count."""

import json
import re
from collections.abc import Iterable
from typing import BinaryIO, Final

from personae.library.extract.blocks import Block, Findings
from personae.library.extract.chapters import Opening
from personae.library.extract.cutting import PASSAGE_CHARS, cut
from personae.platform.storable import storable

GAP_CHARS: Final = 2
REPLACEMENT: Final = "\ufffd"
CHAPTERS_MOST: Final = 2_000  # a list of contents that a person can use, and a page can hold

_TAGS = re.compile("[\U000e0000-\U000e007f]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")


class Writer:
    """Gives chapters their numbers and passages their offsets."""

    def __init__(self, out: BinaryIO, found: Findings, *, limit_chars: int) -> None:
        self._out = out
        self._found = found
        self._limit_chars = limit_chars
        self._position = 0
        self._opening: Opening | None = None
        self.chapters = self.passages = self.chars = self.words = 0
        self.has_words = False

    def write_all(self, items: Iterable[Opening | Block]) -> None:
        """Write until the items or the characters allowed run out."""
        for item in items:
            if isinstance(item, Opening):
                self._opening = item
            elif not self._write_block(item):
                self._found.notices["truncated"] += 1
                return

    def _write_block(self, block: Block) -> bool:
        text = self._clean(block)
        if not text.strip():
            return True
        start = block.start
        if start is None:
            start = self._position + (GAP_CHARS if self.passages else 0)
        for offset, piece in cut(text) if len(text) > PASSAGE_CHARS else ((0, text),):
            if self.chars + len(piece) > self._limit_chars:
                return False
            self._write_passage(start + offset, piece)
        return True

    def _clean(self, block: Block) -> str:
        """Text that any database can hold, without invisible tags; of the same length where offsets count."""
        text = block.text
        if text.isascii() and "\x00" not in text:
            return text
        if _BIDI.search(text):
            self._found.notices["bidi_controls"] += 1
        if _TAGS.search(text):
            self._found.notices["tag_characters"] += 1
            text = _TAGS.sub("" if block.start is None else REPLACEMENT, text)
        return storable(text, instead=REPLACEMENT)

    def _write_passage(self, start: int, text: str) -> None:
        self._write_opening(start)
        end = start + len(text)
        self._line(kind="passage", chapter=self.chapters - 1, start=start, end=end, text=text)
        self._position = end
        self.passages += 1
        self.chars += len(text)
        self.words += _count_words(text)
        self.has_words = self.has_words or any(map(str.isalnum, text))

    def _write_opening(self, start: int) -> None:
        opening, self._opening = self._opening, None
        if opening is None:
            return
        if self.chapters == CHAPTERS_MOST:
            self._found.notices["chapters_joined"] += 1
            return
        at = start if opening.start is None else opening.start
        self._line(kind="chapter", seq=self.chapters, title=opening.title, start=at)
        self.chapters += 1

    def _line(self, **fields: str | int) -> None:
        self._out.write(json.dumps(fields, ensure_ascii=False).encode("utf-8", "replace") + b"\n")


def _count_words(text: str) -> int:
    """Words between blanks; in scripts that set none, two characters count as a word."""
    words = len(text.split())
    return words if text.isascii() else words + len(_UNSPACED.findall(text)) // 2
