"""Takes the visible lines of text from one page of a PDF, with their places."""

import ctypes
import re
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from personae.library.extract.blocks import Findings
from personae.library.extract.pdf_hidden import hidden_objects

# The parser joins a word divided at a line's end and leaves this in place of the hyphen.
_HYPHEN_INSIDE = re.compile("[\x02\ufffe](?=.)")


class Line(NamedTuple):
    """A line of text. left, right, first_y, last_y: of its first and last character; size: their height.

    A line ends in another place than it began where a word was broken at its end.
    """

    text: str
    left: float
    right: float
    first_y: float
    last_y: float
    size: float


def page_lines(page: pdfium.PdfPage, found: Findings) -> list[Line]:
    """The lines in reading order; text that nobody could see is left out and counted."""
    text_page = page.get_textpage()
    count = raw.FPDFText_CountChars(text_page)
    if count <= 0:
        return []
    text = _text(text_page, count)
    hidden = hidden_objects(page, text_page, count)
    if hidden:
        found.notices["hidden_text"] += len(hidden)
        text = "".join(_visible(text_page, text, hidden))
    lines = [line for line in _lines(text_page, text) if line.text]
    text_page.close()
    return lines


def _text(text_page: pdfium.PdfTextPage, count: int) -> str:
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(text_page, 0, count, buffer)
    return bytes(buffer)[: 2 * max(0, written - 1)].decode("utf-16-le", "replace")


def _visible(text_page: pdfium.PdfTextPage, text: str, hidden: set[int]) -> Iterator[str]:
    """The characters, those of hidden objects as NUL so that the places of the others hold."""
    for index, character in enumerate(text):
        if character in "\r\n":
            yield character
            continue
        owner = raw.FPDFText_GetTextObject(text_page, _char_index(text_page, index))
        address = ctypes.cast(owner, ctypes.c_void_p).value
        yield "\x00" if address in hidden else character


def _char_index(text_page: pdfium.PdfTextPage, index: int) -> int:
    return max(0, int(raw.FPDFText_GetCharIndexFromTextIndex(text_page, index)))


def _lines(text_page: pdfium.PdfTextPage, text: str) -> Iterator[Line]:
    start = 0
    for part in text.splitlines(keepends=True):
        shown = part.replace("\x00", " ").rstrip()
        body = shown.lstrip()
        if body:
            first = _box(text_page, start + len(shown) - len(body))
            last = _box(text_page, start + len(shown) - 1)
            size = max(first.top - first.bottom, last.top - last.bottom)
            words = _HYPHEN_INSIDE.sub("", " ".join(body.split()))
            yield Line(words, first.left, last.right, first.bottom, last.bottom, size)
        start += len(part)


def _box(text_page: pdfium.PdfTextPage, index: int) -> raw.FS_RECTF:
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text_page, _char_index(text_page, index), box)
    return box
