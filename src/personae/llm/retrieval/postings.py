"""Which texts hold which words, kept so that a question costs what it finds and not what there is."""

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from personae.llm.retrieval.bm25 import K1, B

Scores = NDArray[np.float32]

_ROW_BYTES: Final = 12  # of one word of one text: its row, its count and what the arrays set aside
_WORD_BYTES: Final = 250  # of one different word: its key, two arrays and its place in the table


class Postings:
    """Texts as rows 0, 1, 2 …, each of them a bag of words. Rows are taken off, never given anew."""

    def __init__(self) -> None:
        self._rows: dict[str, array[int]] = {}
        self._counts: dict[str, array[int]] = {}
        self._lengths = array("I")
        self._entries = 0

    def __len__(self) -> int:
        return len(self._lengths)

    @property
    def size_bytes(self) -> int:
        """About how much memory they take."""
        return _ROW_BYTES * self._entries + _WORD_BYTES * len(self._rows) + 4 * len(self)

    def add(self, words: Iterable[str]) -> int:
        """Add a text by its words, and return its row."""
        row = len(self._lengths)
        counts = Counter(words)
        for word, count in counts.items():
            self._rows.setdefault(word, array("I")).append(row)
            self._counts.setdefault(word, array("I")).append(count)
        self._lengths.append(counts.total())
        self._entries += len(counts)
        return row

    def scores(self, wants: Sequence[str], is_there: NDArray[np.bool_]) -> Scores:
        """How well each row fits some words by BM25, 0 and more, as in `bm25.scores`; 0 for rows taken off.

        is_there: (n,), False for rows that are taken off; they count for nothing.
        """
        found: Scores = np.zeros(len(self), np.float32)
        lengths = np.frombuffer(self._lengths, np.uint32)[: len(found)] if len(self) else found
        total = int(is_there.sum())
        if not total:
            return found
        norm = K1 * (1 - B + B * lengths / (float(lengths[is_there].mean()) or 1.0))
        for word in dict.fromkeys(wants):
            if word in self._rows:
                rows = np.array(self._rows[word], np.int64)
                counts = np.array(self._counts[word], np.float32)
                holding = int(is_there[rows].sum())
                rarity = math.log(1 + (total - holding + 0.5) / (holding + 0.5))
                found[rows] += rarity * counts * (K1 + 1) / (counts + norm[rows])
        return found * is_there
