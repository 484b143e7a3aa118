"""Recognises the lines that head a chapter in text that has no markup for it."""

import re
from typing import Final, NamedTuple

LINE_LIMIT: Final = 120
BLOCK_LIMIT: Final = 300

_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ORDINALS = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    "thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|last"
)
_WORDS = rf"(?:{_TENS})(?:[ -](?:{_ONES}))?|{_TEENS}|{_ONES}|(?:the )?(?:{_ORDINALS})"
_NUMBER = rf"(?:[ivxlc]{{1,9}}|\d{{1,4}}|{_WORDS})(?![\w'’])"
_PARTS = "part|book|volume|vol\\.|act|phase|teil|buch|partie|livre|parte|libro|часть"
_CHAPTERS = (
    "chapter|letter|stave|canto|adventure|episode|lecture|scene|section|chap\\.|"
    "kapitel|chapitre|cap[ií]tulo|capitolo|hoofdstuk|глава"
)
_NUMBERED: Final = re.compile(
    rf"(?P<word>{_PARTS}|{_CHAPTERS})\s{{1,4}}(?P<number>{_NUMBER})"
    r"(?:\s{0,4}(?P<mark>[.:;—–-]{1,3})?\s{0,20}(?P<title>\S.*)?)?",
    re.IGNORECASE,
)
_PART_WORD: Final = re.compile(_PARTS, re.IGNORECASE)
_CHINESE: Final = re.compile(r"第[一二三四五六七八九十百千零〇\d]{1,6}[章回节節部卷话話](?:\s.{0,60})?")
_ROMAN_TITLED: Final = re.compile(r"(?P<number>[CLXVI]{1,8})\.\s{1,4}(?P<title>\S.{1,80})")
_SOLO: Final = re.compile(
    r"(?:the )?(?:prologue|epilogue|preface|introduction|foreword|afterword|conclusion|interlude|"
    r"appendix|postscript|dedication|prolog|epilog|vorwort|nachwort|prólogo|epílogo)[.:]?",
    re.IGNORECASE,
)
_ROMAN: Final = re.compile(r"(?=[CLXVI])C{0,2}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})\.?")
_LONE_NUMBER: Final = re.compile(
    rf"[_*]?(?:\d{{1,3}}|(?:{_TENS})(?:[ -](?:{_ONES}))?|{_TEENS}|{_ONES})\.?[_*]?", re.IGNORECASE
)
_SMALL_WORDS: Final = frozenset(
    (
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "in",
        "into",
        "of",
        "on",
        "or",
        "the",
        "to",
        "nor",
        "off",
        "up",
        "upon",
        "with",
        "de",
        "du",
        "la",
        "le",
    )
)


class Heading(NamedTuple):
    """A line that heads a part (rank 1), a chapter (2) or, as a bare numeral, a section (3).

    bare: it has a number and no title of its own, so a short line below it may be the title.
    """

    title: str
    rank: int
    bare: bool


def heading_in(line: str) -> Heading | None:
    """The heading that a whole line is, or None."""
    line = " ".join(line.replace("_", "").strip(" \t\r\n*=~").split()) if len(line) <= 3 * LINE_LIMIT else ""
    if not line or len(line) > LINE_LIMIT:
        return None
    if _ROMAN.fullmatch(line):
        return Heading(line, 3, bare=True)
    if _SOLO.fullmatch(line) and line[0].isupper():
        return Heading(line, 2, bare=False)
    if _CHINESE.fullmatch(line):
        return Heading(line, 2, bare=len(line) < 7)
    roman = _ROMAN_TITLED.fullmatch(line)
    if roman and _ROMAN.fullmatch(roman["number"]) and is_title_like(roman["title"]):
        return Heading(line, 3, bare=False)
    return _numbered(line)


def _numbered(line: str) -> Heading | None:
    """'CHAPTER IV', 'Chapter 3. The Ball', 'PART ONE': a word for a division, its number, perhaps a title."""
    found = _NUMBERED.fullmatch(line)
    if found is None or not line[0].isupper():
        return None
    title, mark = found["title"], found["mark"]
    if title and not mark and not (title[0].isupper() or title[0] in "“\"'‘(["):
        return None
    if title and (title[-1] in ",;" or (not mark and _reads_as_prose(title))):
        return None
    return Heading(line, 1 if _PART_WORD.fullmatch(found["word"]) else 2, bare=not title)


def _reads_as_prose(title: str) -> bool:
    """Whether words that follow a number with nothing between are a sentence, not a title."""
    return not title.isupper() and title[-1] in ".!?" and not is_title_like(title)


def is_lone_number(text: str) -> bool:
    """Whether a block is '7' or '_Seven_': a chapter's number where a title follows, else a page's."""
    return len(text) < 20 and _LONE_NUMBER.fullmatch(text.strip()) is not None


def is_title_like(text: str, *, limit: int = LINE_LIMIT) -> bool:
    """Whether a short line looks like a title: all capitals, or each word of weight capitalised."""
    line = " ".join(text.strip(" _*").split())
    if not 0 < len(line) <= limit or not any(map(str.isalpha, line)):
        return False
    if line.upper() == line:
        return line[0] not in "\"“'‘"
    if line[-1] in ".!?,;:\"”’'" or line[0] in "\"“'‘" or len(line) > max(80, limit - LINE_LIMIT):
        return False
    words = [word.strip("_*()[]“”\"'‘’-—") for word in line.split()]
    return all(not word or not word[0].islower() or word in _SMALL_WORDS for word in words)


def headings_in(text: str) -> tuple[list[Heading], int]:
    """The headings at the top of a block, and where its remaining text starts (len(text): none remains)."""
    line = _first_line(text)
    first = heading_in(line.rstrip(",; ") if len(line) < len(text) else line)
    if first is None:
        return [], 0
    if len(text) > BLOCK_LIMIT:
        return _above_prose(first, text)
    lines = text.splitlines(keepends=True)
    found = [heading_in(line) for line in lines]
    if all(found):
        return [heading for heading in found if heading], len(text)
    if first.bare and first.rank < 3 and is_title_like(" ".join(lines[1:])):
        return [titled(first, " ".join(lines[1:]))], len(text)
    if first.bare:
        return _above_prose(first, text)
    below = "".join(lines[1:])
    if len(lines) <= 4 and is_title_like(below.rstrip(" .\r\n"), limit=BLOCK_LIMIT):
        return [titled(Heading(" ".join(line.split()), first.rank, bare=False), below, mark=" ")], len(text)
    if (
        len(lines) <= 4
        and line[-1] not in ",;"
        and lines[0][:4].isupper()
        and text.rstrip()[-1] not in ',;"”'
    ):
        return [titled(first, below, mark=" ")], len(text)
    return [], 0


def _above_prose(first: Heading, text: str) -> tuple[list[Heading], int]:
    """A bare number over prose with no blank line between: 'CHAPTER IV', then the text."""
    line = _first_line(text)
    rest = text[len(line) :]
    if not first.bare or first.rank == 3 or first.title[-1] == ":" or not rest.strip():
        return [], 0
    return [first], len(text) - len(rest.lstrip())


def titled(heading: Heading, subtitle: str, mark: str = ". ") -> Heading:
    """The heading with the title found below it."""
    subtitle = " ".join(subtitle.replace("_", "").strip(" *\n").split())
    joiner = " " if heading.title[-1] in ".:—-" else mark
    return Heading(f"{heading.title}{joiner}{subtitle}", heading.rank, bare=False)


def _first_line(text: str) -> str:
    ends = [end for end in (text.find("\n", 0, 400), text.find("\r", 0, 400)) if end >= 0]
    return text[: min(ends)] if ends else text[:400]
