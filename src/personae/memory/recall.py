"""Which memories come to mind: the ranking, a pure function of what is known of each memory."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from personae.memory.weights import Weights

Numbers = NDArray[np.float32]
Rows = NDArray[np.int64]

LEAST_MEANING: Final = 0.2  # a cosine under this, and no word in common: it has nothing to do with it
SURE_MEANING: Final = 0.35  # what the best cosine of a question is at least taken for
SURE_WORDS: Final = 3.0  # the same for BM25: about one word that is not common
HOURLY: Final = 0.995  # what is left of a memory's recency after an hour


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for each of n memories; every array is (n,).

    meaning: cosine with the question, -1..1, 0 for what has no vector yet.  words: BM25, 0 and more.
    spoken: 1 for words of the one whom the question is about, else 0.  age_h: hours since it happened.
    importance, intensity: 0..1.  congruence: -1..1, with the mood.  before, after: the rows of the
    memories just before and after it in the same conversation, -1 for none.
    """

    meaning: Numbers
    words: Numbers
    spoken: Numbers
    age_h: Numbers
    importance: Numbers
    congruence: Numbers
    is_pinned: NDArray[np.bool_]
    is_resolved: NDArray[np.bool_]
    before: Rows
    after: Rows


@dataclass(frozen=True, slots=True)
class Placed:
    """A memory's row, its score, and what each sign has added to it."""

    row: int
    score: float
    parts: Mapping[str, float]


def rank(signs: Signs, *, weights: Weights, allowed: NDArray[np.bool_], limit: int) -> list[Placed]:
    """The memories that come to mind, the best first, limit (1 or more) at most; at a tie the earlier row.

    allowed: (n,), False for rows that may not be given.

        score = w_meaning·M + w_words·B + w_spoken·s + w_recency·0.995^age_h + w_importance·i
              + w_mood·max(0, c) + w_pinned·p + w_resolved·r
        M     = m / max(0.35, the largest m),  m = max(0, cos) + w_before·m_before + w_after·m_after
        B     = b / max(3, the largest b),     b = BM25        + w_before·b_before + w_after·b_after

    What has nothing to do with the question (no word in common, cos under 0.2, nothing of it next to it)
    comes only to mind when it is pinned.

    Sources: recency, importance and relevance, each brought to 0..1 and summed, and the decay of 0.995 an
    hour are Park et al. 2023 (2304.03442); the age is taken from when it happened and not from when it
    was last recalled, so that what is asked does not depend on what was asked before. BM25 is Robertson and
    Zaragoza 2009 (10.1561/1500000019). That what was felt as one feels now comes to mind more easily is
    Bower 1981 (10.1037/0003-066X.36.2.129). Turns next to each other share their topic: see
    docs/decisions/0017, where the weights are measured.
    """
    meaning = _around(np.where(signs.meaning >= LEAST_MEANING / 2, signs.meaning, 0), signs, weights)
    words = _around(signs.words, signs, weights)
    is_about = (words > 0) | (meaning >= LEAST_MEANING)
    open_to = allowed & (is_about | signs.is_pinned)
    parts = {
        "meaning": weights.meaning * meaning / max(SURE_MEANING, _largest(meaning, allowed)),
        "words": weights.words * words / max(SURE_WORDS, _largest(words, allowed)),
        "spoken": weights.spoken * signs.spoken,
        "recency": weights.recency * np.power(HOURLY, np.maximum(0, signs.age_h)),
        "importance": weights.importance * signs.importance,
        "mood": weights.mood * np.maximum(0, signs.congruence),
        "pinned": weights.pinned * signs.is_pinned,
        "resolved": weights.resolved * signs.is_resolved,
    }
    scores = np.where(open_to, sum(parts.values()), -np.inf)
    best = _best(scores, limit)
    return [_placed(int(row), parts) for row in best if open_to[row]]


def congruence(felt: Numbers, intensity: Numbers, mood: tuple[float, float, float] | None) -> Numbers:
    """How much what was felt is like a mood, (n,), -1..1; 0 without a mood.

    felt: (n, 3) valence, arousal and dominance.  The cosine of the two, by how strongly it was felt and by
    how far the mood is from calm: a calm person is reminded of nothing in particular.
    """
    now = np.array(mood or (0, 0, 0), np.float32)
    strength = float(np.linalg.norm(now))
    sizes = np.linalg.norm(felt, axis=1)
    if not strength:
        return np.zeros(len(felt), np.float32)
    cosines: Numbers = felt @ now / strength / np.maximum(sizes, 1e-6)
    by_strength: Numbers = cosines * intensity * np.float32(min(1.0, strength))
    return by_strength


def explained(parts: Mapping[str, float]) -> dict[str, float]:
    """The parts that are not nothing, rounded, the largest first."""
    seen = {name: round(value, 4) for name, value in parts.items()}
    return {name: seen[name] for name in sorted(seen, key=lambda name: -abs(seen[name])) if seen[name]}


def _around(own: Numbers, signs: Signs, weights: Weights) -> Numbers:
    found: Numbers = np.maximum(0, own).astype(np.float32)
    padded = np.append(found, np.float32(0))  # the row -1 is nobody
    found += np.float32(weights.before) * padded[signs.before]
    found += np.float32(weights.after) * padded[signs.after]
    return found


def _largest(values: Numbers, allowed: NDArray[np.bool_]) -> float:
    return float(values[allowed].max(initial=0.0))


def _best(scores: Numbers, limit: int) -> Iterable[np.int64]:
    some = np.arange(len(scores))
    if limit < len(scores):  # only what stands above the last one taken needs an order
        some = np.flatnonzero(scores >= np.partition(scores, -limit)[-limit])
    order = np.argsort(-scores[some], kind="stable")
    return list(some[order][:limit])


def _placed(row: int, parts: Mapping[str, Numbers]) -> Placed:
    mine = {name: float(values[row]) for name, values in parts.items()}
    return Placed(row, round(sum(mine.values()), 4), explained(mine))
