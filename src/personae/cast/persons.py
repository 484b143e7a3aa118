"""Which capitalised names stand for somebody, judged by the company they keep."""

from collections.abc import Iterable
from dataclasses import dataclass

from personae.cast.forms import Form
from personae.cast.grammar import Grammar
from personae.cast.survey import Survey

PLACE_SHARE = 0.15  # of a name's mentions right behind "in", "at" …: above it, it is a place
SPOKEN_SHARE = 0.02  # of a name's mentions that speak or are spoken to: below it, it is no person
VOTED_SHARE = 0.12  # of a name's mentions followed by "he" or "she"
UNREAD_MENTIONS = 3  # in mid-sentence, where a capital is all there is to go by: a language without rules
NOUN_SHARE = 0.5  # of a name's mentions behind an article or an adjective: above it, it is a noun
ONE_SIDED = 0.7  # of those, the share of one gender


def folded(survey: Survey, grammar: Grammar) -> Iterable[Form]:
    """Return the forms without those that are a known form behind a sentence's first word ("Damn Emma")."""
    rules = grammar.rules
    kept = []
    for form in survey.forms.values():
        first, _, rest = form.key.partition(" ")
        low = first.lower()
        known = survey.forms.get(rest)
        plain = low not in rules.titles and low not in rules.given
        if (
            known
            and plain
            and (survey.small[low] or form.initial == form.count)
            and known.count >= form.count
        ):
            known.count += form.count
            known.spoke += form.spoke
            continue
        kept.append(form)
    return kept


@dataclass(frozen=True, slots=True)
class Judge:
    """known: surnames that stand behind a title somewhere."""

    survey: Survey
    grammar: Grammar
    known: set[str]

    def is_person(self, form: Form, titles: tuple[str, ...], given: str, last: str) -> bool:
        """Say whether a name, taken apart, stands for somebody."""
        rules = self.grammar.rules
        if any(title in rules.groups for title in form.key.lower().split()):
            return False
        if last.endswith("s") and last[:-1] in self.known and last not in self.known:
            return False  # "the Musgroves"
        if not last and form.key.lower() in rules.addresses and 2 * form.article < form.count:
            return False  # "Sir": anybody
        if rules.nouns_capitalised:
            return self._proven(form, titles, given, last)
        if not last:
            return form.article + form.spoke >= 2 or form.addressed + form.spoke >= 3
        if last in rules.landmarks and (given or rules.noble.intersection(titles)):
            return form.spoke > 1
        if titles:
            return len(last) > 1
        return self._untitled(form, given, last)

    def _proven(self, form: Form, titles: tuple[str, ...], given: str, last: str) -> bool:
        """Judge where every noun has a capital: a title, a known name, or words spoken without an article."""
        rules = self.grammar.rules
        if not last or last in rules.people:
            return False
        if titles:
            return len(last) > 1
        share = form.determined / form.count
        owner = last.removesuffix("s")
        if not given and owner != last and (owner in rules.given or owner in self.known):
            return last in rules.given  # "Annas"
        if given in rules.given or (not given and last in rules.given) or last in self.known:
            return share <= NOUN_SHARE
        if share > 0 or form.spoke + (form.addressed > 1 and self._voted(form)) < 1:
            return False
        return form.spoke > 1 or form.initial < form.count

    def _untitled(self, form: Form, given: str, last: str) -> bool:
        rules = self.grammar.rules
        if given in rules.given:
            return True
        if form.placed > max(1, PLACE_SHARE * form.count) and form.spoke + form.addressed <= form.placed:
            return False
        small = 0 if given else self.survey.small[last]
        if len(last) < 2 or small > 3 * (form.count - form.initial) + 3 * form.spoke:
            return False
        middle = form.count - form.initial
        if not given and not form.spoke and last not in rules.given and (not middle or 0 < middle <= small):
            return False  # "Precisely!", "Fog": a capital is all it has of a name
        if not middle and small and form.spoke < 2:
            return False
        if form.article > 0.5 * form.count and not given:
            return form.spoke > 1 or (form.spoke > 0 and last in rules.people)
        if (given or last) in rules.given or last in self.known or given in self.known:
            return True
        heard = form.spoke + form.addressed
        if heard and heard >= SPOKEN_SHARE * form.count:
            return form.initial < form.count or not small
        if not rules.speech:
            return middle >= UNREAD_MENTIONS and not small
        return self._voted(form)

    def _voted(self, form: Form) -> bool:
        female, male = form.votes["F"], form.votes["M"]
        total = female + male
        return total >= 2.4 and total > VOTED_SHARE * form.count and max(female, male) >= ONE_SIDED * total
