"""Reads PDF files page by page and rebuilds the paragraphs from where the lines stand."""

from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO, Final

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from personae.library.extract.blocks import Block, Findings
from personae.library.extract.contract import Limits
from personae.library.extract.errors import CorruptFile, NoText, PasswordProtected, TooComplex
from personae.library.extract.pdf_flow import Flow
from personae.library.extract.pdf_margins import without_margins
from personae.library.extract.pdf_outline import Outline
from personae.library.extract.pdf_page import Line, page_lines

_LAST_UNREADABLE: Final = 50
_MOST_BOOKMARKS: Final = 3_000
_BOOKMARK_DEPTH: Final = 3


def blocks(source: BinaryIO, *, filename: str, found: Findings, limits: Limits) -> Iterator[Block]:
    """Yield paragraphs, and headings from the outline. Raises PasswordProtected, NoText, TooComplex."""
    document = _open(source)
    facts = document.get_metadata_dict(skip_empty=True)
    found.name(title=facts.get("Title"), author=facts.get("Author"))
    outline = _outline(document)
    flow = Flow()
    for number, lines in without_margins(_pages(document, found, limits)):
        yield from flow.page(outline.placed(number, lines))
    yield from flow.finish()


def _open(source: BinaryIO) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(source)
    except pdfium.PdfiumError as refusal:
        if refusal.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise PasswordProtected from refusal
        raise CorruptFile from refusal


def _pages(document: pdfium.PdfDocument, found: Findings, limits: Limits) -> Iterator[tuple[int, list[Line]]]:
    """The lines of each page. A run of pages that are not there ends the document: its count was a lie."""
    count = len(document)
    unreadable = without_text = with_text = 0
    for number in range(count):
        if number >= limits.pages:
            raise TooComplex
        try:
            page = document[number]
        except pdfium.PdfiumError:
            unreadable += 1
            if unreadable >= _LAST_UNREADABLE:
                break
            continue
        lines = page_lines(page, found)
        page.close()
        unreadable = 0
        with_text += bool(lines)
        without_text += not lines
        yield number, lines
        found.progress((number + 1) / count)
    if not with_text:
        raise NoText if without_text else CorruptFile
    if without_text:
        found.notices["pages_without_text"] += without_text


def _outline(document: pdfium.PdfDocument) -> Outline:
    """The bookmarks with the pages they lead to."""
    outline = Outline()
    for bookmark in islice(document.get_toc(max_depth=_BOOKMARK_DEPTH), _MOST_BOOKMARKS):
        target = bookmark.get_dest()
        page = target.get_index() if target else None
        if page is not None:
            outline.add(page, bookmark.get_title(), rank=bookmark.level + 1)
    return outline
