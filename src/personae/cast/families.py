"""Families: which of the people of one surname a title before it means."""

from collections import defaultdict
from collections.abc import Iterable

from personae.cast.gender import gender_of, weigh
from personae.cast.lang import Rules
from personae.cast.person import CALLINGS, KIN_TITLES, MAIDEN, MARRIED, PLAIN, Parsed, Person

APART = 8  # mentions of "Mr. John Grey" that make somebody else of "Mr. Grey"
WIFE = 3  # mentions of "Mrs. Grey" that make a man of "Dr. Grey"
NAMED_APART = 0.05  # of a sister's weight, where "Miss Elizabeth" makes another of "Miss Bennet"


class Families:
    """Knows who bears which surname, and which titles a document puts before it."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.by_last: dict[str, list[Person]] = defaultdict(list)
        self.married: dict[str, int] = {}  # surname -> how often its "Mrs." stands
        self.maidens: set[str] = set()  # surnames of which there is a "Miss"
        self.bare: dict[str, int] = {}  # how often a single word stands alone
        self.of_men: set[str] = set()  # surnames that by themselves are a man's

    def learn(self, names: Iterable[Parsed]) -> None:
        """Note how often each surname stands behind "Mrs.", behind "Miss" and alone."""
        for name in names:
            if MAIDEN.intersection(name.titles):
                self.maidens.add(name.last)
            if not name.given and name.titles and name.titles[-1] in MARRIED:
                self.married[name.last] = name.form.count
            if not name.given and not name.titles:
                self.bare[name.last] = name.form.count
                if weigh(name.form.votes).value == "M":
                    self.of_men.add(name.last)
        self.of_men.update(self.bare.keys() & self.married.keys())

    def bearers(self, name: Parsed) -> list[Person]:
        """Return the people that a titled surname may mean."""
        same = [p for p in self.by_last[name.last] if self._may_bear(name, p)]
        if name.titles == ("mr",) and self._is_father(name, same):
            same = [p for p in same if not p.given]
        if name.title_gender == "?" and name.last in self.of_men:  # "Dr. Hale" is Hale, no woman of that name
            same = [p for p in same if gender_of(p, self.rules).value != "F" or set(name.titles) & p.titles]
            same = [p for p in same if set(name.titles) & p.titles] or same
        if MAIDEN.isdisjoint(name.titles):
            same = [p for p in same if not self._named_apart(name, p)]
        return same

    def fit(self, name: Parsed, person: Person) -> float:
        """Weigh a bearer: whoever is named most, unless the book names them otherwise."""
        return self._prominence(person) * (NAMED_APART if self._named_apart(name, person) else 1.0)

    def bare_fit(self, person: Person) -> float:
        """A bare surname is a man's, or that of somebody never called Mr., Mrs. or Miss."""
        gender = gender_of(person, self.rules).value
        return person.count * (0.1 if gender == "F" else 1.0) * (0.01 if MARRIED & person.titles else 1.0)

    def call_husbands(self, persons: Iterable[Person]) -> None:
        """Make a man of whoever goes by a surname alone where its "Mrs." is somebody else."""
        for person in persons:
            own = {name for name in person.given if len(name) > 1}
            wed = self.married.get(person.last, 0) >= WIFE and not person.titles & (MARRIED | MAIDEN)
            if person.last and wed and not own and person.title_gender == "?":
                person.title_gender = "M"

    def _is_father(self, name: Parsed, same: list[Person]) -> bool:
        """Say whether "Mr. Grey" is the husband of "Mrs. Grey", not one of the young men of that name."""
        sons = [p for p in same if p.given and gender_of(p, self.rules).value == "M"]
        wives = [p for p in self.by_last[name.last] if "mrs" in p.titles]
        married = {wife.husband for wife in wives if wife.husband}
        if name.form.elder > 1 and sons:
            return True
        wed = self.married.get(name.last, 0) >= APART
        return wed and (len(sons) > 1 or any(married & son.given for son in sons))

    def _prominence(self, person: Person) -> int:
        if (
            self.rules.small_titles
        ):  # "monsieur Le Goff" is whom the book calls Yves Le Goff, not his son Jean
            return person.count
        return person.count + max((self.bare.get(given, 0) for given in person.given), default=0)

    def _may_bear(self, name: Parsed, person: Person) -> bool:
        """Two ranks are two people ("General Tilney", "Captain Tilney"); a wife joins only a wife."""
        if person.husband:
            return False
        wives = MARRIED | {"lady"}
        if wives.intersection(name.titles):
            if person.given and not wives & person.titles:
                return self._is_wife(name, person)
            return bool(wives & person.titles) and set(name.titles) == person.titles & set(name.titles)
        if not person.given:
            return set(name.titles) == person.titles
        if "mr" in person.titles and self.rules.ranks.intersection(name.titles) - person.titles:
            return False  # "Captain Grey" is not whom the book calls "Mr. Grey"
        ranks = person.titles - PLAIN - KIN_TITLES - CALLINGS
        return not ranks or bool(ranks & set(name.titles))

    def _is_wife(self, name: Parsed, person: Person) -> bool:
        """Say whether "Mrs. Hale" is the only woman of her name with a given one, where there is no Miss."""
        women = [p for p in self.by_last[name.last] if p.given and gender_of(p, self.rules).value == "F"]
        return women == [person] and name.last not in self.maidens

    def _named_apart(self, name: Parsed, person: Person) -> bool:
        """Say whether "Miss Bennet" must be another sister than this "Miss Elizabeth"; so with brothers."""
        maiden = bool(MAIDEN.intersection(name.titles))
        often = 1 if maiden else APART
        forms = [form for form in person.forms if form.count >= often]
        if not maiden:  # who is introduced in full goes on without: "Mr. John Grey", then "Mr. Grey"
            forms = [form for form in forms if form.start > name.form.start]
        keys = [form.key.lower().split() for form in forms]
        return any(len(key) > 2 and key[0] in name.titles for key in keys) and name.form.count >= often
