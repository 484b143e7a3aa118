"""Two names, one person: whoever answers each time "Gladys" is called is the duchess."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence

from personae.cast.gender import gender_of
from personae.cast.lang import Rules
from personae.cast.person import KIN_TITLES, MAIDEN, MARRIED, Person

MOST_PAIRS = 4_000
ANSWERS, SHARE = 3, 0.4  # times that one person answers to a name, and of all answers to it
SURE_ANSWERS, SURE_SHARE = 5, 0.75  # the same where the two have surnames or given names that differ


class Answers:
    """Follows paragraphs in order and counts who speaks right before or behind one that calls a name."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()  # (name that is called, name that speaks)
        self.called: frozenset[str] = frozenset()
        self.speaker = ""

    def listen(self, called: Collection[str], speakers: Collection[str]) -> None:
        """Take the names called in a paragraph, and those that verbs say speak in it."""
        speaker = next(iter(speakers)) if len(speakers) == 1 else ""
        if speaker:
            self.counts.update((name, speaker) for name in self.called)
        if self.speaker and self.speaker not in speakers:
            self.counts.update((name, self.speaker) for name in set(called))
        self.called, self.speaker = frozenset(called), speaker
        if len(self.counts) > MOST_PAIRS:
            self.counts = Counter(dict(self.counts.most_common(MOST_PAIRS // 2)))


def join_answering(
    persons: Sequence[Person],
    answers: Mapping[tuple[str, str], int],
    rules: Rules,
    met: Callable[[Person, Person], bool],
) -> None:
    """Move the spellings of people to those who answer to them, never to the name itself; they keep none.

    answers: as counted by Answers.  met: says of two people whether they were seen together.
    """
    owner = {form.key: number for number, person in enumerate(persons) for form in person.forms}
    tallies: dict[int, Counter[int]] = {}
    for (called, speaker), count in answers.items():
        if called in owner and speaker in owner:
            tallies.setdefault(owner[called], Counter())[owner[speaker]] += count
    for number, tally in sorted(tallies.items()):
        best, count = max(tally.items(), key=lambda pair: (pair[1], -pair[0]))
        called_one, speaker_one = persons[number], persons[best]
        if number in tally or not speaker_one.forms or met(called_one, speaker_one):
            continue
        if _may_be_one(called_one, speaker_one, rules) and _often(called_one, speaker_one, count, tally):
            speaker_one.absorb(called_one)


def _often(called: Person, speaker: Person, count: int, tally: Counter[int]) -> bool:
    """Say whether a name is answered to often enough, and seldom by others."""
    least, share = (SURE_ANSWERS, SURE_SHARE) if _differ(called, speaker) else (ANSWERS, SHARE)
    return count >= least and count >= share * tally.total()


def _differ(one: Person, other: Person) -> bool:
    """Say whether two people have names of one kind that differ, or are kept apart as father and son."""
    givens = [{name for name in person.given if len(name) > 1} for person in (one, other)]
    lasts = ["" if person.titles and person.titles <= KIN_TITLES else person.last for person in (one, other)]
    if all(givens) and givens[0].isdisjoint(givens[1]):
        return True
    if "mr" in one.titles & other.titles and lasts[0] == lasts[1]:
        return True
    return all(lasts) and lasts[0] not in _words(other) and lasts[1] not in _words(one)


def _words(person: Person) -> set[str]:
    return {word for form in person.forms for word in form.key.lower().split()}


def _may_be_one(called: Person, speaker: Person, rules: Rules) -> bool:
    """Say whether gender and married state let two sets of names be one person's."""
    if {gender_of(called, rules).value, gender_of(speaker, rules).value} >= {"F", "M"}:
        return False
    titles = (called.titles, speaker.titles)
    return not any(one & MARRIED and other & MAIDEN for one, other in (titles, titles[::-1]))
