"""A description put together from what the text says, every sentence with its places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from personae.cast.model import Fact
from personae.cast.portrait.records import Evidence
from personae.cast.portrait.relations import Relation

ORDER = ("occupation", "age", "home", "appearance", "features", "nature", "kin", "other")
MOST_OF_A_KIND = 3
SURE_ENOUGH = 0.5  # of a relation, to be put into words
MOST_RELATIONS = 4
PRONOUNS = {"F": "She", "M": "He"}
OPENINGS = {
    "occupation": "is",
    "age": "is",
    "home": "lives at",
    "appearance": "is",
    "features": "has",
    "nature": "is called",
    "kin": "is",
    "other": "is",
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with the places that bear it out; confidence: that of its weakest place, 0..1."""

    text: str
    citations: tuple[Evidence, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Description:
    """What can be said of a character; empty when the text says nothing."""

    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        """All sentences as one paragraph."""
        return " ".join(sentence.text for sentence in self.sentences)


def describe(
    name: str,
    facts: Sequence[Fact],
    *,
    gender: str = "?",
    relations: Sequence[Relation] = (),
    names: Mapping[str, str] | None = None,
) -> Description:
    """Describe a character in the text's own words; nothing is said that no place bears out.

    facts and relations: of this character alone, relations as their source.  names: Character.id -> name,
    for those related.  gender: 'F', 'M' or '?'.
    """
    subject = name
    found: list[Sentence] = []
    for kind in ORDER:
        best = _best([fact for fact in facts if fact.kind == kind])
        if best:
            found.append(_told(subject, kind, best))
            subject = PRONOUNS.get(gender, name)
    for relation in [r for r in relations if r.detail and r.confidence >= SURE_ENOUGH][:MOST_RELATIONS]:
        other = (names or {}).get(relation.target)
        if other and relation.evidence:
            text = f"{other} is {_owner(gender, name)} {relation.detail}."
            found.append(Sentence(text, relation.evidence[:MOST_OF_A_KIND], relation.confidence))
    return Description(tuple(found))


def _told(subject: str, kind: str, facts: Sequence[Fact]) -> Sentence:
    said = _listed([" ".join(fact.text.split()) for fact in facts])
    places = tuple(Evidence(fact.start, fact.end, fact.confidence) for fact in facts)
    return Sentence(f"{subject} {OPENINGS[kind]} {said}.", places, min(fact.confidence for fact in facts))


def _best(facts: Sequence[Fact]) -> list[Fact]:
    """Return the surest facts that do not repeat each other, in the order of the book."""
    chosen: list[Fact] = []
    for fact in sorted(facts, key=lambda fact: (-fact.confidence, fact.start)):
        said = set(fact.text.lower().split())
        if all(not said & set(other.text.lower().split()) - SMALL for other in chosen):
            chosen.append(fact)
        if len(chosen) == MOST_OF_A_KIND:
            break
    return sorted(chosen, key=lambda fact: fact.start)


SMALL = frozenset(["a", "an", "the", "of", "and", "very", "so", "with", "in", "his", "her", "their", "my"])


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _owner(gender: str, name: str) -> str:
    return {"F": "her", "M": "his"}.get(gender, f"{name}'s")
