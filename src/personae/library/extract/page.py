"""Turns one web page into blocks: what a reader would see of it, paragraph by paragraph."""

import re
from collections.abc import Iterator
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from personae.library.extract.blocks import Block, Findings
from personae.library.extract.errors import EntitiesDeclared, TooComplex
from personae.library.extract.page_tags import BLOCKS, LICENCE, RANKS, UNCOUNTED, UNREAD
from personae.library.extract.styling import hidden_names, hides

DEEPEST: Final = 256
LONGEST_TAG: Final = 4096

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})([^<>]*)>")
_ENTITIES = re.compile(r"<!ENTITY\s", re.IGNORECASE)


def parse(markup: str) -> LexborHTMLParser:
    """Parse a page after making it shallow.

    Raises EntitiesDeclared, TooComplex where there is no memory for the tree.
    """
    if _ENTITIES.search(markup, 0, 1 << 16):
        raise EntitiesDeclared
    try:
        return LexborHTMLParser(shallow(markup))
    except SelectolaxError as full:
        # Any page parses; what the parser may lack is memory.
        raise TooComplex from full


def shallow(markup: str) -> str:
    """Markup without the tags nested deeper than DEEPEST and without endless attributes; no text is lost."""
    depth = 0
    is_wild = False
    for tag in _TAG.finditer(markup):
        depth = _depth(tag, depth)
        if depth > DEEPEST or tag.end() - tag.start() > LONGEST_TAG:
            is_wild = True
            break
    return _tamed(markup) if is_wild else markup


def _depth(tag: re.Match[str], depth: int) -> int:
    if tag[2].lower() in UNCOUNTED or tag[3].endswith("/"):
        return depth
    return max(0, depth - 1) if tag[1] else depth + 1


def _tamed(markup: str) -> str:
    depth = 0

    def tame(tag: re.Match[str]) -> str:
        nonlocal depth
        was, depth = depth, _depth(tag, depth)
        if max(was, depth) > DEEPEST and tag[2].lower() not in UNCOUNTED:
            return ""
        return tag.group() if len(tag.group()) <= LONGEST_TAG else f"<{tag[1]}{tag[2]}>"

    return _TAG.sub(tame, markup)


def page_blocks(
    tree: LexborHTMLParser, found: Findings, *, hidden: frozenset[str] = frozenset()
) -> Iterator[Block]:
    """Yield what is visible in reading order. hidden: classes and ids that style sheets make invisible."""
    names = set(hidden)
    for sheet in tree.css("style"):
        names |= hidden_names(sheet.text(deep=True))
    root = tree.body or tree.root
    if root is not None:
        yield from _Walk(found, names).blocks(root)


class _Walk:
    """Goes through the tree without recursion and gathers the text between block borders."""

    def __init__(self, found: Findings, hidden: set[str]) -> None:
        self._found = found
        self._hidden = hidden
        self._parts: list[str] = []
        self._rank = 0
        self._preformatted = 0

    def blocks(self, root: LexborNode) -> Iterator[Block]:
        todo: list[LexborNode | str] = [root]
        while todo:
            node = todo.pop()
            if isinstance(node, str):
                yield from self._border(node, opens=False)
                continue
            tag = node.tag or ""
            if tag == "-text":
                self._parts.append(self._spaced(node.text_content or ""))
            elif tag == "br":
                self._parts.append("\n")
            elif not tag.startswith(("-", "!")) and self._is_read(node, tag):
                yield from self._border(tag, opens=True)
                todo.append(tag)
                child = node.last_child
                while child is not None:
                    todo.append(child)
                    child = child.prev
        yield from self._flush()

    def _spaced(self, text: str) -> str:
        """Line ends in the source are blanks, but in preformatted text."""
        return text if self._preformatted else text.replace("\n", " ").replace("\r", " ")

    def _border(self, tag: str, *, opens: bool) -> Iterator[Block]:
        if tag not in BLOCKS:
            return
        yield from self._flush()
        if tag in RANKS:
            self._rank = RANKS[tag] if opens else 0
        if tag == "pre":
            self._preformatted += 1 if opens else -1

    def _flush(self) -> Iterator[Block]:
        text, self._parts = "".join(self._parts), []
        if not text or text.isspace():
            return
        paragraphs = re.split(r"\n[ \t]*\n", text) if self._preformatted else [text]
        for paragraph in paragraphs:
            lines = (" ".join(line.split()) for line in paragraph.split("\n"))
            if tidy := "\n".join(line for line in lines if line):
                yield Block(tidy, rank=self._rank)

    def _is_read(self, node: LexborNode, tag: str) -> bool:
        if tag in UNREAD:
            return False
        attributes = node.attributes
        if attributes.get("id") in LICENCE:
            return False
        if not self._is_hidden(attributes):
            return True
        if (node.text(deep=True) or "").strip():
            self._found.notices["hidden_text"] += 1
        return False

    def _is_hidden(self, attributes: dict[str, str | None]) -> bool:
        if not attributes:
            return False
        if "hidden" in attributes or hides(attributes.get("style") or ""):
            return True
        if not self._hidden:
            return False
        marks = {f".{name}" for name in (attributes.get("class") or "").split()}
        return not self._hidden.isdisjoint(marks | {f"#{attributes.get('id')}"})
