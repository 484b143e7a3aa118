"""A person's gender, from titles, given names and the pronouns that follow."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from personae.cast.forms import Form
from personae.cast.lang import Rules
from personae.cast.person import Person

GIVEN_WEIGHT = 6.0  # a given name counts as much as so many pronouns
RANK_WEIGHT = 2.0  # a captain is a man until pronouns say otherwise
ENDING_WEIGHT = 1.5  # "Azzurra", where names end so in the language
PRIOR = 1.0


@dataclass(frozen=True, slots=True)
class Gender:
    """value: 'F', 'M' or '?'.  confidence: 0..1."""

    value: str
    confidence: float


def of_forms(forms: Sequence[Form], given: Iterable[str], title_gender: str, rules: Rules) -> Gender:
    """Weigh what is known of one person; a title settles it."""
    if title_gender != "?":
        return Gender(title_gender, 0.99)
    votes = {"F": 0.0, "M": 0.0}
    for form in forms:
        for gender, weight in form.votes.items():
            votes[gender] += weight
    if any(word in rules.ranks for form in forms for word in form.key.lower().split()):
        votes["M"] += RANK_WEIGHT
    for name in given:
        gender = _of_given(name, rules)
        if gender in votes:
            votes[gender] += GIVEN_WEIGHT
        elif name[-1:] in rules.endings:
            votes[rules.endings[name[-1:]]] += ENDING_WEIGHT
    return weigh(votes)


def _of_given(name: str, rules: Rules) -> str:
    """Return the gender of a given name, or the one of all the names that it is short for."""
    if name in rules.given:
        return rules.given[name]
    long = {rules.given.get(other, "?") for other in rules.nicknames.get(name, ())}
    return long.pop() if len(long) == 1 else "?"


def gender_of(person: Person, rules: Rules) -> Gender:
    """Weigh what is known of one person."""
    return of_forms(person.forms, person.given, person.title_gender, rules)


def weigh(votes: dict[str, float]) -> Gender:
    """Return the gender with clearly more votes, or '?'."""
    total = votes["F"] + votes["M"] + PRIOR
    best = "F" if votes["F"] > votes["M"] else "M"
    share = votes[best] / total
    return Gender(best, round(share, 3)) if share > 0.5 else Gender("?", 0.0)
