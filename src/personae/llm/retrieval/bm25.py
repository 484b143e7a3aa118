"""How well texts fit a question, by the words they share."""

import math
from collections.abc import Mapping, Sequence
from typing import Final

# The usual values; Robertson and Zaragoza 2009 (10.1561/1500000019) report 1.2 < K1 < 2, 0.5 < B < 0.8.
K1: Final = 1.2
B: Final = 0.75

# One thing that is asked for: every word that would do, with how well it would do, 0..1.
Want = Mapping[str, float]


def scores(
    texts: Sequence[Sequence[str]], wants: Sequence[Want], *, k1: float = K1, b: float = B, others: int = 0
) -> list[float]:
    """Return for each text (its words) the sum over the wants of its best word's BM25 score.

    Taking only the best word of a want keeps a text full of synonyms from beating one that says the
    very word. others: how many texts with none of the words to imagine besides, so that a word is rare even
    among few texts. No texts or no wants give zeros.
    """
    sought = {word for want in wants for word in want}
    found = [_count(text, sought) for text in texts]
    rarity = _rarity(found, len(texts) + others)
    mean = sum(map(len, texts)) / max(1, len(texts)) or 1.0
    return [
        _score(counts, wants, rarity, k1 * (1 - b + b * len(text) / mean), k1)
        for counts, text in zip(found, texts, strict=True)
    ]


def _count(text: Sequence[str], sought: set[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for word in text:
        if word in sought:
            counts[word] = counts.get(word, 0) + 1
    return counts


def _rarity(found: Sequence[Mapping[str, int]], total: int) -> dict[str, float]:
    """Inverse document frequency in the form that never goes below zero."""
    holding: dict[str, int] = {}
    for counts in found:
        for word in counts:
            holding[word] = holding.get(word, 0) + 1
    return {word: math.log(1 + (total - n + 0.5) / (n + 0.5)) for word, n in holding.items()}


def _score(
    counts: Mapping[str, int], wants: Sequence[Want], rarity: Mapping[str, float], norm: float, k1: float
) -> float:
    if not counts:
        return 0.0
    return sum(
        max(
            (
                weight * rarity[word] * counts[word] * (k1 + 1) / (counts[word] + norm)
                for word, weight in want.items()
                if word in counts
            ),
            default=0.0,
        )
        for want in wants
    )
