"""How rich and how particular somebody's words are."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from personae.cast.evidence.words import words_of

TURNOVER = 0.72  # type-token ratio at which a stretch of words counts as used up
PRIOR = 400.0  # words of common use that every speaker is credited with
LEAST_USES = 3


def mtld(words: Sequence[str]) -> float:
    """Return the measure of textual lexical diversity: mean words until the type-token ratio falls to .72.

    Hardly depends on length, unlike the plain ratio; 0.0 for no words.  Mean of both directions.
    Source: McCarthy & Jarvis 2010 (10.3758/BRM.42.2.381).
    """
    if not words:
        return 0.0
    return (_one_way(words) + _one_way(words[::-1])) / 2


def _one_way(words: Sequence[str]) -> float:
    factors, seen, count = 0.0, set[str](), 0
    for word in words:
        seen.add(word)
        count += 1
        if len(seen) / count <= TURNOVER:
            factors += 1
            seen, count = set(), 0
    if count:
        factors += (1 - len(seen) / count) / (1 - TURNOVER)
    return len(words) / factors if factors else float(len(words))


def favourites(own: Mapping[str, int], others: Mapping[str, int], *, count: int) -> list[tuple[str, float]]:
    """Return the words somebody uses more than the others do, most telling first, each with its z-score.

    Log-odds ratio with an informative Dirichlet prior, so that one chance use says nothing.
    Source: Monroe, Colaresi & Quinn 2008 (10.1093/pan/mpn018), "Fightin' Words".
    """
    all_own, all_others = sum(own.values()), sum(others.values())
    total = all_own + all_others
    scored = []
    for word, uses in own.items():
        if uses < LEAST_USES:
            continue
        prior = PRIOR * (uses + others.get(word, 0)) / total
        here, there = uses + prior, others.get(word, 0) + prior
        odds = math.log(here / (all_own + PRIOR + 1 - here)) - math.log(
            there / (all_others + PRIOR + 1 - there)
        )
        scored.append((odds / math.sqrt(1 / here + 1 / there), word))
    scored.sort(key=lambda pair: (-pair[0], pair[1]))
    return [(word, round(z, 2)) for z, word in scored[:count] if z > 0]


def counted(texts: Iterable[str]) -> Counter[str]:
    """Return how often each word stands in some texts."""
    found: Counter[str] = Counter()
    for text in texts:
        found.update(words_of(text))
    return found
