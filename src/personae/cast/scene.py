"""Paragraphs into turns: stretches of quotation by one speaker, with all that hints at who that is."""

from collections.abc import Collection, Sequence

from personae.cast import cues, names
from personae.cast.grammar import Grammar
from personae.cast.marks import ANY
from personae.cast.quotes import Span, gaps
from personae.cast.roster import Hit, Hits, Roster
from personae.cast.subjects import Subject
from personae.cast.turn import Presence, Turn

FIRST_WEIGHT, NAME_WEIGHT, PRONOUN_WEIGHT = 2.2, 1.5, 0.3  # of a name that opens a sentence, another, "she"
DASHES = frozenset("—–―")
BEFORE_SPEECH = " \t\n—" + ANY
BEAT, LEAD, DESCRIBED = 4.5, 5.0, 5.0  # how much a sentence beside a quotation favours whom it is about


class Stage:
    """Reads paragraphs in order and returns their turns."""

    def __init__(self, roster: Roster, grammar: Grammar) -> None:
        self.roster = roster
        self.grammar = grammar
        self.presence = Presence()
        self.gap = 0
        self.was_open = False
        self.lead: tuple[cues.Cue, int | None] | None = None  # a paragraph that ended in "she said:"

    def read(self, text: str, start: int, chapter: int, spans: Sequence[Span], hits: Hits) -> list[Turn]:
        """Return the turns of one paragraph; none where nobody speaks."""
        self.presence.fade()
        if not spans:
            self.presence.acting = None
            self._narrate(text, 0, len(text), hits)
            self.gap += 1
            self.was_open = False
            self.lead = self._leads(text, 0, hits)
            return []
        turns = self._group(text, spans, hits)
        opens = not text[: spans[0].start].strip(BEFORE_SPEECH)
        if opens and self.lead and turns[0].named is None and turns[0].kind == "implicit":
            self._take(turns[0], *self.lead)
        self.lead = self._leads(text, spans[-1].end + 1, hits)
        for turn in turns:
            turn.quotes = [(start + a, start + b, chapter) for a, b, _ in turn.quotes]
        first = turns[0]
        first.gap, self.gap = self.gap, 0
        dashed = text.lstrip()[:1] in DASHES  # a dash is a new turn, whoever's marks are still open
        first.continues = self.was_open and opens and not dashed
        self.was_open = not spans[-1].closed
        self.presence.acting = None
        return turns

    def _leads(self, text: str, start: int, hits: Hits) -> tuple[cues.Cue, int | None] | None:
        """Read the end of a paragraph for whom it hands the word to."""
        if text.rstrip()[-1:] not in (":", ",", "-", "—", "–"):
            return None
        cue = cues.before(text, start, len(text), self.grammar)
        return (cue, self._who(text, cue.subject, hits)) if cue else None

    def _narrate(self, text: str, start: int, end: int, hits: Hits) -> None:
        named: list[tuple[int, Hit | str]] = [(hit.start, hit) for hit in hits.within(start, end)]
        for pronoun in self.grammar.subject.finditer(text, start, end):
            named.append((pronoun.start(), self.grammar.rules.subjects[pronoun[0].lower()]))
        for role in self.grammar.role.finditer(text, start, end):
            who = self.roster.by_phrase.get(role[1])
            if who is not None:
                named.append((role.start(), Hit(role.start(), role.end(), who)))
        for relative in self.grammar.relative.finditer(text, start, end):
            gender = self.grammar.rules.people.get(relative[2].lower(), "?")
            who = self._relative(relative[1].lower(), relative[2].lower(), gender)
            if who is not None:
                named.append((relative.start(), Hit(relative.start(), relative.end(), who)))
        firm = False
        for place, found in sorted(named, key=lambda pair: pair[0]):
            if isinstance(found, Hit):
                initial = names.is_initial(text, place)
                gender = self.roster.gender(found.who)
                self.presence.name(found.who, gender, FIRST_WEIGHT if initial else NAME_WEIGHT)
                acts = initial or self.grammar.acts.match(text, found.end)
                if acts:
                    self.presence.focus[gender] = found.who
                if acts or not firm:
                    self.presence.acting, firm = found.who, bool(acts)
            elif found in self.presence.last:
                self.presence.name(self.presence.last[found], found, PRONOUN_WEIGHT)

    def _group(self, text: str, spans: Sequence[Span], hits: Hits) -> list[Turn]:
        """Give each span its cues, and join neighbours that the telling does not part."""
        told = gaps(text, spans)
        turns: list[Turn] = []
        claimed: cues.Cue | None = None  # a cue read behind the span before
        for index, span in enumerate(spans):
            gap, right = told[index], told[index + 1]
            parted = not text[gap[0] : gap[1]].strip() and index > 0
            self._narrate(text, *gap, hits)
            left_cue = cues.before(text, *gap, self.grammar)
            if claimed and left_cue and left_cue.subject.start == claimed.subject.start:
                left_cue = None
            hands_on = index + 1 < len(spans) and cues.leads_on(text, *right)
            right_cue = None if hands_on else cues.after(text, *right, self.grammar)
            cue = self._choose(left_cue, right_cue)
            claimed = right_cue if cue is right_cue else None
            called = self._called(text, span, hits)
            if turns and not parted and not self._changes(text, turns[-1], cue, hits, called):
                turn = turns[-1]
            else:
                turn = Turn([], same_paragraph=bool(turns), present=self.presence.top())
                turn.focus = frozenset(self.presence.focus.values())
                turns.append(turn)
            turn.quotes.append((span.start, span.end, 0))
            self._listen(text, turn, span, hits, called)
            self._weigh(text, turn, cue, hits)
        self._narrate(text, *told[-1], hits)
        return turns

    def _choose(self, left: cues.Cue | None, right: cues.Cue | None) -> cues.Cue | None:
        if right and right.strength == "speech":
            return right
        if left and left.strength in ("speech", "lead"):
            return left
        return right or left

    def _called(self, text: str, span: Span, hits: Hits) -> set[int]:
        """Return whom a quotation calls by name."""
        bounds = (span.start, span.end)
        return {
            hit.who
            for hit in hits.within(*bounds)
            if names.is_address(text, hit.start, hit.end, bounds, self.grammar)
        }

    def _changes(
        self, text: str, turn: Turn, cue: cues.Cue | None, hits: Hits, called: Collection[int]
    ) -> bool:
        """Say whether a cue names somebody else than the turn so far."""
        if cue is None or cue.strength == "beat" or turn.kind == "implicit":
            return False
        who = self._who(text, cue.subject, hits, called)
        if who is not None and turn.named is not None:
            return who != turn.named
        gender = cue.subject.gender if who is None else self.roster.gender(who)
        known = turn.gender if turn.named is None else self.roster.gender(turn.named)
        if cue.subject.kind == "first" or turn.first_person:
            return (cue.subject.kind == "first") != turn.first_person
        return "?" not in (gender, known) and gender != known

    def _who(self, text: str, subject: Subject, hits: Hits, called: Collection[int] = ()) -> int | None:
        if subject.kind == "name":
            inside = hits.within(subject.start, subject.end)
            return inside[0].who if inside else None
        if subject.kind == "first":
            return self.roster.narrator
        if subject.kind == "dropped":
            return self.presence.acting
        if subject.kind == "nominal" and subject.owned:
            owner = text[subject.start : subject.end].split()[0].lower()
            return self._relative(owner, subject.phrase.split()[-1], subject.gender, called)
        return self.roster.by_phrase.get(subject.phrase) if subject.kind == "nominal" else None

    def _relative(self, owner: str, noun: str, gender: str, called: Collection[int] = ()) -> int | None:
        """Resolve "his wife" and "her father" by the surname of the one spoken to, or last spoken of."""
        rules = self.grammar.rules
        owners = rules.gendered.get(owner, "?")
        spoken_to = [who for who in called if self.roster.gender(who) == owners]
        whose = spoken_to[0] if len(spoken_to) == 1 else self.presence.last.get(owners)
        if whose is None:
            return None
        if noun in rules.spouses:
            return self.roster.wives.get(whose)
        if noun in rules.siblings:
            return self.roster.sibling(whose, gender)
        return self.roster.parent(whose, gender) if noun in rules.parents else None

    def _weigh(self, text: str, turn: Turn, cue: cues.Cue | None, hits: Hits) -> None:
        if cue is None:
            return
        self._take(turn, cue, self._who(text, cue.subject, hits, turn.addressed))

    def _take(self, turn: Turn, cue: cues.Cue, who: int | None) -> None:
        if cue.strength == "beat":
            if who is not None:
                turn.favoured[who] = max(turn.favoured.get(who, 0.0), BEAT)
            elif turn.gender == "?":
                turn.gender = cue.subject.gender if turn.kind == "implicit" else turn.gender
            return
        if turn.named is not None:
            return
        if cue.strength == "lead":
            if who is not None:
                turn.favoured[who] = LEAD
            elif turn.gender == "?":
                turn.gender = cue.subject.gender
            return
        if turn.kind == "implicit":
            turn.resumes = cue.verb in self.grammar.rules.resuming
            turn.answers = cue.verb in self.grammar.rules.answering
        self._say(turn, cue.subject, who)

    def _say(self, turn: Turn, subject: Subject, who: int | None) -> None:
        if subject.kind == "name" and who is not None:
            turn.named, turn.kind = who, "explicit"
        elif subject.kind == "first":
            turn.first_person, turn.named, turn.kind = True, who, "explicit"
        elif turn.kind == "implicit":
            turn.kind = "anaphoric"
            turn.gender = subject.gender
            if who is not None:
                turn.favoured[who] = DESCRIBED
            if subject.owned:
                turn.excluded = self.presence.last.get("M" if subject.gender == "F" else "F")

    def _listen(self, text: str, turn: Turn, span: Span, hits: Hits, called: set[int]) -> None:
        for match in self.grammar.address.finditer(text, span.start, span.end):
            turn.heard_gender = self.grammar.rules.addresses[" ".join(match[1].lower().split())]
        named = {hit.who for hit in hits.within(span.start, span.end)}
        turn.addressed |= called
        turn.spoken_of |= named - called
