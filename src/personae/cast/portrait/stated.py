"""What two people are to each other in one word, where the places of a book agree enough to say it.

A word is said when one place says it outright, or two that stand apart do, and few say another thing.
Who is a mother to one cannot be so to everybody who shouts "mother" in her hearing: of all whom somebody
calls so, only the one who is clearly ahead stays; and the parents of one child are not each other's.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import permutations

from personae.cast.evidence.kinds import (
    FAMILY,
    OF_WORD,
    PROFESSIONAL,
    ROMANTIC,
    SOCIAL,
    fits,
    plain,
    seen_back,
)
from personae.cast.model import Tie
from personae.cast.portrait.company import REACH

OUTRIGHT = 0.85  # confidence from which one place is enough: "Emma's sister Jane"
APART, LEAST = 2, 0.7  # places that are enough together, and what they must weigh
AGREED = 0.65  # share of the weight of a pair's words that one must have
AHEAD = 1.5  # how many times the weight of the next one a mother, father, husband or wife must have
HEARSAY = 0.4  # how much it counts that another one calls them so too
MOST_HEARSAY = 4  # others who count
SETTLED = 0.6  # weight at which half of all confidence is there
MOST_CHILDREN = 12  # of one parent, among whom brothers and sisters are looked for
ONE_ONLY = ("mother", "father", "husband", "wife")
PARENTS = frozenset(["mother", "father"])
KINDS = (FAMILY, ROMANTIC, PROFESSIONAL, SOCIAL)  # which is said where several stand

Pair = tuple[str, str]  # source, target
Votes = dict[Pair, dict[str, list[Tie]]]  # by pair, by what the target is to the source


@dataclass(frozen=True, slots=True)
class Stated:
    """The target is the source's detail.  confidence: 0..1.  ties: what says so, in the book's order."""

    detail: str
    confidence: float
    ties: tuple[Tie, ...]


def stated(ties: Iterable[Tie], genders: Mapping[str, str]) -> dict[Pair, Stated]:
    """Return what can be said of each pair, both ways; a pair of which nothing can is left out.

    ties: credible ones.
    """
    settled = {pair: _settled(words) for pair, words in _votes(ties, genders).items()}
    found = {pair: one for pair, one in settled.items() if one is not None}
    return _siblings(found, genders) | found


def credible(ties: Iterable[Tie], genders: Mapping[str, str]) -> list[Tie]:
    """Return the ties that do not clash with a gender or with surer ones.

    ties: all of the document's that have a detail, or nobody is known to have two mothers.
    """
    kept = [tie for tie in ties if fits(tie.detail, genders.get(tie.target, "?"))]
    for doubted in (_rivals, _couples):
        lost = doubted(_votes(kept, genders))
        kept = [tie for tie in kept if tie not in lost]
    return kept


def _siblings(found: Mapping[Pair, Stated], genders: Mapping[str, str]) -> dict[Pair, Stated]:
    """Return the children of one parent as each other's brothers and sisters, by what says whose they are."""
    children: dict[str, list[tuple[str, Stated]]] = defaultdict(list)
    for (source, target), parent in found.items():
        if parent.detail in PARENTS:
            children[target].append((source, parent))
    siblings: dict[Pair, Stated] = {}
    for family in children.values():
        for (one, own), (other, theirs) in permutations(family[:MOST_CHILDREN], 2):
            detail = {"F": "sister", "M": "brother"}.get(genders.get(other, "?"), "sibling")
            sure = round(own.confidence * theirs.confidence, 2)
            if (one, other) not in siblings or siblings[one, other].confidence < sure:
                siblings[one, other] = Stated(detail, sure, (_surest(own.ties), _surest(theirs.ties)))
    return siblings


def _surest(ties: Iterable[Tie]) -> Tie:
    return max(ties, key=lambda tie: (tie.confidence, -tie.start))


def _votes(ties: Iterable[Tie], genders: Mapping[str, str]) -> Votes:
    """Collect what is said of each pair, and what that makes the source to the target."""
    votes: Votes = defaultdict(lambda: defaultdict(list))
    for tie in ties:
        word = _married(plain(tie.detail), genders.get(tie.target, "?"))
        back = seen_back(word, genders.get(tie.source, "?"))
        for source, target, said in ((tie.source, tie.target, word), (tie.target, tie.source, back)):
            if said:
                votes[source, target][said].append(tie)
    return votes


def _married(word: str, gender: str) -> str:
    return {"F": "wife", "M": "husband"}.get(gender, word) if word == "spouse" else word


def weight_of(ties: Iterable[Tie]) -> float:
    """Return how much ties weigh together: the surest one of every place."""
    return sum(_places(ties))


def _places(ties: Iterable[Tie]) -> list[float]:
    """Return the surest confidence of each place; ties near each other are one place, and may err as one."""
    found: list[float] = []
    last: Tie | None = None
    for tie in sorted(ties, key=lambda tie: tie.start):
        if last is None or tie.chapter != last.chapter or tie.start - last.end > REACH:
            found.append(tie.confidence)
        else:
            found[-1] = max(found[-1], tie.confidence)
        last = tie
    return found


def _rivals(votes: Votes) -> set[Tie]:
    """Return the ties that give somebody a second mother, father, husband or wife."""
    lost: set[Tie] = set()
    for word in ONE_ONLY:
        weights: dict[str, dict[str, float]] = defaultdict(dict)  # by source, by target
        for (source, target), words in votes.items():
            if word in words:
                weights[source][target] = weight_of(words[word])
        for source, named in weights.items():
            ranked = {target: own + _hearsay(source, target, weights) for target, own in named.items()}
            first, second = (*sorted(ranked.values(), reverse=True), 0.0)[:2]
            for target, weight in ranked.items():
                if weight < first or first < AHEAD * second:
                    lost.update(votes[source, target][word])
    return lost


def _hearsay(source: str, target: str, weights: Mapping[str, Mapping[str, float]]) -> float:
    others = sum(target in named for other, named in weights.items() if other != source)
    return HEARSAY * min(MOST_HEARSAY, others)


def _couples(votes: Votes) -> set[Tie]:
    """Return the ties that make one parent of a child the other's parent or child."""
    parents: dict[str, set[str]] = defaultdict(set)
    for (source, target), words in votes.items():
        if PARENTS & words.keys():
            parents[source].add(target)
    couples = {(one, other) for pair in parents.values() for one in pair for other in pair if one != other}
    return {
        tie
        for one, other in couples
        for word in PARENTS & votes.get((one, other), {}).keys()
        for tie in votes[one, other][word]
    }


def _settled(words: Mapping[str, list[Tie]]) -> Stated | None:
    """Return the word that stands, of the first kind of which one does; a friend may be anything else too."""
    weights = {word: weight_of(ties) for word, ties in words.items()}
    for kind in KINDS:
        rivals = {word: weight for word, weight in weights.items() if _kind(word) in (kind, *KINDS[:-1])}
        own = [word for word in rivals if _kind(word) == kind]
        if not own:
            continue
        best = max(own, key=lambda word: (weights[word], word))
        agreed, places = weights[best] / sum(rivals.values()), _places(words[best])
        outright = max(places) >= OUTRIGHT and kind != ROMANTIC  # of love, books say much that is only hoped
        if agreed >= AGREED and (outright or (len(places) >= APART and weights[best] >= LEAST)):
            sure = agreed * weights[best] / (weights[best] + SETTLED)
            return Stated(best, round(sure, 2), tuple(sorted(words[best], key=lambda tie: tie.start)))
    return None


def _kind(word: str) -> str:
    return OF_WORD.get(word, FAMILY)
