"""Names before and after a wedding, where the text says so: "Miss Hamilton, now Mrs. Smith"."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from personae.cast import names
from personae.cast.gender import gender_of
from personae.cast.grammar import Grammar
from personae.cast.lang import Rules
from personae.cast.person import MAIDEN, MARRIED, Person

REACH = 80  # characters before a word such as "née" in which the name before it starts
OWNED = re.compile(r"['’]s\b")


@dataclass(frozen=True, slots=True)
class Wedding:
    """born: a name from before.  wed: one from behind; is_husband: it is his."""

    born: str
    wed: str
    is_husband: bool = False


def weddings(text: str, grammar: Grammar) -> Iterator[Wedding]:
    """Yield what a paragraph says outright of somebody's two names.

    Nothing where the language has no words for it, nor what is only supposed: "had Ann married Mr. Grey".
    """
    for link in grammar.wedding.finditer(text):
        before, behind = _name_before(text, link.start(), grammar), grammar.name.match(text, link.end())
        if before is None or behind is None or OWNED.match(text, behind.end()):
            continue
        one, other = before[0], _key(behind[0])
        if link["born"]:
            yield Wedding(other, one)
        elif names.word_before(text, before[1]) not in grammar.rules.supposing:
            if link["marries"]:
                yield Wedding(one, other, is_husband=True)
            elif _title(other) in MARRIED:
                yield Wedding(one, other)


def join_wedded(persons: Sequence[Person], found: Iterable[Wedding], rules: Rules) -> None:
    """Make one person of a woman's two names, under the one from after the wedding."""
    for wedding in sorted(found, key=lambda each: (each.born, each.wed)):
        wife = _wife(persons, wedding)
        if wife is None or gender_of(wife, rules).value == "M":
            continue
        maiden = _maiden(persons, wedding.born, wife)
        if maiden is not None and gender_of(maiden, rules).value != "M":
            last = wife.last
            wife.absorb(maiden)
            wife.last = last or wife.last


def _wife(persons: Sequence[Person], wedding: Wedding) -> Person | None:
    if not wedding.is_husband:
        return _owner(persons, lambda person: _is_called(person, wedding.wed))
    if _title(wedding.wed) != "mr":
        return None
    last = wedding.wed.split()[-1].lower()
    return _owner(persons, lambda person: person.last == last and bool(person.titles & MARRIED))


def _maiden(persons: Sequence[Person], born: str, wife: Person) -> Person | None:
    """Return who bears a name from before; of a surname alone, its only Miss or namesake of the wife."""
    others = [person for person in persons if person is not wife]
    if " " not in born:
        of_house = [person for person in others if person.last == born.lower()]
        found = _owner(of_house, lambda person: bool(person.titles & MAIDEN or person.given & wife.given))
        if found is not None:
            return found
    return _owner(others, lambda person: _is_called(person, born))


def _owner(persons: Sequence[Person], fits: Callable[[Person], bool]) -> Person | None:
    fitting = [person for person in persons if person.forms and fits(person)]
    return fitting[0] if len(fitting) == 1 else None


def _is_called(person: Person, key: str) -> bool:
    return any(form.key == key for form in person.forms)


def _name_before(text: str, end: int, grammar: Grammar) -> tuple[str, int] | None:
    """Return the name that ends at a place, and where it starts."""
    for match in grammar.name.finditer(text, max(0, end - REACH), end):
        if match.end() == end:
            runs = list(names.runs(text, match.start(), end, grammar))
            return (runs[-1].key, runs[-1].start) if runs and runs[-1].end == end else None
    return None


def _key(name: str) -> str:
    return " ".join(name.replace(".", "").split())


def _title(key: str) -> str:
    return key.split()[0].lower()
