"""Which passages of a long text hold which words: made once, small, and quick to ask."""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from personae.llm.retrieval.bm25 import K1, B, Want
from personae.llm.retrieval.language import Language
from personae.llm.retrieval.words import folded, split, stem

Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Concordance:
    """Some texts' words: words[begins[n] : begins[n + 1]] would be one word's texts. See `indexed`.

    words: hashes of stems, each once, in order.  texts, counts: which texts hold a word and how often.
    lengths: how many words that carry a topic each text has.
    """

    words: NDArray[np.uint32]
    begins: NDArray[np.int64]
    texts: NDArray[np.int32]
    counts: NDArray[np.uint8]
    lengths: NDArray[np.uint16]

    @property
    def size_bytes(self) -> int:
        """What it takes in memory."""
        kept = (self.words, self.begins, self.texts, self.counts, self.lengths)
        return sum(each.nbytes for each in kept)

    def holding(self, word: str) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
        """The texts that hold a stem, and how often each does."""
        number = np.uint32(_hash(word))
        place = int(np.searchsorted(self.words, number))
        if place == len(self.words) or self.words[place] != number:
            return self.texts[:0], self.counts[:0]
        part = slice(int(self.begins[place]), int(self.begins[place + 1]))
        return self.texts[part], self.counts[part]


class Reader:
    """Reads texts of one language as words that carry a topic; each word is stemmed once."""

    def __init__(self, tongue: Language) -> None:
        self._known = _Numbers(tongue)

    def read(self, texts: Sequence[str]) -> Concordance:
        """Index some texts, numbered from 0.  20,000 of a paragraph each are a good measure for one call."""
        known = self._known
        numbered = [[known[word] for word in split(folded(text))] for text in texts]
        kept = [[number for number in each if number] for each in numbered]
        lengths = np.array([min(len(each), 0xFFFF) for each in kept], np.uint16)
        words = np.fromiter(chain.from_iterable(kept), np.uint64)
        places = np.repeat(np.arange(len(kept), dtype=np.uint64), [len(each) for each in kept])
        pairs, counts = np.unique((words << np.uint64(32)) | places, return_counts=True)
        heads, begins = np.unique(pairs >> np.uint64(32), return_index=True)
        return Concordance(
            words=heads.astype(np.uint32),
            begins=np.append(begins, len(pairs)).astype(np.int64),
            texts=(pairs & np.uint64(0xFFFFFFFF)).astype(np.int32),
            counts=np.minimum(counts, 255).astype(np.uint8),
            lengths=lengths,
        )


def scores(parts: Sequence[Concordance], wants: Sequence[Want], allowed: Mask) -> tuple[Floats, float]:
    """BM25 of every text of some concordances, one after another, and the most that a text could share.

    allowed: the texts that count; all others score 0 and change nothing for the rest: neither how rare a
    word is nor how long texts are. The second value is the sum of the rarities of what is wanted, of each
    want its best word's that any allowed text holds. See `bm25.scores` for what a want is.
    """
    total = int(allowed.sum())
    found, most = np.zeros(len(allowed), np.float32), 0.0
    if not total:
        return found, most
    lengths = np.concatenate([part.lengths for part in parts]).astype(np.float32)
    norms = K1 * (1 - B + B * lengths / max(1.0, float(lengths[allowed].mean())))
    for want in wants:
        best, rarest = np.zeros(len(allowed), np.float32), 0.0
        for word, weight in want.items():
            places, counts = _holding(parts, word)
            is_allowed = allowed[places]
            places, counts = places[is_allowed], counts[is_allowed]
            if not len(places):
                continue
            rarity = weight * float(np.log(1 + (total - len(places) + 0.5) / (len(places) + 0.5)))
            rarest = max(rarest, rarity)
            gains = rarity * counts * (K1 + 1) / (counts + norms[places])
            best[places] = np.maximum(best[places], gains)
        found += best
        most += rarest
    return found, most


def _holding(parts: Iterable[Concordance], word: str) -> tuple[NDArray[np.int64], Floats]:
    places, counts, first = [], [], 0
    for part in parts:
        texts, often = part.holding(word)
        places.append(texts.astype(np.int64) + first)
        counts.append(often.astype(np.float32))
        first += len(part.lengths)
    return np.concatenate(places), np.concatenate(counts)


class _Numbers(dict[str, int]):
    """By a word: the hash of its stem; 0 for one that carries no topic."""

    def __init__(self, tongue: Language) -> None:
        super().__init__(dict.fromkeys(tongue.stop, 0))
        self._suffixes = tongue.suffixes

    def __missing__(self, word: str) -> int:
        number = self[word] = _hash(stem(word, self._suffixes))
        return number


def _hash(word: str) -> int:
    """Never 0. Among 100,000 words one pair in two books is taken for the same, which does no harm."""
    return zlib.crc32(word.encode()) or 1
