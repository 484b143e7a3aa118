"""Makes texts that nobody wrote out of those that were, so that the student sees what the teacher knows."""

from dataclasses import dataclass

import numpy as np

from evals.train.feelings.corpus import NAME, Floats, Ints, Texts, Vocabulary
from personae.cast.emotion.words import CAPITAL, PLAIN, SHOUTED

SEED = 7
LONGEST = 64
SHORTEST_CUT = 3


@dataclass(frozen=True, slots=True)
class Invented:
    """Texts as tokens, and the folds of the one or two texts that each was made of."""

    ids: list[Ints]
    looks: list[Ints]
    folds: Ints


def invent(texts: Texts, words: Vocabulary, count: int) -> Invented:
    """Return texts made of others: cut, joined, words swapped for any other, dropped, signs added.

    Common words are swapped in more often, yet every word of the vocabulary has its chance, and some
    texts are one to three such words alone: that is how the student learns words it meets nowhere else.
    """
    chance = np.random.default_rng(SEED)
    pairs = chance.integers(0, len(texts.ids), size=(count, 2))
    odds = _odds(words)
    made = [_one(texts, words, odds, int(one), int(other), chance) for one, other in pairs]
    return Invented(
        [ids[:LONGEST] for ids, _ in made], [looks[:LONGEST] for _, looks in made], texts.folds[pairs]
    )


def _odds(words: Vocabulary) -> Floats:
    whole = np.array([len(token) > 2 and token.isalpha() for token in words.tokens])
    odds = np.where(whole, np.sqrt(words.counts) + 0.3, 0)
    return np.cumsum(odds / odds.sum()).astype(np.float32)


def _drawn(odds: Floats, count: int, chance: np.random.Generator) -> Ints:
    found = np.searchsorted(odds, chance.random(count, np.float32))
    return np.minimum(found, len(odds) - 1).astype(np.int64)


def _one(
    texts: Texts, words: Vocabulary, odds: Floats, one: int, other: int, chance: np.random.Generator
) -> tuple[Ints, Ints]:
    draw = chance.random(8)
    if draw[7] < 0.02:
        return words.signs[chance.integers(len(words.signs), size=1)], np.zeros(1, np.int64)
    if draw[7] < 0.06:
        alone = _drawn(odds, int(chance.integers(1, 4)), chance)
        return alone, np.zeros_like(alone)
    ids, looks = texts.ids[one].copy(), texts.looks[one].copy()
    if draw[0] < 0.25:
        ids, looks = _cut(ids, looks, chance)
    if draw[1] < 0.2:
        added = (texts.ids[other], texts.looks[other])
        added = _cut(*added, chance) if draw[1] < 0.1 else added
        ids, looks = np.concatenate([ids, added[0]]), np.concatenate([looks, added[1]])
    luck = chance.random(len(ids))
    swapped = luck < 0.02 + 0.25 * draw[2] * (draw[2] > 0.3)
    ids[swapped] = _drawn(odds, int(swapped.sum()), chance)
    kept = luck <= 1 - 0.15 * draw[3]
    if kept.any():
        ids, looks = ids[kept], looks[kept]
    if draw[4] < 0.3:
        named = ids == words.tokens.index(NAME)
        ids[named], looks[named] = chance.choice(words.names, size=int(named.sum())), CAPITAL
    if draw[5] < 0.08:
        at = int(chance.integers(0, len(ids) + 1)) if draw[5] < 0.02 else len(ids)
        sign = [chance.choice(words.signs)] * (2 if draw[5] > 0.06 else 1)
        ids, looks = np.insert(ids, at, sign), np.insert(looks, at, [PLAIN] * len(sign))
    if draw[6] < 0.05:
        looks = np.where(chance.random(len(looks)) < 0.5, SHOUTED, looks)
    return ids, looks


def _cut(ids: Ints, looks: Ints, chance: np.random.Generator) -> tuple[Ints, Ints]:
    """Return a run of at least SHORTEST_CUT tokens; all of a text that is about so short."""
    if len(ids) <= SHORTEST_CUT + 1:
        return ids, looks
    size = int(chance.integers(SHORTEST_CUT, len(ids) + 1))
    start = int(chance.integers(0, len(ids) - size + 1))
    return ids[start : start + size], looks[start : start + size]
