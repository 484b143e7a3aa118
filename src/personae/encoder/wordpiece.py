"""Cuts text into the pieces of words that the sentence encoder knows."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

START, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
MOST_PIECES: Final = 256  # what the encoder was trained to read at once, its two marks counted
_MOST_CHARS: Final = 4_000  # more of a text than its first pieces can come from
_LONGEST_WORD: Final = 100
_TOKEN = re.compile(r"[^\W_]+|[^\s]")
_IDEOGRAPH = re.compile("([\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002ceaf])")
_UNSEEN = ("Cc", "Cf", "Cn", "Co", "Cs")
_BLANKS = "\t\n\r"


class WordPieces:
    """The tokenizer of BERT's uncased models: lower case, no accents, the longest known piece first.

    Source: Devlin et al. 2019 (1810.04805); Wu et al. 2016 (1609.08144).
    """

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._ids = vocabulary
        self._start, self._end, self._unknown = (vocabulary[mark] for mark in (START, END, UNKNOWN))

    def ids(self, text: str) -> list[int]:
        """The pieces of a text between two marks; what no piece fits is one unknown. 2..MOST_PIECES."""
        found = [self._start]
        for word in _words(text[:_MOST_CHARS]):
            found += self._pieces(word)
            if len(found) >= MOST_PIECES:
                break
        return [*found[: MOST_PIECES - 1], self._end]

    def _pieces(self, word: str) -> list[int]:
        if len(word) > _LONGEST_WORD:
            return [self._unknown]
        found: list[int] = []
        start = 0
        while start < len(word):
            mark = "##" if start else ""
            for end in range(len(word), start, -1):
                piece = self._ids.get(mark + word[start:end])
                if piece is not None:
                    found.append(piece)
                    start = end
                    break
            else:
                return [self._unknown]
        return found


def _words(text: str) -> Iterator[str]:
    """Words and single signs of a text, folded."""
    plain = text if text.isascii() and text.isprintable() else _cleaned(text)
    for match in _TOKEN.finditer(plain.lower()):
        yield match.group()


def _cleaned(text: str) -> str:
    seen = "".join(char for char in text if char in _BLANKS or unicodedata.category(char) not in _UNSEEN)
    bare = unicodedata.normalize("NFD", _IDEOGRAPH.sub(r" \1 ", seen).lower())
    return "".join(char for char in bare if unicodedata.category(char) != "Mn")
