"""What people may be called though the book never does alone: "Brandon" out of "Colonel Brandon"."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from personae.cast.forms import Form
from personae.cast.gender import gender_of
from personae.cast.grammar import Grammar
from personae.cast.person import GIVEN_TITLES, MARRIED, Person

Spelling = tuple[str, str, int, int]  # key, shown, start, end
ALONE = 3  # times that a shared surname stands by itself: then a man of that name goes by it
OUTNUMBERS = 5  # times as often as the next bearer: then a shared surname is still theirs
DOMINATES = 3  # times as often as the next bearer: then a shared given name is still theirs


def parts_of(persons: Sequence[Person], alone: Mapping[str, Form], grammar: Grammar) -> list[list[Spelling]]:
    """Return for each person the names that stand inside their own, and mean them alone.

    A name that the book uses by itself, for whomever, is none of them.  start and end are the place
    where it stands inside the first longer name.
    """
    used = {form.key.lower() for person in persons for form in person.forms}
    surnames = _surnames(persons)
    heads = _heads(persons, alone, grammar)
    claims: dict[str, list[tuple[int, int, Spelling]]] = {}
    for number, person in enumerate(persons):
        for spelling in _inside(person, grammar):
            key = spelling[0]
            if key.lower() not in used and _is_theirs(key, person, surnames, heads):
                claims.setdefault(key, []).append((person.count, number, spelling))
    found: list[list[Spelling]] = [[] for _ in persons]
    for bearers in claims.values():
        ranked = sorted(bearers, key=lambda claim: -claim[0])
        if len(ranked) == 1 or ranked[0][0] >= DOMINATES * ranked[1][0]:
            found[ranked[0][1]].append(ranked[0][2])
    return found


def _surnames(persons: Sequence[Person]) -> dict[str, list[int]]:
    """Return surname -> how often each of its bearers is named with it, most first."""
    found: dict[str, list[int]] = {}
    for person in persons:
        if person.last:
            found.setdefault(person.last, []).append(_named_with(person, person.last))
    return {last: sorted(counts, reverse=True) for last, counts in found.items()}


def _named_with(person: Person, last: str) -> int:
    return sum(form.count for form in person.forms if last in form.key.lower().split())


def _heads(persons: Sequence[Person], alone: Mapping[str, Form], grammar: Grammar) -> dict[str, Person]:
    """Return surname -> the man it means where it stands by itself: the one named more than any other man."""
    men: dict[str, list[Person]] = {}
    for person in persons:
        if person.last and gender_of(person, grammar.rules).value == "M":
            men.setdefault(person.last, []).append(person)
    found = {}
    for last, bearers in men.items():
        form = alone.get(last.title())
        counts = sorted((_named_with(person, last) for person in bearers), reverse=True)
        if form and form.count >= ALONE and (len(counts) == 1 or counts[0] >= OUTNUMBERS * counts[1]):
            found[last] = max(bearers, key=lambda person: _named_with(person, last))
    return found


def _is_theirs(key: str, person: Person, surnames: dict[str, list[int]], heads: dict[str, Person]) -> bool:
    """Say whether a name is no surname, or that of this person far more than of anybody else."""
    capitals = [word.lower() for word in key.split() if not word.islower()]
    if len(capitals) == 1 and heads.get(capitals[0]) is person:
        return True
    if capitals == [person.last] and MARRIED & person.titles:
        return False  # "Hale" alone is rather her husband
    counts = surnames.get(capitals[0], []) if len(capitals) == 1 else []
    if len(counts) < 2:
        return True
    return _named_with(person, capitals[0]) == counts[0] >= OUTNUMBERS * counts[1]


def _inside(person: Person, grammar: Grammar) -> Iterator[Spelling]:
    """Yield a person's names without their titles, and each half of a full name, once."""
    seen: set[str] = set()
    for form in sorted(person.forms, key=lambda form: form.start):
        words = form.shown.split(" ")
        bare = next((n for n, word in enumerate(words) if not grammar.is_title(word.rstrip("."))), len(words))
        if len(form.shown) != form.end - form.start or bare == len(words):
            continue  # its blanks were joined, so that places inside it are not known
        noble = any(word.rstrip(".").lower() in GIVEN_TITLES for word in words[:bare])
        for first, behind in _cuts(bare, len(words), noble=noble):
            shown = " ".join(words[first:behind])
            start = form.start + len(" ".join(words[:first])) + (first > 0)
            key = shown.replace(".", "")
            if key not in seen and len(key) > 1:
                seen.add(key)
                yield key, shown, start, start + len(shown)


def _cuts(bare: int, count: int, *, noble: bool) -> Iterable[tuple[int, int]]:
    """Return the pieces of a name of so many words whose titles end at bare: the whole, its ends.

    noble: the title goes with a given name, "Lady Catherine", and nobody leaves it out.
    """
    if bare and (not noble or count - bare > 1):
        yield bare, count
    if count - bare > 1:
        if not noble:
            yield bare, bare + 1
        yield count - 1, count
