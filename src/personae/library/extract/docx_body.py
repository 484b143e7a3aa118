"""Follows the elements of a Word document's body and builds its paragraphs."""

import re
from dataclasses import dataclass, field
from typing import Final

from personae.library.extract.blocks import Block, Findings
from personae.library.extract.xml import Element

_HEADING_NAME = re.compile(r"(?:heading|überschrift|titre|título) ?([1-3])", re.IGNORECASE)
_OFF: Final = ("0", "false", "off", "none")
_WORD: Final = "wordprocessingml"
_SKIPPED: Final = frozenset(("Fallback", "moveFrom"))
_SMALLEST_HALF_POINTS: Final = 2


class Styles:
    """Which styles are headings, and of what rank; which hide their text."""

    def __init__(self) -> None:
        self.ranks: dict[str, int] = {"Heading1": 1, "Heading2": 2, "Heading3": 3, "Title": 1}
        self.hidden: set[str] = set()

    def learn(self, elements: list[Element]) -> None:
        """Read styles.xml."""
        current = ""
        for element in elements:
            value = element.attributes.get("val", "")
            if element.name == "style":
                current = element.attributes.get("styleId", "")
            elif element.name == "name" and current:
                self._by_name(current, value)
            elif element.name == "basedOn" and current and value in self.ranks:
                self.ranks.setdefault(current, self.ranks[value])
            elif element.name == "outlineLvl" and current and value in ("0", "1", "2"):
                self.ranks[current] = int(value) + 1
            elif element.name == "vanish" and current and value not in _OFF:
                self.hidden.add(current)

    def _by_name(self, style: str, name: str) -> None:
        if match := _HEADING_NAME.fullmatch(name):
            self.ranks[style] = int(match[1])
        elif name.lower() == "title":
            self.ranks[style] = 1


@dataclass(slots=True)
class _Paragraph:
    parts: list[str] = field(default_factory=list)
    rank: int = 0
    is_shaded: bool = False


@dataclass(slots=True)
class _Run:
    is_hidden: bool = False
    is_white: bool = False
    is_shaded: bool = False


class Body:
    """Handlers for the parser; `finished` gives the paragraphs that are complete."""

    def __init__(self, styles: Styles, found: Findings) -> None:
        self._styles = styles
        self._found = found
        self._open: list[_Paragraph] = []
        self._runs: list[_Run] = []
        self._done: list[Block] = []
        self._skipping = 0
        self._takes_text = False
        self._cell_is_shaded = False

    def finished(self) -> list[Block]:
        """Paragraphs completed since the last call."""
        done, self._done = self._done, []
        return done

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        if self._skipping or tag in _SKIPPED:
            self._skipping += 1
            return
        if _WORD not in space:
            return
        if tag == "p":
            self._open.append(_Paragraph())
        elif tag == "r":
            self._runs.append(_Run())
        elif tag == "t":
            self._takes_text = True
        elif tag in _MARKS and self._open:
            self._write(_MARKS[tag])
        else:
            self._style(tag, {key.rpartition(" ")[2]: value for key, value in attributes.items()})

    def end(self, name: str) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        space, _, tag = name.rpartition(" ")
        if _WORD not in space:
            return
        if tag == "p" and self._open:
            self._finish(self._open.pop())
        elif tag == "r" and self._runs:
            self._runs.pop()
        elif tag == "t":
            self._takes_text = False
        elif tag == "tc":
            self._cell_is_shaded = False

    def text(self, characters: str) -> None:
        if self._takes_text and not self._skipping and self._open:
            self._write(characters)

    def _write(self, characters: str) -> None:
        run = self._runs[-1] if self._runs else _Run()
        paragraph = self._open[-1]
        shaded = run.is_shaded or paragraph.is_shaded or self._cell_is_shaded
        if not run.is_hidden and not (run.is_white and not shaded):
            paragraph.parts.append(characters)
        elif characters.strip():
            self._found.notices["hidden_text"] += 1

    def _style(self, tag: str, attributes: dict[str, str]) -> None:
        value = attributes.get("val", "")
        if tag == "shd":
            self._shade(attributes.get("fill", "auto"))
        elif self._runs:
            self._style_run(self._runs[-1], tag, value)
        elif not self._open:
            return
        elif tag == "pStyle":
            self._open[-1].rank = self._styles.ranks.get(value, 0)
        elif tag == "outlineLvl" and value in ("0", "1", "2"):
            self._open[-1].rank = int(value) + 1

    def _style_run(self, run: _Run, tag: str, value: str) -> None:
        if tag == "vanish" or tag == "webHidden":
            run.is_hidden = value not in _OFF
        elif tag == "rStyle":
            run.is_hidden = run.is_hidden or value in self._styles.hidden
        elif tag == "color":
            run.is_white = value.upper() == "FFFFFF"
        elif tag == "highlight":
            run.is_shaded = True
        elif tag == "sz" and value.isdecimal() and len(value) < 5:
            run.is_hidden = run.is_hidden or int(value) <= _SMALLEST_HALF_POINTS

    def _shade(self, fill: str) -> None:
        if fill.lower() in ("auto", "ffffff"):
            return
        if self._runs:
            self._runs[-1].is_shaded = True
        elif self._open:
            self._open[-1].is_shaded = True
        else:
            self._cell_is_shaded = True

    def _finish(self, paragraph: _Paragraph) -> None:
        lines = ("".join(paragraph.parts)).split("\n")
        text = "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)
        if text:
            self._done.append(Block(text, rank=paragraph.rank))


_MARKS: Final = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
