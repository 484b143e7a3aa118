"""Cuts text into comparable words: folded, without elisions and possessives, lightly stemmed."""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "`": "'", "_": " "})
_ELIDED_ROMANCE = """
l d j m t s c n qu jusqu lorsqu puisqu quoiqu un dell all nell sull dall quell gl bell sant com dov
"""
_ELIDED = frozenset(_ELIDED_ROMANCE.split())
_ACCENTS = re.compile(r"[\u0300-\u036f]+")
_SHORTEST_STEM = 3


def folded(text: str) -> str:
    """Return the text in lower case, without accents, with straight apostrophes and no underscores."""
    plain = text.translate(_APOSTROPHES).casefold()
    return plain if plain.isascii() else _ACCENTS.sub("", unicodedata.normalize("NFKD", plain))


def split(plain: str) -> list[str]:
    """Return the words of a folded text: "l'ete, john's" gives ete and john, "don't" gives dont."""
    return [_unjoined(word) if "'" in word else word for word in _WORD.findall(plain)]


@lru_cache(maxsize=50_000)
def stem(word: str, suffixes: tuple[str, ...]) -> str:
    """Cut the first suffix that leaves at least three letters, then a doubled last consonant.

    In the spirit of light stemmers (Savoy 2006, 10.1145/1141277.1141523): inflection only.
    """
    for suffix in suffixes:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST_STEM:
            word = word[: -len(suffix)]
            break
    if len(word) > _SHORTEST_STEM and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word


def _unjoined(word: str) -> str:
    head, _, tail = word.partition("'")
    if head in _ELIDED and len(tail) > 1:
        return tail.replace("'", "")
    if tail == "s":
        return head
    return word.replace("'", "")
