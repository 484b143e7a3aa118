"""From what the first pass counted to the people of a document, the described and the narrator among them."""

from personae.cast import coref
from personae.cast.forms import Form, Phrase
from personae.cast.gender import Gender, gender_of, weigh
from personae.cast.grammar import Grammar
from personae.cast.parts import Spelling, parts_of
from personae.cast.person import GIVEN_TITLES, PLAIN, Person
from personae.cast.roster import Entry, Roster
from personae.cast.survey import Survey

MOST_PEOPLE = 1_000
MOST_DESCRIBED = 150
SPOKEN_WEIGHT = 3
FEW_HEARD = 20  # verbs of speech beside a name, in all of a text: with fewer nobody's silence is telling
OUTNUMBERS = 3  # "the general" is the one general named so many times more than the next
HERO, HERO_SHARE = 12, 0.02  # times that "the youth" speaks, and of the quotations, until he is one person
ANSWERS, ANSWERS_SHARE = 3, 0.003  # times "I" answers to a name, and of the quotations, until it is theirs
TELLS, TELLS_SHARE = 5, 0.008  # times "said I" stands, and of the quotations; less is a slip of the pen
NARRATOR_SHARE = 0.012  # of the words told; a teller who says "I" less is not in the story


def build(survey: Survey, grammar: Grammar) -> Roster:
    """Turn a survey into the people of the document, with those only described and the narrator."""
    persons = coref.people(survey, grammar)[:MOST_PEOPLE]
    parts = parts_of(persons, survey.forms, grammar)
    entries = [_named(person, inside, grammar) for person, inside in zip(persons, parts, strict=True)]
    if sum(form.spoke for form in survey.forms.values()) < FEW_HEARD:
        for entry in entries:  # where verbs name hardly anybody, silence proves nothing
            entry.is_heard = True
    entries.sort(key=lambda entry: -entry.weight)
    ranks = _ranks(entries)
    if grammar.rules.apposed:
        ranks.update(_roles(survey, entries))
        for role, bearer in ranks.items():
            entries[bearer].phrases.append(role)
    for phrase in _described(survey, grammar):
        number = ranks.get(phrase.text.split()[-1])
        spelling = (phrase.text, phrase.shown, phrase.start, phrase.end)
        if number is not None:
            entries[number].phrases.append(phrase.text)
            entries[number].spellings.append((phrase.shown, *spelling[1:]))
        else:
            entries.append(Entry([spelling], _phrase_gender(phrase), described=True))
    narrator = _narrator(survey, entries, grammar) if _has_teller(survey) else None
    return Roster(entries, narrator=narrator)


def _named(person: Person, inside: list[Spelling], grammar: Grammar) -> Entry:
    forms = sorted(person.forms, key=lambda form: (-form.count, form.key))
    gender = gender_of(person, grammar.rules)
    return Entry(
        [spelling for form in forms for spelling in _spellings(form)],
        gender,
        last=person.last,
        given=bool(person.given),
        count=person.count,
        weight=person.count + SPOKEN_WEIGHT * sum(form.spoke for form in forms),
        titles=frozenset(person.titles),
        parts=inside,
        unlisted=[form.key for form in person.unlisted],
        is_heard=any(form.spoke or form.addressed for form in forms),
    )


def _spellings(form: Form) -> list[tuple[str, str, int, int]]:
    """Return a name as it is shown: with its article first where it mostly has one, "the Mouse"."""
    bare = (form.key, form.shown, form.start, form.end)
    if 2 * form.article <= form.count:
        return [bare]
    return [("the " + form.key, "the " + form.shown, *form.article_at), bare]


def _ranks(entries: list[Entry]) -> dict[str, int]:
    """Return title -> its only bearer: where there is one doctor, "the doctor" is that one."""
    bearers: dict[str, list[int]] = {}
    for number, entry in enumerate(entries):
        for title in entry.titles - PLAIN - GIVEN_TITLES:
            bearers.setdefault(title, []).append(number)
    found = {}
    for title, numbers in bearers.items():
        counts = sorted((entries[number].count for number in numbers), reverse=True)
        if len(counts) == 1 or counts[0] > OUTNUMBERS * counts[1]:
            found[title] = max(numbers, key=lambda number: entries[number].count)
    return found


def _roles(survey: Survey, entries: list[Entry]) -> dict[str, int]:
    """Return what somebody is said to be -> who: "boticario", of "don Cosme, el boticario,"."""
    numbers = {key: number for number, entry in enumerate(entries) for key, _, _, _ in entry.spellings}
    return {role: numbers[key] for role, key in survey.roles.items() if key in numbers}


def _described(survey: Survey, grammar: Grammar) -> list[Phrase]:
    rules = grammar.rules
    much = max(HERO, HERO_SHARE * survey.quotations)
    fitting = [p for p in survey.phrases.values() if p.text.split()[-1] in rules.people]
    fitting = [
        p for p in fitting if p.text.split()[-1] not in rules.generic or (p.gender != "?" and p.spoke >= much)
    ]
    fitting.sort(key=lambda phrase: (-phrase.spoke, phrase.start))
    return fitting[:MOST_DESCRIBED]


def _phrase_gender(phrase: Phrase) -> Gender:
    return weigh({"F": 3.0 * (phrase.gender == "F"), "M": 3.0 * (phrase.gender == "M")})


def _has_teller(survey: Survey) -> bool:
    """Say whether whoever tells it is in the story: they say "I" a lot, or speak in it."""
    if survey.narrator > NARRATOR_SHARE * max(1, survey.narrated_words):
        return True
    return survey.first_said >= max(TELLS, TELLS_SHARE * survey.quotations)


def _narrator(survey: Survey, entries: list[Entry], grammar: Grammar) -> int:
    """Return the narrator's number: somebody answering to a name the telling never uses, else a new entry."""
    fitting = [number for number, entry in enumerate(entries) if _is_only_called(survey, entry)]
    number = max(fitting, key=lambda number: _answers(survey, entries[number]), default=len(entries))
    if number == len(entries):
        entries.append(Entry([], Gender("?", 0.0)))
    entry = entries[number]
    entry.is_narrator = True
    entry.spellings.append(("Narrator", "Narrator", 0, 0))
    if entry.gender.value == "?":
        entry.gender = _teller_gender(survey, grammar)
    return number


def _answers(survey: Survey, entry: Entry) -> int:
    return sum(survey.teller.weights[key] for key, _, _, _ in entry.spellings)


def _is_only_called(survey: Survey, entry: Entry) -> bool:
    """Say whether a name stands in quotations alone, where the teller answers to it."""
    if _answers(survey, entry) < max(ANSWERS, ANSWERS_SHARE * survey.quotations):
        return False
    forms = [survey.forms[key] for key, _, _, _ in entry.spellings if key in survey.forms]
    count, quoted = sum(f.count for f in forms), sum(f.quoted for f in forms)
    addressed, spoke = sum(f.addressed for f in forms), sum(f.spoke for f in forms)
    return quoted > 0.8 * count and addressed > 0.25 * quoted and not spoke


def _teller_gender(survey: Survey, grammar: Grammar) -> Gender:
    """Weigh how often the teller is called "sir" and how often "madam"."""
    votes = {"F": 0.0, "M": 0.0}
    for word, gender in grammar.rules.addresses.items():
        votes[gender] += max(0, survey.teller.weights[word])
    return weigh(votes)
