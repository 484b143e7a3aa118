"""How much a text looks like hate, harassment, sex, self-harm or violence: the features and the models."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from personae.encoder.branch import Branch
from personae.safety import lexicon
from personae.safety.grams import char_grams, flatten, weigh, word_grams
from personae.safety.language import UNKNOWN, language
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
NETWORK = 0.6  # how much the network counts, and the n-grams the rest
FOREIGN = 0.85  # confidence from which a text is in another language, of which the network knows nothing
READ = 1000  # characters that the network reads at once
READ_MOST = 4  # windows that it reads, those that look worst: it takes a hundred times as long as the n-grams

Logits = NDArray[np.float64]  # (categories,)


def verdict(text: str) -> Verdict:
    """Return what `moderate` promises."""
    model = load("moderation")
    plain = [unmask(text[start:end]).text for start, end in windows(text)]
    found = [_by_grams(each, model) for each in plain]
    worst = sorted(range(len(plain)), key=lambda place: -found[place].max())
    for place in worst[:READ_MOST]:
        if is_english(plain[place]):
            found[place] = NETWORK * _by_network(plain[place]) + (1 - NETWORK) * found[place]
    best = np.max([_careful(*each) for each in zip(plain, found, strict=True)], axis=0)
    scores = dict(zip(CATEGORIES, (round(share(each), 4) for each in best), strict=True))
    return Verdict({each: Finding(scores[each], scores[each] >= THRESHOLDS[each]) for each in CATEGORIES})


def _by_grams(plain: str, model: Weights) -> Logits:
    """Each category's logit for one window, in the order of CATEGORIES, by runs of characters and words."""
    flat = flatten(plain)
    words = weigh(word_grams(lexicon.masked(flat)))
    found = model.scores(words, weigh(char_grams(flat)), cues(plain))
    named = dict(zip(model.heads, found, strict=True))
    return np.array([named[each] for each in CATEGORIES], dtype=np.float64)


def _careful(plain: str, found: Logits) -> Logits:
    """The same, but that what is sexual and speaks of the young is sexual_minors."""
    there = lexicon.there(flatten(plain))
    named = dict(zip(CATEGORIES, found, strict=True))
    least = YOUNG_AND_BODILY if there["bodily"] else YOUNG_AND_SEXUAL
    if there["young"] and share(named["sexual"]) >= least:
        named["sexual_minors"] = max(named["sexual_minors"], 0.01, named["sexual"])
    return np.array([named[each] for each in CATEGORIES])


def is_english(plain: str) -> bool:
    """Whether the network may be asked: unless a text is surely in another language."""
    guess = language(plain)
    return guess.code in ("en", UNKNOWN) or guess.confidence < FOREIGN


def _by_network(plain: str) -> Logits:
    """What the network says at worst of any part of a window."""
    parts = [plain[start : start + READ] for start in range(0, max(1, len(plain)), READ)]
    worst: Logits = _network().logits(parts).max(axis=0).astype(np.float64)
    return worst


@cache
def _network() -> Branch:
    return Branch(files("personae.safety").joinpath("moderation_net.npz"))


def cues(plain: str) -> NDArray[np.float32]:
    """Return the features that are not hashed: kinds of words, which of them stand together, and meaning."""
    flat = flatten(plain)
    there = lexicon.there(flat)
    kinds = np.array([*there.values()], dtype=np.float32)
    pairs = np.outer(kinds, kinds)[_PAIRS] * np.float32(PAIRS)
    told = np.array([*lexicon.told(there)], dtype=np.float32)
    return np.concatenate([kinds, pairs, told, meaning(flat) * np.float32(MEANS)])


_PAIRS = np.triu_indices(len(lexicon.there("")), 1)
