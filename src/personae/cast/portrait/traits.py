"""Eight traits guessed from how somebody talks, each with the lines that moved it."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

from personae.cast.evidence.words import words_of
from personae.cast.portrait.measures import BY_LINE, Measured, measure, rates
from personae.cast.portrait.norms import NORMS
from personae.cast.portrait.records import Evidence, Line
from personae.cast.portrait.vocabulary import mtld

# How much each measure speaks for a trait; signs and rough sizes after Pennebaker & King 1999
# (10.1037/0022-3514.77.6.1296), Mairesse et al. 2007 (10.1613/jair.2349) and Yarkoni 2010
# (10.1016/j.jrp.2010.04.001); formality after Heylighen & Dewaele 1999; humor and creativity, for
# which there are no such tables, after what their words mean.
LOADINGS: Mapping[str, Mapping[str, float]] = {
    "openness": {
        "thinks": 0.8, "articles": 0.6, "long_words": 0.7, "fancies": 0.8, "varied": 0.8, "hedges": 0.3,
        "self": -0.5,
    },
    "conscientiousness": {
        "dutiful": 1.0, "long_words": 0.3, "denies": -0.6, "swears": -0.8, "sore": -0.5, "hedges": -0.3,
        "exclaims": -0.3,
    },
    "extraversion": {
        "length": 0.6, "social": 0.8, "glad": 0.6, "exclaims": 0.7, "other": 0.4, "calls": 0.3,
        "hedges": -0.4, "denies": -0.3, "articles": -0.3, "long_words": -0.3,
    },
    "agreeableness": {
        "glad": 0.9, "courteous": 0.9, "social": 0.3, "angry": -0.9, "swears": -0.8, "sore": -0.4,
        "denies": -0.4,
    },
    "neuroticism": {
        "uneasy": 1.0, "sore": 0.7, "self": 0.6, "angry": 0.4, "denies": 0.4, "certain": 0.3, "exclaims": 0.3,
        "glad": -0.4, "articles": -0.3,
    },
    "humor": {"jests": 1.0, "likens": 0.7, "exclaims": 0.2, "calls": 0.2, "glad": 0.2, "uneasy": -0.5},
    "formality": {
        "formal": 0.8, "long_words": 0.8, "respectful": 0.6, "articles": 0.3, "contracts": -0.9,
        "calls": -0.5, "exclaims": -0.5, "swears": -0.5,
    },
    "creativity": {"fancies": 1.0, "likens": 0.9, "varied": 0.8, "long_words": 0.2},
}  # fmt: skip
# The best that lines of a book can tell: talk and personality agree at r of .1 to .4 (Yarkoni 2010).
CEILING: Mapping[str, float] = {"formality": 0.85, "humor": 0.5, "creativity": 0.5}
CEILING_ELSE = 0.6
HALF_WORDS = 200  # words after which a value may go half of the way from .5, and confidence is half
CHANCE: Mapping[str, float] = {"formal": 0.6, "varied": 120_000.0}  # of one word; counts have their mean
CAST_LEAST = 5  # other speakers from whom a cast has a spread of its own
SPEAKS = 60  # words by which another speaker counts among them
Z_MOST = 2.5  # a measure further out than this says no more
SHOWN = 6


@dataclass(frozen=True, slots=True)
class Trait:
    """One trait.

    value: 0..1, .5 being like everybody.  confidence: 0..1.  evidence: the lines that moved it most;
    weight > 0 moved it up.  As read from the book, value is the baseline that evolution returns to.
    """

    name: str
    value: float
    confidence: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Norm:
    """What is usual of one measure: mean and standard deviation over speakers."""

    mean: float
    spread: float


def traits(lines: Sequence[Line], others: Iterable[Line] = ()) -> tuple[Trait, ...]:
    """Guess the traits of the speaker of lines, in the order of LOADINGS.

    Each measure is compared with speakers of sixty novels and with the rest of the cast (others), half
    and half; with fewer than CAST_LEAST others who speak, with the novels alone.  Few lines stay near .5.
    """
    return _guess(lines, _blend(_norms(list(_speakers(others).values()))))


def traits_of_all(lines: Iterable[Line]) -> dict[str, tuple[Trait, ...]]:
    """Guess the traits of everybody who speaks in lines, each beside all the others: speaker -> traits.

    The same as `traits` for each, with the others measured once.
    """
    kept = [line for line in lines if line.speaker is not None]
    rows, found = _speakers(kept), {}
    for speaker, said in _by_speaker(kept).items():
        others = [row for other, row in rows.items() if other != speaker]
        found[speaker] = _guess(said, _blend(_norms(others)))
    return found


def _guess(lines: Sequence[Line], usual: Mapping[str, Norm]) -> tuple[Trait, ...]:
    measured = [measure(line.text) for line in lines]
    words = sum(one.words for one in measured)
    own = rates(measured, varied=_varied(lines))
    trust = words / (words + HALF_WORDS)
    found = []
    for name, loadings in LOADINGS.items():
        moved = {
            key: weight * _z(own[key], usual[key]) * _steadiness(key, usual[key], words, len(lines))
            for key, weight in loadings.items()
        }
        size = math.sqrt(sum(weight * weight for weight in loadings.values()))
        value = 0.5 + 0.5 * math.tanh(trust * sum(moved.values()) / size / 2) if words else 0.5
        sure = trust * CEILING.get(name, CEILING_ELSE)
        found.append(Trait(name, round(value, 3), round(sure, 3), _movers(lines, measured, loadings, usual)))
    return tuple(found)


def _varied(lines: Sequence[Line]) -> float:
    spoken = [word for line in lines for word in words_of(line.text)]
    return mtld(spoken) if len(spoken) >= SPEAKS else NORMS["varied"][0]


def _z(value: float, norm: Norm) -> float:
    return max(-Z_MOST, min(Z_MOST, (value - norm.mean) / norm.spread))


def _steadiness(name: str, norm: Norm, words: int, lines: int) -> float:
    """Return how much of a measure's distance from the norm is the speaker's own, not chance, 0..1.

    The share of true variance in what is seen; counts vary by chance like a Poisson variable, so a
    rare word used once says little.  Empirical Bayes, after Efron & Morris 1975 (10.2307/2285814).
    """
    if name == "length":
        return lines / (lines + 5)
    if name in BY_LINE:
        chance = norm.mean * (1 - norm.mean) / max(1, lines)
    else:
        chance = CHANCE.get(name, norm.mean) / max(1, words)
    return norm.spread**2 / (norm.spread**2 + chance)


def _by_speaker(lines: Iterable[Line]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line.speaker is not None:
            found[line.speaker].append(line)
    return found


def _speakers(lines: Iterable[Line]) -> dict[str, Mapping[str, float]]:
    """Measure everybody who says enough to be compared with."""
    rows: dict[str, Mapping[str, float]] = {}
    for speaker, said in _by_speaker(lines).items():
        measured = [measure(line.text) for line in said]
        if sum(one.words for one in measured) >= SPEAKS:
            rows[speaker] = rates(measured, varied=_varied(said))
    return rows


def _norms(rows: Sequence[Mapping[str, float]]) -> dict[str, Norm] | None:
    """Return what is usual in a cast, or None when too few others speak."""
    if len(rows) < CAST_LEAST:
        return None
    return {name: Norm(fmean(row[name] for row in rows), pstdev(row[name] for row in rows)) for name in NORMS}


def _blend(cast: Mapping[str, Norm] | None) -> dict[str, Norm]:
    """Return the norms to compare with: those of novels, moved half way to the cast's own.

    The spread is never less than that of novels: a cast that talks alike has no extremes.
    """
    fixed = {name: Norm(mean, spread) for name, (mean, spread) in NORMS.items()}
    if cast is None:
        return fixed
    return {
        name: Norm((norm.mean + cast[name].mean) / 2, max(norm.spread, (norm.spread + cast[name].spread) / 2))
        for name, norm in fixed.items()
    }


def _movers(
    lines: Sequence[Line],
    measured: Sequence[Measured],
    loadings: Mapping[str, float],
    usual: Mapping[str, Norm],
) -> tuple[Evidence, ...]:
    """Return the lines whose counts are furthest from what is usual, by their share of all movement."""
    total_words = max(1, sum(one.words for one in measured))
    weighed = []
    for line, one in zip(lines, measured, strict=True):
        moved = 0.0
        for name, weight in loadings.items():
            if name != "varied":
                per = len(measured) if name in BY_LINE else total_words
                due = usual[name].mean * (1 if name in BY_LINE else one.words)
                moved += weight * (one.counts[name] - due) / per / usual[name].spread
        weighed.append((moved * line.confidence, line))
    weighed.sort(key=lambda pair: (-abs(pair[0]), pair[1].start))
    return tuple(Evidence(line.start, line.end, round(moved, 4)) for moved, line in weighed[:SHOWN] if moved)
