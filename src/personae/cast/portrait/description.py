"""A description put together from what the text says, every sentence with its places."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from personae.cast.model import Fact
from personae.cast.portrait.records import Evidence
from personae.cast.portrait.relations import Relation

ORDER = ("occupation", "age", "home", "appearance", "features", "nature", "kin", "other", "self")
MOST_OF_A_KIND = 3
MOST_RELATIONS = 6
PRONOUNS = {"F": "She", "M": "He"}
OPENINGS = {
    "occupation": "is",
    "age": "is",
    "home": "lives at",
    "appearance": "is",
    "features": "has",
    "nature": "is described as",
    "kin": "is",
    "other": "is",
    "self": "calls {themself}",
}
THEMSELVES = {"F": "herself", "M": "himself"}
# Words that only stand well where the book has them: "was also very clever", "was still so lively".
LEADING = re.compile(r"\A(?:(?:also|still|always|ever|now|once|indeed|both|so|certainly)\s+)+")
EMPHASIS = re.compile(r"(?<!\w)_|_(?!\w)")  # plain text's marks for italics
ARTICLE = re.compile(r"(?:an?|the)\s")
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
BETWEEN = re.compile(r",?\s+and\s+|,\s+")


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
    found: list[Sentence] = []
    for kind in ORDER:
        best = _best([fact for fact in facts if fact.kind == kind], 1 if kind == "age" else MOST_OF_A_KIND)
        if best:
            subject = PRONOUNS.get(gender, name) if found else name
            opening = OPENINGS[kind].format(themself=THEMSELVES.get(gender, "themself"))
            found.append(_told(f"{subject} {opening}", best))
    for detail, others in _related(relations, names or {}).items():
        owner = OWNERS.get(gender) if found else None
        found.append(_kin(owner or _possessive(name), detail, others))
    return Description(tuple(found))


def _related(
    relations: Sequence[Relation], names: Mapping[str, str]
) -> dict[str, list[tuple[str, Relation]]]:
    """Return those of whom the book says what they are, with their names, by what that is.

    That somebody called "Mother" is a mother goes without saying.
    """
    known = [
        (names[r.target], r)
        for r in relations
        if r.detail and r.stated and names.get(r.target, r.detail).lower() != r.detail
    ]
    found: dict[str, list[tuple[str, Relation]]] = {}
    for name, relation in known[:MOST_RELATIONS]:
        found.setdefault(relation.detail, []).append((name, relation))
    return found


def _kin(owner: str, detail: str, others: Sequence[tuple[str, Relation]]) -> Sentence:
    """Write "Jane is her sister." or "Jane and Mary are her sisters."."""
    said = f"are {owner} {_plural(detail)}" if len(others) > 1 else f"is {owner} {detail}"
    most = max(1, MOST_OF_A_KIND // len(others))
    places = [place for _, r in others for place in r.evidence[: min(r.stated, most)]]
    sure = min(relation.confidence for _, relation in others)
    return Sentence(f"{_listed([name for name, _ in others])} {said}.", tuple(places), sure)


def _plural(detail: str) -> str:
    head, law, _ = detail.partition("-in-law")
    return {"wife": "wives", "child": "children"}.get(head, f"{head}s") + law


def _told(opening: str, facts: Sequence[Fact]) -> Sentence:
    places = tuple(Evidence(fact.start, fact.end, fact.confidence) for fact in facts)
    said = _listed([LEADING.sub("", _plain(fact.text)) for fact in facts])
    return Sentence(f"{opening} {said}.", places, min(fact.confidence for fact in facts))


def _plain(text: str) -> str:
    """Return text on one line and without marks for italics."""
    return EMPHASIS.sub("", " ".join(text.split()))


def _best(facts: Sequence[Fact], most: int) -> list[Fact]:
    """Return the surest facts that do not repeat each other, in the order of the book."""
    chosen: list[Fact] = []
    for fact in sorted(facts, key=lambda fact: (-fact.confidence, fact.start)):
        said = _words(fact)
        if all(not said & _words(other) for other in chosen):
            chosen.append(fact)
        if len(chosen) == most:
            break
    return sorted(chosen, key=lambda fact: fact.start)


SMALL = frozenset(["a", "an", "the", "of", "and", "very", "so", "with", "in", "his", "her", "their", "my"])


OWNERS = {"F": "her", "M": "his"}


def _words(fact: Fact) -> set[str]:
    return set(WORD.findall(fact.text.lower())) - SMALL


def _listed(parts: Sequence[str]) -> str:
    """Join what is said: "tall, clever and proud", "a weaver, and a tall, thin man of forty"."""
    if not any(map(ARTICLE.match, parts)):
        parts = [word for part in parts for word in BETWEEN.split(part)]
    if len(parts) == 1:
        return parts[0]
    link = "," if any(map(BETWEEN.search, parts)) else ""
    return f"{', '.join(parts[:-1])}{link} and {parts[-1]}"


def _possessive(name: str) -> str:
    return f"{name}’" if name.endswith("s") and not name.endswith("ss") else f"{name}’s"
