"""Reads RTF as a stream of tokens: linear in time, and groups may nest as deep as they like."""

import mmap
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO, Final

from personae.library.extract.blocks import Block, Findings
from personae.library.extract.contract import Limits
from personae.library.extract.errors import CorruptFile, TooComplex
from personae.library.extract.rtf_words import CHARSETS, SKIPPED, SYMBOLS, WORDS, known_encoding

DEEPEST: Final = 500_000
PARAGRAPH_CHARS: Final = 1 << 16
_PROGRESS_EVERY: Final = 1 << 18

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?"
    rb"|\\'([0-9a-fA-F]{2})"
    rb"|\\([^a-zA-Z])"
    rb"|([{}])"
    rb"|[\r\n\x00]+"
    rb"|([^\\{}\r\n\x00]{1,4096})"
)


def blocks(source: BinaryIO, *, filename: str, found: Findings, limits: Limits) -> Iterator[Block]:
    """Yield the paragraphs; fonts, pictures, objects and fields' instructions are left out."""
    with mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if data.find(b"{\\rtf", 0, 64) < 0:
            raise CorruptFile
        yield from _Rtf(found).blocks(data)


@dataclass(slots=True)
class _Group:
    """What a group inherits from the one around it and gives back at its end."""

    fallback: int = 1
    is_skipped: bool = False
    is_hidden: bool = False
    encoding: str = ""
    target: str = ""


class _Rtf:
    def __init__(self, found: Findings) -> None:
        self._found = found
        self._group = _Group()
        self._outer: list[_Group] = []
        self._encoding = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._parts: list[str] = []
        self._size = 0
        self._bytes = bytearray()
        self._to_skip = 0
        self._rank = 0
        self._names: dict[str, list[str]] = {"title": [], "author": []}
        self._hidden_run = False

    def blocks(self, data: mmap.mmap) -> Iterator[Block]:
        position = reported = 0
        while match := _TOKEN.match(data, position):
            position = match.end()
            word, number, code, symbol, brace, text = match.groups()
            if word == b"bin":
                position += max(0, int(number or 0))
            elif word is not None:
                self._word(word.decode(), None if number is None else int(number))
            elif code is not None:
                self._byte(int(code, 16))
            elif symbol is not None:
                self._symbol(symbol.decode("latin-1"))
            elif brace is not None:
                if not self._brace(brace):
                    break
            elif text is not None:
                self._text(text)
            if self._parts and self._parts[-1] == "\x1e":
                yield from self._paragraph()
            if position - reported > _PROGRESS_EVERY:
                reported = position
                self._found.progress(position / len(data))
        self._decode_bytes()
        yield from self._paragraph()

    def _brace(self, brace: bytes) -> bool:
        """Enter or leave a group; False at the end of the document's own."""
        self._decode_bytes()
        self._to_skip = 0
        if brace == b"{":
            if len(self._outer) >= DEEPEST:
                raise TooComplex
            self._outer.append(self._group)
            self._group = replace(self._group)
            return True
        if self._group.target in self._names and self._outer and self._outer[-1].target != self._group.target:
            words = "".join(self._names[self._group.target])
            self._found.name(**{self._group.target: words})
        self._group = self._outer.pop() if self._outer else self._group
        return bool(self._outer)

    def _word(self, word: str, number: int | None) -> None:
        if word == "u" and number is not None:
            self._unicode(number)
            return
        self._decode_bytes()
        self._to_skip = 0
        group = self._group
        if word in SKIPPED:
            group.is_skipped = True
        elif word in self._names:
            group.target = word
        elif word == "uc":
            group.fallback = min(max(0, number if number is not None else 1), 16)
        elif word == "v":
            group.is_hidden = number != 0
        elif word == "plain":
            group.is_hidden = False
        elif word == "fcharset" and number in CHARSETS:
            self._fonts[self._font] = CHARSETS[number]
        elif word == "f" and number is not None:
            self._font = number
            group.encoding = self._fonts.get(number, "")
        elif word == "ansicpg" and number:
            self._encoding = known_encoding(f"cp{number}")
        elif word == "pard":
            self._rank = 0
        elif word == "outlinelevel" and number in (0, 1, 2):
            self._rank = number + 1
        elif word in WORDS:
            self._write(WORDS[word])

    def _symbol(self, symbol: str) -> None:
        self._decode_bytes()
        if symbol == "*":
            self._group.is_skipped = True
        elif symbol in SYMBOLS:
            self._write(SYMBOLS[symbol])

    def _unicode(self, number: int) -> None:
        self._decode_bytes()
        number = number + 0x10000 if number < 0 else number
        self._write(chr(number) if 0 < number < 0x110000 else "\ufffd")
        self._to_skip = self._group.fallback

    def _byte(self, value: int) -> None:
        if self._to_skip:
            self._to_skip -= 1
        elif not self._group.is_skipped:
            self._bytes.append(value)

    def _text(self, text: bytes) -> None:
        skipped = min(self._to_skip, len(text))
        self._to_skip -= skipped
        if self._group.is_skipped and not self._group.target:
            return
        text = text[skipped:]
        if not text.isascii() or self._bytes:
            # Old writers put bytes of their code page in bare; a lead byte may be escaped, its trail not.
            self._bytes += text
            self._decode_bytes()
        else:
            self._write(text.decode("ascii"))

    def _decode_bytes(self) -> None:
        if self._bytes:
            raw, self._bytes = bytes(self._bytes), bytearray()
            self._write(raw.decode(self._group.encoding or self._encoding, "replace"))

    def _write(self, text: str) -> None:
        group = self._group
        if group.target in self._names:
            if len(self._names[group.target]) < 100:
                self._names[group.target].append(text)
        elif group.is_skipped:
            return
        elif group.is_hidden and text.strip("\x1e \n"):
            self._found.notices["hidden_text"] += not self._hidden_run
            self._hidden_run = True
        else:
            self._hidden_run = False
            self._parts.append(text)
            self._size += len(text)
            if self._size > PARAGRAPH_CHARS:
                self._parts.append("\x1e")

    def _paragraph(self) -> Iterator[Block]:
        text = "".join(self._parts)
        self._parts, self._size = [], 0
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        for piece in text.split("\x1e"):
            lines = (" ".join(line.split()) for line in piece.split("\n"))
            if tidy := "\n".join(line for line in lines if line):
                yield Block(tidy, rank=self._rank)
