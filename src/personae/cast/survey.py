"""The first pass: how often, where and in what company every capitalised name stands."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from personae.cast import cues, names
from personae.cast.answering import Answers
from personae.cast.forms import Form, Phrase
from personae.cast.grammar import Grammar
from personae.cast.quotes import Span, gaps
from personae.cast.subjects import Subject
from personae.cast.teller import Teller
from personae.cast.wedded import Wedding, weddings

MOST_FORMS = 5_000  # names held at once; the rarest half goes when there are more
MOST_WORDS = 24_000
MOST_PHRASES = 1_000
MOST_PAIRS = 6_000
MOST_WEDDINGS = 200
BESIDE = re.compile(r",?\s{1,4}(?:and|or|to|with|than)\s{1,4}")
PRONOUN_REACH = 90  # characters behind a name in which a pronoun speaks for its gender


@dataclass(slots=True)
class Survey:
    """What one pass over the document counted; bounded, whatever the document's size."""

    forms: dict[str, Form] = field(default_factory=dict)
    small: Counter[str] = field(default_factory=Counter)
    phrases: dict[str, Phrase] = field(default_factory=dict)
    words: int = 0
    narrated_words: int = 0
    narrator: int = 0
    quotations: int = 0
    first_said: int = 0
    teller: Teller = field(default_factory=Teller)
    answers: Answers = field(default_factory=Answers)
    weddings: set[Wedding] = field(default_factory=set)
    roles: dict[str, str] = field(default_factory=dict)  # "boticario" -> the name it stands beside
    apart: Counter[tuple[str, str]] = field(default_factory=Counter)  # names that meet: two people

    def read(self, text: str, start: int, spans: Sequence[Span], grammar: Grammar) -> None:
        """Count one paragraph that stands at start."""
        lows = [m for m in text.split() if m.islower()]
        self.words += text.count(" ") + text.count("\n") + 1
        self.small.update(lows)
        self.quotations += len(spans)
        self._names(text, start, spans, grammar)
        if len(self.weddings) < MOST_WEDDINGS:
            self.weddings.update(weddings(text, grammar))
        if grammar.rules.speech:
            self._cues(text, start, spans, grammar)
        self._prune()

    def _names(self, text: str, start: int, spans: Sequence[Span], grammar: Grammar) -> None:
        last: Form | None = None
        last_end = index = 0
        for match in grammar.scan.finditer(text):
            place = match.start()
            while index < len(spans) and spans[index].end <= place:
                index += 1
            inside = index < len(spans) and spans[index].start <= place
            if match.lastgroup == "pronoun" and inside:
                continue
            if match.lastgroup == "pronoun":
                if last is not None and place - last_end < PRONOUN_REACH:
                    _vote(last, match[0].lower(), grammar)
                last = None
                continue
            bounds = (spans[index].start, spans[index].end) if inside else None
            if last is not None and BESIDE.fullmatch(text, last_end, place):
                self._meet(last.key, match[0], 4)
            for run in names.runs(text, place, match.end(), grammar):
                form = self._count(text, start, run, bounds, grammar)
                if not inside:
                    last, last_end = form, run.end
                    if len(self.roles) < MOST_PHRASES and (role := grammar.apposed.match(text, run.end)):
                        self.roles.setdefault(role[1], run.key)

    def _count(
        self, text: str, start: int, run: names.Run, bounds: tuple[int, int] | None, grammar: Grammar
    ) -> Form:
        form = self.forms.get(run.key)
        if form is None:
            shown = " ".join(text[run.start : run.end].split())
            form = self.forms[run.key] = Form(run.key, shown, start + run.start, start + run.end)
        form.count += 1
        form.initial += run.initial
        ahead = names.word_before(text, run.start)
        form.placed += ahead in grammar.rules.places
        form.elder += ahead in grammar.rules.elders
        form.determined += grammar.rules.nouns_capitalised and grammar.determines(ahead)
        if ahead == "the":
            form.article += 1
            if form.article == 1:
                form.article_at = (start + _word_start(text, run.start, ahead), start + run.end)
        if bounds:
            form.quoted += 1
            form.addressed += names.is_address(text, run.start, run.end, bounds, grammar)
        kin = grammar.rules.people.get(ahead, "?") if ahead else "?"
        if kin != "?":
            form.votes[kin] += 3
            form.kin[kin] += 1
        return form

    def _meet(self, one: str, other: str, weight: int) -> None:
        """Note that two names stand for two people: "Charles and Mr. Wilcox"."""
        key = " ".join(other.replace(".", "").split())
        if set(one.split()).isdisjoint(key.split()):
            self.apart[min(one, key), max(one, key)] += weight

    def _cues(self, text: str, start: int, spans: Sequence[Span], grammar: Grammar) -> None:
        if not spans:
            self.teller.listen((), first=False)
            self.answers.listen((), ())
            return
        speakers, called, first_said = set(), self._called(text, spans, grammar), self.first_said
        told = gaps(text, spans)
        for index in range(len(spans)):
            left, right = told[index], told[index + 1]
            for cue in (cues.before(text, *left, grammar), cues.after(text, *right, grammar)):
                if cue and cue.strength == "speech":
                    self._spoke(text, start, cue.subject, grammar)
                    if cue.subject.kind == "name":
                        name = text[cue.subject.start : cue.subject.end].replace(".", "")
                        speakers.add(" ".join(name.split()))
        self.answers.listen(called, speakers)
        if len(speakers) == 1:
            self._answer(called, speakers.pop())
        polite = [
            " ".join(m[1].lower().split())
            for span in spans
            for m in grammar.address.finditer(text, span.start, span.end)
        ]
        self.teller.listen([*called, *polite], first=self.first_said > first_said)

    def _called(self, text: str, spans: Sequence[Span], grammar: Grammar) -> list[str]:
        """Return the names people are called by in the quotations of a paragraph."""
        found = []
        for span in spans:
            for match in grammar.name.finditer(text, span.start, span.end):
                for run in names.runs(text, match.start(), match.end(), grammar):
                    if names.is_address(text, run.start, run.end, (span.start, span.end), grammar):
                        found.append(run.key)
        return found

    def _answer(self, called: list[str], speaker: str) -> None:
        """Note that a speaker is nobody whom they call by name."""
        for name in called:
            self._meet(speaker, name, 2)

    def _spoke(self, text: str, start: int, subject: Subject, grammar: Grammar) -> None:
        if subject.kind == "first":
            self.first_said += 1
        elif subject.kind == "name":
            for run in names.runs(text, subject.start, subject.end, grammar):
                if run.key in self.forms:
                    self.forms[run.key].spoke += 1
        elif subject.kind == "nominal" and not subject.owned:
            phrase = self.phrases.get(subject.phrase)
            if phrase is None:
                if len(self.phrases) >= MOST_PHRASES:
                    return
                shown = "the " + subject.phrase  # English has one form of it, whichever article stands there
                if grammar.rules.code != "en":
                    shown = " ".join(text[subject.start : subject.end].split())
                place = (start + subject.start, start + subject.end)
                phrase = self.phrases[subject.phrase] = Phrase(subject.phrase, shown, subject.gender, *place)
            phrase.spoke += 1

    def _prune(self) -> None:
        if len(self.small) > MOST_WORDS:
            self.small = Counter(dict(self.small.most_common(MOST_WORDS // 2)))
        if len(self.apart) > MOST_PAIRS:
            self.apart = Counter(dict(self.apart.most_common(MOST_PAIRS // 2)))
        if len(self.forms) > MOST_FORMS:
            kept = sorted(self.forms.values(), key=lambda form: (form.spoke, form.count), reverse=True)
            self.forms = {form.key: form for form in kept[: MOST_FORMS // 2]}


def _word_start(text: str, place: int, word: str) -> int:
    """Return where the word that stands directly before place starts."""
    ahead = text[max(0, place - 24) : place]
    return place - len(ahead) + len(ahead.rstrip()) - len(word)


def _vote(form: Form, word: str, grammar: Grammar) -> None:
    gender = grammar.rules.gendered[word]
    if gender in form.votes:
        form.votes[gender] += 1.0 if word in grammar.rules.subjects else 0.4
