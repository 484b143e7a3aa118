"""Labelled speech: in a play, a film script, an interview or a chat, the name before the words says them."""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from personae.cast.lang.rules import words

UPPER = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ0-9.'’&-]{0,24}"
WORD = r"[A-ZÀ-ÖØ-Þ][\w.'’-]{0,24}"
SMALL = r"(?:of|the|and|de|du|des|la|del|della|di|da|van|von|zu|y)"  # words within a name
NOTE = r"(?:\s?[(\[][^)\]\n]{0,80}[)\]])?"  # "(aside)", "(V.O.)"
CAPS = re.compile(rf"(?P<name>{UPPER}(?:[ ]{UPPER}){{0,4}}){NOTE}(?P<end>[.:](?=\s|$)|\s{{0,40}}$)")
COLON = re.compile(rf"(?P<name>{WORD}(?:[ ](?:{WORD}|{SMALL})){{0,3}}){NOTE}\s?:(?P<end>)(?=\s|$)")
STAMP = re.compile(r"[\[(]?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[AaPp][Mm])?[\])]?\s{1,3}(?:[-–]\s)?")
ASIDE = re.compile(r"\[[^\]]{0,2000}\]?|_?\([^)]{0,600}\)_?")
NUMERAL = re.compile(r"[IVXLC]{1,8}")
NO_NAMES = words(
    "INT EXT ACT SCENE FADE CUT ENTER EXIT EXEUNT RE-ENTER CHAPTER PART NOTE NOTES WARNING TIP CAUTION STEP "
    "FIGURE TABLE EXAMPLE PROLOGUE EPILOGUE CURTAIN FINIS END CONTINUED VOLUME BOOK LETTER THE"
)
TOGETHER = words("ALL BOTH OMNES EVERYBODY EVERYONE")


@dataclass(frozen=True, slots=True)
class Label:
    """A name before words: it stands at start..end, its words begin at said; alone: no words in its line."""

    key: str
    start: int
    end: int
    said: int
    alone: bool


@dataclass(frozen=True, slots=True)
class Speech:
    """text[start:end] is said by whoever goes by the label `key`."""

    key: str
    start: int
    end: int


def label_at(text: str, start: int, end: int) -> Label | None:
    """Return the label that opens the line text[start:end], or None.

    Capitals are a label before a stop, a colon or nothing; other words before a colon alone.  The key is the
    name in capitals without stops, so that "Ada:" and "ADA." are one.
    """
    line = text[start:end].rstrip()
    place = len(line) - len(line.lstrip())
    if stamp := STAMP.match(line, place):
        place = stamp.end()
    found = CAPS.match(line, place) or COLON.match(line, place)
    if found is None:
        return None
    key = " ".join(found["name"].replace(".", " ").upper().split())
    stopped = found["end"] == "."
    if key.split()[0] in NO_NAMES or key.endswith(" TO") or (NUMERAL.fullmatch(key) and found["end"] != ":"):
        return None
    if stopped and len(key) == 1 and key not in "QA":
        return None
    alone = found.end() >= len(line)
    return Label(key, start + found.start("name"), start + found.end("name"), start + found.end(), alone)


def labels_in(text: str) -> Iterator[Label]:
    """Yield the labels of a paragraph, one for each line that has one."""
    for start, end in lines_of(text):
        label = label_at(text, start, end)
        if label:
            yield label


def lines_of(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the lines of a text start and end, their ends left out."""
    place = 0
    for line in text.splitlines(keepends=True):
        yield place, place + len(line.rstrip("\r\n"))
        place += len(line)


class Speeches:
    """Follows the paragraphs of a script in order: who says which words of each.

    goes_on: a paragraph without a label belongs to the speech before it, as in an interview; in a play it
    is a direction, unless the label stood alone just before.
    """

    def __init__(self, known: Container[str], *, goes_on: bool) -> None:
        self.known = known
        self.goes_on = goes_on
        self.key: str | None = None

    def read(self, text: str) -> list[Speech]:
        """Return the speeches of a paragraph, directions in brackets left out, one for each stretch."""
        parts: list[tuple[str, int, int]] = []
        for start, end in lines_of(text):
            label = label_at(text, start, end)
            if label and label.key in self.known:
                self.key = label.key
                parts.append((label.key, label.said, end))
            elif self.key and parts and parts[-1][0] == self.key:
                parts[-1] = (self.key, parts[-1][1], end)
            elif self.key:
                parts.append((self.key, start, end))
        found = [speech for part in parts for speech in _said(text, *part)]
        waits = bool(parts) and not found  # a cue alone, or with a direction: the next paragraph is said
        if not (self.goes_on or waits):
            self.key = None
        return found


def _said(text: str, key: str, start: int, end: int) -> Iterator[Speech]:
    """Yield the stretches of text[start:end] between its directions."""
    bounds = [start, *(place for aside in ASIDE.finditer(text, start, end) for place in aside.span()), end]
    for first, last in zip(bounds[::2], bounds[1::2], strict=True):
        body = text[first:last]
        opens = first + len(body) - len(body.lstrip(" \t\n\r_—–-"))
        closes = first + len(body.rstrip(" \t\n\r_"))
        if any(map(str.isalnum, text[opens:closes])):
            yield Speech(key, opens, closes)
