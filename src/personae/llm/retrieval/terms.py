"""The words of any text that are worth comparing, whatever its language or script."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from personae.llm.retrieval.language import Language, likeliest
from personae.llm.retrieval.words import folded, split, stem

MOST_CHARS: Final = 8_000  # of a longer text the rest is not looked at
_LONGEST: Final = 40
# Scripts that are written without blanks: Thai to Khmer, kana, Chinese characters.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def terms(text: str) -> list[str]:
    """The stems of a text's words but the empty ones; pairs of letters where no blanks part words.

    The language is the likeliest for the text alone, English where none stands out.
    """
    plain = folded(text[:MOST_CHARS])
    tongue = likeliest([plain])
    return [term for word in split(plain) if word not in tongue.stop for term in _of(word, tongue)]


def _of(word: str, tongue: Language) -> Iterator[str]:
    if not word.isascii() and _UNSPACED.search(word):
        yield from map("".join, pairwise(word)) if len(word) > 1 else (word,)
        return
    yield stem(word[:_LONGEST], tongue.suffixes)
