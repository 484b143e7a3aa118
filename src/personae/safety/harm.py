"""How much a text looks like hate, harassment, sex, self-harm or violence: the features and the models."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from personae.safety import lexicon
from personae.safety.grams import char_grams, flatten, weigh, word_grams
from personae.safety.meaning import meaning
from personae.safety.unmask import unmask
from personae.safety.verdict import CATEGORIES, Category, Finding, Verdict
from personae.safety.weights import Weights, load, share
from personae.safety.windows import windows

# Scores from which a category is flagged. The models' biases are set so that a half is where false alarms are
# few; what must not be missed is flagged earlier.
THRESHOLDS: Mapping[Category, float] = MappingProxyType(dict.fromkeys(CATEGORIES, 0.5))
# Scores of `sexual` from which a text that speaks of the young is sexual_minors: with bodily words, without.
YOUNG_AND_BODILY = 0.3
YOUNG_AND_SEXUAL = 0.5
PAIRS = 0.3  # how much two kinds of words together count
MEANS = 1.5  # how much the words' meaning counts


def verdict(text: str) -> Verdict:
    """Return what `moderate` promises."""
    model = load("moderation")
    best = np.full(len(CATEGORIES), -30.0)
    for start, end in windows(text):
        best = np.maximum(best, logits(text[start:end], model))
    scores = dict(zip(CATEGORIES, (round(share(each), 4) for each in best), strict=True))
    return Verdict({each: Finding(scores[each], scores[each] >= THRESHOLDS[each]) for each in CATEGORIES})


def logits(text: str, model: Weights) -> NDArray[np.float64]:
    """Return each category's logit for one stretch of text, in the order of CATEGORIES."""
    plain = unmask(text).text
    flat = flatten(plain)
    words = weigh(word_grams(lexicon.masked(flat)))
    found = model.scores(words, weigh(char_grams(flat)), cues(plain)).astype(np.float64)
    named = dict(zip(model.heads, found, strict=True))
    there = lexicon.there(flat)
    least = YOUNG_AND_BODILY if there["bodily"] else YOUNG_AND_SEXUAL
    if there["young"] and share(named["sexual"]) >= least:
        named["sexual_minors"] = max(named["sexual_minors"], 0.01, named["sexual"])
    return np.array([named[each] for each in CATEGORIES])


def cues(plain: str) -> NDArray[np.float32]:
    """Return the features that are not hashed: kinds of words, which of them stand together, and meaning."""
    flat = flatten(plain)
    there = lexicon.there(flat)
    kinds = np.array([*there.values()], dtype=np.float32)
    pairs = np.outer(kinds, kinds)[_PAIRS] * np.float32(PAIRS)
    told = np.array([*lexicon.told(there)], dtype=np.float32)
    return np.concatenate([kinds, pairs, told, meaning(flat) * np.float32(MEANS)])


_PAIRS = np.triu_indices(len(lexicon.there("")), 1)
