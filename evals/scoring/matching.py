"""Which character that was found is which person of the annotation."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from evals.scoring.found import Found, names_of
from evals.scoring.gold import Gold, Person
from personae.cast.lang.rules import words

MALE = words("mr sir lord uncle master monsieur m signor herr don brother father king prince")
FEMALE = words("mrs miss ms lady aunt madame mme mademoiselle mlle dame signora sister mother queen princess")
RANKS = words(
    "dr doctor captain capt colonel major general professor prof admiral reverend rev count baron inspector "
    "lieutenant old young little"
)
TITLES = MALE | FEMALE | RANKS
SMALL = words("the a an of and in on at to with his her who")
SOFT = 0.5  # what a vote by part of a name counts
SHARED = 0.3  # a word that stands in the names of more than three people tells none of them


@dataclass(frozen=True, slots=True)
class Match:
    """Found character's id -> person's id: at most one for each person, and whoever fits best for all."""

    one: dict[str, str]
    many: dict[str, str]
    touched: dict[str, frozenset[str]]  # everybody any of whose names a character carries


def plain(name: str) -> str:
    """A name without case, stops and possessive; each way to say "narrator" becomes one."""
    text = " ".join(re.sub(r"[^\w\s]|_", " ", re.sub(r"['’]s\b", "", name.lower())).split())
    return "narr" if text in ("i", "narr", "narrator", "the narrator") else text


def flat(text: str) -> str:
    """A text in which names can be counted: no case, no line breaks."""
    return " ".join(text.lower().split())


def match(gold: Gold, found: Found) -> Match:
    """Let each name of each found character vote for a person, and assign them one to one.

    A name votes with its number of occurrences; the assignment has the greatest total (Hungarian method).
    """
    text, resolver = flat(gold.text), Resolver(gold)
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for character in found.cast.characters:
        for name in names_of(character):
            who, strength = resolver.resolve(name)
            if who is not None:
                votes[character.id][who] += strength * (1 + text.count(name.lower()))  # type: ignore[assignment]
    many = {id: counted.most_common(1)[0][0] for id, counted in votes.items()}
    return Match(_assign(votes), many, {id: frozenset(counted) for id, counted in votes.items()})


class Resolver:
    """Finds the person a name stands for: by the same words, or else by part of them."""

    def __init__(self, gold: Gold) -> None:
        self._people = gold.people
        self._exact = {name: id for id, person in gold.people.items() for name in person.names}
        self._plain: dict[str, set[str]] = defaultdict(set)
        for name, id in self._exact.items():
            self._plain[plain(name)].add(id)
        text = flat(gold.text)
        self._forms = {
            id: {_words(name): text.count(name.lower()) for name in person.names}
            for id, person in gold.people.items()
        }

    @cached_property
    def _bearers(self) -> Counter[str]:
        """In how many people's names each word stands."""
        return Counter(word for forms in self._forms.values() for word in frozenset[str]().union(*forms))

    def resolve(self, name: str) -> tuple[str | None, float]:
        """Return a person's id and what the name's vote counts, 0..1; None when it names nobody known."""
        if name.strip() in self._exact:
            return self._exact[name.strip()], 1.0
        same = self._plain.get(plain(name), set())
        if len(same) == 1:
            return next(iter(same)), 1.0
        fits = [(self._fit(name, id), id) for id, person in self._people.items() if _may_be(name, person)]
        best = max(((fit, id) for fit, id in fits if fit[0] >= SHARED), default=None)
        return (best[1], SOFT) if best else (None, 0.0)

    def _fit(self, name: str, id: str) -> tuple[float, int]:
        """How rare the words are that a name shares with a person's, and how often that name stands."""
        mine = _words(name)
        shared = [
            (sum(1 / self._bearers[word] for word in mine & form), seen)
            for form, seen in self._forms[id].items()
            if mine and form and (mine <= form or form <= mine)
        ]
        return max(shared, default=(0.0, 0))


def _words(name: str) -> frozenset[str]:
    """The words of a name that tell something: titles only where nothing else is left."""
    kept = [word for word in plain(name).split() if word not in SMALL]
    return frozenset([word for word in kept if word not in TITLES] or kept)


def _may_be(name: str, person: Person) -> bool:
    """False where a title speaks of the other gender."""
    said = set(plain(name).split())
    title = "M" if said & MALE else "F" if said & FEMALE else None
    return title is None or person.gender not in ("M", "F") or person.gender == title


def _assign(votes: dict[str, Counter[str]]) -> dict[str, str]:
    rows, columns = list(votes), sorted({id for counted in votes.values() for id in counted})
    if len(rows) <= len(columns):
        pairs = cheapest([[-votes[row][column] for column in columns] for row in rows]).items()
    else:
        turned = cheapest([[-votes[row][column] for row in rows] for column in columns])
        pairs = {row: column for column, row in turned.items()}.items()
    return {rows[i]: columns[j] for i, j in pairs if votes[rows[i]][columns[j]] > 0}


def cheapest(cost: Sequence[Sequence[float]]) -> dict[int, int]:
    """Return row -> column of least total cost; there are at least as many columns as rows.

    Source: the Hungarian method with potentials (Kuhn 1955, Munkres 1957), O(rows² · columns).
    """
    rows, columns = len(cost), len(cost[0]) if cost else 0
    up, across = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner, way = [0] * (columns + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        owner[0], column = row, 0
        low, used = [math.inf] * (columns + 1), [False] * (columns + 1)
        while owner[column]:
            used[column] = True
            here, least, following = owner[column], math.inf, 0
            for other in range(1, columns + 1):
                if used[other]:
                    continue
                reduced = cost[here - 1][other - 1] - up[here] - across[other]
                if reduced < low[other]:
                    low[other], way[other] = reduced, column
                if low[other] < least:
                    least, following = low[other], other
            for other in range(columns + 1):
                if used[other]:
                    up[owner[other]] += least
                    across[other] -= least
                else:
                    low[other] -= least
            column = following
        while column:
            owner[column], column = owner[way[column]], way[column]
    return {owner[column] - 1: column - 1 for column in range(1, columns + 1) if owner[column]}
