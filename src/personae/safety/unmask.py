"""Shows what a text hides from people's eyes and says to machines."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "zero width", "tags", "variation selectors", "direction", "lookalikes", "marks", "spaced letters"
]

_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
)
_RUNS = re.compile(
    "(?P<tags>[\U000e0000-\U000e007f]+)"
    "|(?P<variation>[\ufe00-\ufe0f\U000e0100-\U000e01ef]+)"
    "|(?P<turned>[\u202d\u202e](?P<inside>[^\u202a-\u202e\u2066-\u2069\n]{1,4000})[\u202c\u2069]?)"
    f"|(?P<width>[{_INVISIBLE}]+)"
    "|(?P<marks>(?<=[\u0300-\u036f]{3})[\u0300-\u036f]+)"
)
# Letters of other scripts that look like Latin ones, for words that mix both.
_LOOKALIKE = str.maketrans(
    "абвеёікмнорстухѕјһԁԛԝґΑΒΕΖΗΙΚΜΝΟΡΤΥΧαεινορτυχАВЕІКМНОРСТУХЅЈ",
    "abbeeikmhopctyxsjhdqwrABEZHIKMNOPTYXaeivoptuxABEIKMHOPCTYXSJ",
)
_MIXED = re.compile(r"\b(?=\w*[a-zA-Z])(?=\w*[\u0370-\u04ff\u0500-\u052f])\w{2,60}\b")
_SPACED = re.compile(r"(?<!\S)\w(?:[ ._\-*]\w){4,200}(?:[ ]{2,4}\w(?:[ ._\-*]\w){1,200})*(?!\S)")
_BETWEEN = re.compile("[ ._\\-*]")
_FLAG = "\U0001f3f4"  # waves before tag characters that spell a region: a flag, and nothing hidden


@dataclass(frozen=True, slots=True)
class Hidden:
    """Something that people do not see as machines read it. start, end: characters of the given text.

    says: what it spells for a machine; "" where it only breaks words up.
    """

    kind: Kind
    start: int
    end: int
    says: str


@dataclass(frozen=True, slots=True)
class Unmasked:
    """A text as a machine may read it, and what was hidden in it, in order."""

    text: str
    hidden: tuple[Hidden, ...]


def unmask(text: str) -> Unmasked:
    """Spell out what is hidden in a text, and write every letter in its plain form (NFKC).

    Emoji, flags and the joiners that Arabic and Indic scripts need are nothing hidden. Plain ASCII comes back
    as it is, unless letters are s p a c e d. Takes time that grows with the text's length and no faster.
    """
    if text.isascii():
        return _without_gaps(text, [])
    found: list[Hidden] = []
    pieces: list[str] = []
    place = 0
    for match in _RUNS.finditer(text):
        hidden, shown = _spelled(match, text)
        pieces += [text[place : match.start()], shown]
        place = match.end()
        if hidden is not None:
            found.append(hidden)
    plain = unicodedata.normalize("NFKC", "".join([*pieces, text[place:]]))
    return _without_gaps(
        _MIXED.sub(lambda word: word[0].translate(_LOOKALIKE), plain), [*found, *_mixed(text)]
    )


def _spelled(match: re.Match[str], text: str) -> tuple[Hidden | None, str]:
    """Return what a run hides, None where it is ordinary, and what stands in its place."""
    run, start, end = match[0], match.start(), match.end()
    if match["tags"]:
        says = "".join(chr(ord(each) - 0xE0000) for each in run if 0xE0020 <= ord(each) < 0xE007F)
        return (
            (None, "")
            if text[start - 1 : start] == _FLAG
            else (Hidden("tags", start, end, says), f" {says} ")
        )
    if match["variation"]:
        says = _bytes_of(run)
        return (None, "") if len(run) < 3 else (Hidden("variation selectors", start, end, says), f" {says} ")
    if match["turned"]:
        says = match["inside"][::-1]
        return Hidden("direction", start, end, says), f" {says} "
    if match["marks"]:
        return Hidden("marks", start, end, ""), ""
    breaks_words = _is_plain(text[start - 1 : start]) and _is_plain(text[end : end + 1])
    is_soft = set(run) <= {"\u00ad", "\ufeff"}  # a book's own hyphens and byte-order marks
    is_line = run in ("\u2028", "\u2029")
    if (breaks_words and not is_soft and not is_line) or len(run) > 7:
        return Hidden("zero width", start, end, ""), ""
    return None, "\n" if is_line else ""


def _bytes_of(run: str) -> str:
    """Return what variation selectors spell where each stands for a byte, by the usual way to smuggle."""
    codes = (ord(each) for each in run)
    numbers = bytes(code - 0xFE00 if code < 0xFE10 else code - 0xE0100 + 16 for code in codes)
    return "".join(filter(str.isprintable, numbers.decode("utf-8", "ignore")))


def _is_plain(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()


def _mixed(text: str) -> Iterator[Hidden]:
    for match in _MIXED.finditer(text):
        yield Hidden("lookalikes", match.start(), match.end(), match[0].translate(_LOOKALIKE))


def _without_gaps(plain: str, found: list[Hidden]) -> Unmasked:
    """Join s p a c e d letters; where they stand is told in the plain text's characters."""

    def join(match: re.Match[str]) -> str:
        words = [_BETWEEN.sub("", word) for word in re.split(" {2,4}", match[0])]
        says = " ".join(words)
        if says.isdigit() or len(set(says)) < 3:
            return match[0]
        found.append(Hidden("spaced letters", match.start(), match.end(), says))
        return says

    joined = _SPACED.sub(join, plain)
    return Unmasked(joined, tuple(sorted(found, key=lambda each: each.start)))
