"""Takes Markdown's inline marks off a paragraph, keeping the words."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Final

_SHORTEST_ENTITY: Final = "&"
_IMAGE = re.compile(r"!\[[^\[\]]{0,500}\](?:\([^()\n]{0,2000}\)|\[[^\[\]]{0,200}\])")
_LINK = re.compile(r"\[([^\[\]]{1,500})\](?:\([^()\n]{0,2000}\)|\[[^\[\]]{0,200}\])")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,60}\]")
_ADDRESS = re.compile(r"<(https?://[^<>\s]{1,2000})>")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>|<[!?][^<>]{0,2000}>")
_STARS = re.compile(r"(?<![\\*])\*{1,3}(?=[^\s*])|(?<=[^\s*\\])\*{1,3}(?!\*)")
_LOW_LINES = re.compile(r"(?<![\w\\])_{1,3}(?=[^\s_])|(?<=[^\s_\\])_{1,3}(?!\w)")
_CODE = re.compile(r"`{1,3}([^`]{1,1000})`{1,3}")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_UNREAD = re.compile(r"<(/?)(script|style|template|textarea|iframe)\b[^<>]{0,2000}>", re.IGNORECASE)


def plain(text: str) -> str:
    """The words of a paragraph. Every pattern has a bounded reach, so nothing can make it slow."""
    text = _IMAGE.sub("", text)
    text = _LINK.sub(r"\1", text)
    text = _FOOTNOTE.sub("", text)
    text = _ADDRESS.sub(r"\1", text)
    text = _TAG.sub("", text)
    text = _CODE.sub(r"\1", text)
    text = _LOW_LINES.sub("", _STARS.sub("", text))
    text = _ESCAPE.sub(r"\1", text)
    return unescape(text) if _SHORTEST_ENTITY in text else text


def without_comments(lines: Iterator[str]) -> Iterator[str]:
    """Lines without HTML comments and without what stands in elements that show no text, however long."""
    closing = ""
    for line in lines:
        kept, closing = _outside(line, closing)
        if kept or not line:
            yield kept


def _outside(line: str, closing: str) -> tuple[str, str]:
    """What of a line is outside of comments and the like, and what the one still open waits for."""
    kept: list[str] = []
    position = 0
    while True:
        if closing:
            end = line.lower().find(closing, position)
            if end < 0:
                return "".join(kept), closing
            position, closing = end + len(closing), ""
        comment = line.find("<!--", position)
        element = _UNREAD.search(line, position) if "<" in line else None
        if comment < 0 and element is None:
            kept.append(line[position:])
            return "".join(kept), ""
        if element is None or 0 <= comment < element.start():
            kept.append(line[position:comment])
            position, closing = comment + 4, "-->"
            continue
        kept.append(line[position : element.start()])
        position = element.end()
        closing = "" if element[1] else f"</{element[2].lower()}>"
