"""Leaves out the licence that Project Gutenberg puts around its books, and reads the title from it."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from personae.library.extract.blocks import Block, Findings

FIRST_BLOCKS: Final = 5
HEADER_BLOCKS: Final = 120
HEADER_CHARS: Final = 30_000

_NAMED = re.compile(r"project\s+gutenberg", re.IGNORECASE)
_START = re.compile(r"\*{3}\s*START OF (?:TH[EI]S?) PROJECT GUTENBERG", re.IGNORECASE)
_END = re.compile(r"(?:\*{3}\s*)?END OF (?:TH[EI]S? )?PROJECT GUTENBERG", re.IGNORECASE)
_TITLE = re.compile(r"^\s*Title:[ \t]*(\S.*)$", re.MULTILINE)
_AUTHOR = re.compile(r"^\s*Author:[ \t]*(\S.*)$", re.MULTILINE)


def without_licence(blocks: Iterable[Block], found: Findings) -> Iterator[Block]:
    """Pass on the blocks of the book itself; name `found` after the header's title and author lines."""
    held: list[Block] | None = []
    for block in blocks:
        if _END.match(block.text, 0, 200):
            break
        if held is None:
            yield block
            continue
        held.append(block)
        if _START.search(block.text, 0, 2000):
            _read_names(held, found)
            held = None
        elif not _may_be_header(held):
            yield from held
            held = None
    yield from held or ()


def _may_be_header(held: list[Block]) -> bool:
    """Whether the start marker may still come."""
    if len(held) > HEADER_BLOCKS or sum(len(block.text) for block in held) > HEADER_CHARS:
        return False
    return len(held) < FIRST_BLOCKS or any(_NAMED.search(block.text) for block in held[:FIRST_BLOCKS])


def _read_names(held: list[Block], found: Findings) -> None:
    header = "\n".join(block.text for block in held)
    title, author = _TITLE.search(header), _AUTHOR.search(header)
    found.name(title=title and title[1], author=author and author[1])
