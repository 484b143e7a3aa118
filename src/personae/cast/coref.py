"""Names into people: which spellings belong to one person, and which must never be joined."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from personae.cast import persons
from personae.cast.answering import join_answering
from personae.cast.families import Families
from personae.cast.gender import gender_of
from personae.cast.grammar import Grammar
from personae.cast.person import GIVEN_TITLES, MAIDEN, MARRIED, PLAIN, Parsed, Person, parse
from personae.cast.shortforms import ShortForms
from personae.cast.survey import Survey
from personae.cast.wedded import join_wedded

MET = 4  # meetings that prove two names to be two people
OUTNUMBERS = 5  # times as often as the next bearer: then whoever is called by it is meant
MOSTLY = 0.5  # of a surname's mentions alone
BARE_SHARE = 0.12  # a surname of several people must stand alone this often to mean one of them


def people(survey: Survey, grammar: Grammar) -> list[Person]:
    """Join the spellings a survey found into persons, most named first."""
    parsed = [parse(form, grammar) for form in persons.folded(survey, grammar)]
    kept = [name for name in parsed if name.last or name.titles]
    known = {name.last for name in kept if name.titles and name.last}
    known -= {last for last in known if last.endswith("s") and last[:-1] in known}  # "the Miss Steeles"
    judge = persons.Judge(survey, grammar, known)
    full = [
        name for name in kept if name.given and judge.is_person(name.form, name.titles, name.given, name.last)
    ]
    known.update(name.given for name in full if len(name.given) > 1)
    kept = [name for name in kept if judge.is_person(name.form, name.titles, name.given, name.last)]
    kept.sort(key=lambda name: (-name.form.count, name.form.key))
    apart = {pair for pair, weight in survey.apart.items() if weight >= MET}
    return Joiner(grammar, apart).join(kept, survey)


class Joiner:
    """Joins names in order of how much they say: full names, then titled ones, then single words."""

    def __init__(self, grammar: Grammar, apart: set[tuple[str, str]]) -> None:
        self.grammar = grammar
        self.apart = apart
        self.persons: list[Person] = []
        self.families = Families(grammar.rules)
        self.by_last = self.families.by_last
        self.by_given: dict[str, list[Person]] = defaultdict(list)

    def join(self, names: list[Parsed], survey: Survey) -> list[Person]:
        """Return the persons, most named first."""
        for name in names:
            if name.given:
                self._full(name)
        titled = [name for name in names if not name.given and name.titles and name.last]
        self.families.learn(names)
        singles = [name for name in names if not name.given and not name.titles]
        surnames = {name.last for name in titled if name.titles[-1] not in GIVEN_TITLES} | set(self.by_last)
        for name in titled:
            self._titled(name, surnames)
        for name in singles:
            self._single(name, surnames)
        ShortForms(self.persons, self.by_given, self.grammar.rules).join()
        self.families.call_husbands(self.persons)
        join_wedded(self.persons, survey.weddings, self.grammar.rules)
        join_answering(self.persons, survey.answers.counts, self.grammar.rules, self._have_met)
        for name in names:
            if not name.last:
                self._title_alone(name)
        return sorted((p for p in self.persons if p.forms), key=lambda person: -person.count)

    def _fits(self, name: Parsed, person: Person) -> bool:
        """Say whether gender and married state let a name belong to a person."""
        gender = gender_of(person, self.grammar.rules).value
        if "?" not in (name.title_gender, gender) and name.title_gender != gender:
            return False
        if {"sir", "mr"} <= person.titles | set(name.titles):
            return False
        ranks = self.grammar.rules.ranks.intersection(name.titles)
        if ranks and gender == "F" and not ranks & person.titles and name.given not in person.given:
            return False  # "Captain Hale" is hardly Ann, unless she is "Captain Ann Hale"
        married, maiden = MARRIED.intersection(name.titles), MAIDEN.intersection(name.titles)
        return not (married and MAIDEN & person.titles) and not (maiden and MARRIED & person.titles)

    def _new(self, name: Parsed, *, given: str = "") -> None:
        person = Person()
        person.add(name)
        self.persons.append(person)
        if given:
            person.given.add(given)
            self.by_given[given].append(person)
        if not given or name.given:
            person.last = name.last
            self.by_last[name.last].append(person)

    def _join(self, name: Parsed, candidates: Iterable[Person], *, best: Callable[[Person], float]) -> bool:
        fitting = [p for p in candidates if self._fits(name, p) and not self._met(name, p)]
        if not fitting:
            return False
        max(fitting, key=best).add(name)
        return True

    def _met(self, name: Parsed, person: Person) -> bool:
        """Say whether a name was seen beside one of a person's own, or spoken to by them."""
        key = name.form.key
        own = {form.key for form in person.forms} | {given.title() for given in person.given}
        return any((min(key, other), max(key, other)) in self.apart for other in own if other != key)

    def _have_met(self, one: Person, other: Person) -> bool:
        """Say whether a name of one person was seen beside one of another's."""
        keys = [form.key for form in other.forms]
        return any((min(f.key, key), max(f.key, key)) in self.apart for f in one.forms for key in keys)

    def _full(self, name: Parsed) -> None:
        given_gender = self.grammar.rules.given.get(name.given, "?")
        initials = len(name.given) == 1 and bool(MARRIED.intersection(name.titles))  # "Mrs. W. P. Hale"
        wife = initials or (name.title_gender == "F" and given_gender == "M")  # "Mrs. John Dashwood"
        if wife:
            self._new(name)
            self.persons[-1].given.clear()
            self.persons[-1].husband = name.given
            return
        same = [p for p in self.by_last[name.last] if self._same_given(name, p)]
        if not self._join(name, same, best=lambda person: person.count):
            self._new(name, given=name.given)
        for person in same:
            if name.given in person.given and person not in self.by_given[name.given]:
                self.by_given[name.given].append(person)

    def _same_given(self, name: Parsed, person: Person) -> bool:
        """Say whether given names agree; a short form agrees too, but not with that of a Sir, the father."""
        if any(name.given == own or _is_initial_of(name.given, own) for own in person.given):
            return True
        if GIVEN_TITLES & (person.titles | set(name.titles)) - MAIDEN:
            return False
        return any(self._stems(name.given) & self._stems(own) for own in person.given)

    def _stems(self, given: str) -> set[str]:
        return {given, *self.grammar.rules.nicknames.get(given, ())}

    def _titled(self, name: Parsed, surnames: set[str]) -> None:
        title = name.titles[-1]
        if title in GIVEN_TITLES and (title not in MAIDEN or name.last not in surnames):
            if self._join(
                name, self.by_given[name.last], best=lambda p: p.count + 10_000 * (title in p.titles)
            ):
                return
            if name.last in self.grammar.rules.given:
                self._new(name, given=name.last)
                return
        same = self.families.bearers(name)
        if title in PLAIN - MARRIED and not self.by_last[name.last]:
            same = self.by_given[name.last]  # "Mr. Thomas"
        if not self._join(name, same, best=lambda p: self.families.fit(name, p)):
            self._new(name)

    def _single(self, name: Parsed, surnames: set[str]) -> None:
        word = name.last
        bearers = [p for p in self.by_last[word] if p.forms]
        as_given = [p for p in self.by_given[word] if p.forms]
        titled = sum(person.count for person in bearers)
        if as_given and titled <= sum(person.count for person in as_given):
            if self._join(name, as_given, best=self._given_fit):
                return
        elif word in surnames and bearers:
            relatives = self._of_kin(name, bearers)
            if relatives:
                max(relatives, key=lambda person: person.count).unlisted.append(name.form)
                return
            most = max(person.count for person in bearers)
            men = [person for person in bearers if gender_of(person, self.grammar.rules).value != "F"]
            few = 5 if len(men) == 1 else BARE_SHARE * most
            if len(bearers) > 1 and name.form.count < few and not self._is_meant(bearers):
                return  # several people bear it, and the book hardly uses it: it names nobody for sure
            if self._join(name, bearers, best=self.families.bare_fit):
                return
        self._new(name, given=word)

    def _of_kin(self, name: Parsed, bearers: list[Person]) -> list[Person]:
        """Return whom a bare surname may mean that mostly stands behind "aunt", or behind "uncle"."""
        return [
            person
            for gender, count in name.form.kin.items()
            if count > MOSTLY * name.form.count
            for person in bearers
            if gender_of(person, self.grammar.rules).value == gender
        ]

    def _is_meant(self, bearers: list[Person]) -> bool:
        """Say whether the likeliest bearer of a bare surname is also named far more than the next."""
        first, second = sorted(bearers, key=lambda person: -person.count)[:2]
        likeliest = max(bearers, key=self.families.bare_fit)
        return first is likeliest and first.count >= OUTNUMBERS * second.count

    def _given_fit(self, person: Person) -> float:
        """Among two called Charles, the one of the family the book speaks of most is meant."""
        return sum(p.count for p in self.by_last[person.last]) if person.last else person.count

    def _title_alone(self, name: Parsed) -> None:
        title = name.titles[-1]
        bearers = [p for p in self.persons if title in p.titles and p.forms and (p.last or p.given)]
        bearers.sort(key=lambda p: -p.count)
        alone = len(bearers) == 1 or (len(bearers) > 1 and bearers[0].count > 3 * bearers[1].count)
        if alone and title not in PLAIN:
            bearers[0].forms.append(name.form)
        elif not bearers:
            self._new(name, given=title)


def _is_initial_of(one: str, other: str) -> bool:
    return min(len(one), len(other)) == 1 and one[:1] == other[:1]
