"""Short forms: "Lizzy" and "Little-John" joined to the people they stand for."""

from collections.abc import Mapping, Sequence

from personae.cast.gender import gender_of
from personae.cast.lang import Rules
from personae.cast.person import Person

SAID_SHARE = 0.75  # of a short form's mentions, inside quotations: it is what people call somebody


class ShortForms:
    """Joins people known by a short form only to those who bear the long one."""

    def __init__(self, persons: Sequence[Person], by_given: Mapping[str, list[Person]], rules: Rules) -> None:
        self.persons = persons
        self.by_given = by_given
        self.rules = rules

    def join(self) -> None:
        """Move the spellings over; whoever was joined keeps none."""
        self._hyphenated()
        self._nicknames()

    def _nicknames(self) -> None:
        """Join "Lizzy" to Elizabeth where people say it to her face, or where the long form is rare."""
        for person in list(self.persons):
            if len(person.given) != 1 or not person.forms:
                continue
            short = next(iter(person.given))
            if person.last and self.rules.close_nicknames:
                self._take_in(person, short)
            if person.last:
                continue
            for given in (*self.rules.nicknames.get(short, ()), *self._longer(short)):
                others = [
                    p
                    for p in self.by_given.get(given, ())
                    if p is not person and p.forms and self._alike(p, person)
                ]
                if others and person.forms:
                    target = max(others, key=lambda p: p.count)
                    target.forms.extend(person.forms)
                    person.forms = []

    def _take_in(self, person: Person, short: str) -> None:
        """Join a bare "Francisco" to "Paco Ruiz", where nobody else is called Paco or Francisco."""
        long = self.rules.nicknames.get(short, ())
        others = [p for given in long for p in self.by_given.get(given, ()) if p.forms and not p.last]
        bearers = [p for p in self.by_given.get(short, ()) if p.forms]
        if len(others) == 1 and bearers == [person] and others[0].count < person.count:
            person.forms.extend(others[0].forms)
            others[0].forms = []

    def _hyphenated(self) -> None:
        """Join "Little-John" to John, where somebody is called by the last part alone."""
        known = {form.key: p for p in self.persons for form in p.forms if form.key.isalpha()}
        for person in self.persons:
            if len(person.forms) == 1 and "-" in person.forms[0].key:
                target = known.get(person.forms[0].key.rsplit("-", 1)[-1])
                if target and target is not person and target.forms:
                    target.forms.extend(person.forms)
                    person.forms = []

    def _longer(self, short: str) -> list[str]:
        """Return the only given name that starts like this, as Tamsin does like Tam."""
        longer = [
            name for name in self.by_given if len(short) > 2 and name != short and name.startswith(short)
        ]
        return longer if len(longer) == 1 else []

    def _alike(self, formal: Person, short: Person) -> bool:
        quoted = sum(form.quoted for form in short.forms)
        genders = {gender_of(formal, self.rules).value, gender_of(short, self.rules).value}
        spoken = quoted >= SAID_SHARE * short.count
        return {"F", "M"} != genders and (spoken or formal.count < short.count)
