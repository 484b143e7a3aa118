"""Reads a web page saved as a file."""

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from selectolax.lexbor import LexborHTMLParser

from personae.library.extract.blocks import Block, Findings
from personae.library.extract.contract import Limits
from personae.library.extract.decoding import decode_whole
from personae.library.extract.errors import TooComplex
from personae.library.extract.page import page_blocks, parse

LARGEST_BYTES: Final = 48 * 1024 * 1024
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]{1,40})""", re.IGNORECASE)
_AUTHOR: Final = ("author", "dc.creator", "dcterms.creator")
# Declared by pages that were saved anew in another encoding, or never safe to believe.
_UNBELIEVED: Final = ("", "utf-8", "utf8", "utf-7", "utf-16", "unicode")


def blocks(source: BinaryIO, *, filename: str, found: Findings, limits: Limits) -> Iterator[Block]:
    """Yield the blocks of a page; its title and author are found in its head."""
    data = source.read(LARGEST_BYTES + 1)
    if len(data) > LARGEST_BYTES:
        raise TooComplex
    tree = parse(decode_page(data))
    found.name(title=page_title(tree), author=_author(tree))
    yield from page_blocks(tree, found)


def decode_page(data: bytes) -> str:
    """The text of a page in the encoding that it declares, where that one fits."""
    declared = _CHARSET.search(data, 0, 2048)
    name = declared[1].decode("ascii").lower() if declared else ""
    if name in ("", "utf-8", "utf8", "utf-7", "utf-16", "unicode") or data.startswith(
        (b"\xff\xfe", b"\xfe\xff")
    ):
        return decode_whole(data)
    try:
        return data.decode("cp1252" if name in ("iso-8859-1", "latin1", "ascii", "us-ascii") else name)
    except (LookupError, UnicodeError, ValueError):
        return decode_whole(data)


def page_title(tree: LexborHTMLParser) -> str | None:
    """What stands in the title element."""
    title = tree.css_first("head > title")
    return title.text(deep=True) if title else None


def _author(tree: LexborHTMLParser) -> str | None:
    for meta in tree.css("meta[name]"):
        if (meta.attributes.get("name") or "").lower() in _AUTHOR:
            return meta.attributes.get("content")
    return None
