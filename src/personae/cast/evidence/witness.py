"""The reader's witness: facts and ties of each paragraph, reported once the speakers around are known."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from personae.cast.evidence import facts, feelings, kin, speech
from personae.cast.evidence.claim import LISTENER, SPEAKER, Claim
from personae.cast.evidence.kinds import OF_WORD, WEDDED, fits, seen_back
from personae.cast.evidence.memory import Memory
from personae.cast.evidence.namesakes import Namesakes
from personae.cast.grammar import Grammar
from personae.cast.model import Fact, Tie
from personae.cast.person import MAIDEN, MARRIED
from personae.cast.quotes import Span, gaps
from personae.cast.roster import Hits, Roster

READ = ("en",)  # languages whose words for people and kin are known here

Place = tuple[int, int]  # where a paragraph starts, and its chapter
NOUN = re.compile(r"[a-z-]+(?![\w'’-])")
HINT = 0.2  # what is left of a word that cannot be meant of the one it seems to be said of
STRANGER = 0.5  # what is left of "said her father" where it is not to her, as far as one knows


@dataclass(frozen=True, slots=True)
class Exchange:
    """Who says a quotation, and to whom; sure: of who says it, 0..1."""

    speaker: int | None
    addressee: int | None
    sure: float


Heard = Mapping[int, Exchange]  # by where the quotation starts


class Witness:
    """Reads the same paragraphs as the stage; what it holds is bounded by one run of turns."""

    def __init__(
        self,
        roster: Roster,
        grammar: Grammar,
        id_of: Callable[[int], str],
        *,
        on_fact: Callable[[Fact], None],
        on_tie: Callable[[Tie], None],
    ) -> None:
        """id_of: entry number -> Character.id."""
        self.roster, self.grammar = roster, grammar
        self.id_of, self.on_fact, self.on_tie = id_of, on_fact, on_tie
        self.reads = grammar.rules.code in READ
        self.memory = Memory(roster)
        self.namesakes = Namesakes(roster)
        self.rows: list[Tie | Fact] = []
        # a quotation, and what to do once it is known who says it to whom
        self.held: list[tuple[int, Callable[[int, Exchange], None]]] = []

    def read(self, text: str, start: int, chapter: int, spans: Sequence[Span], hits: Hits) -> None:
        """Find what a paragraph that stands at start says of people."""
        place = (start, chapter)
        self._tie_all(self.namesakes.claims(hits), place)
        if not self.reads:
            return
        self.memory.open(text)
        told = gaps(text, spans)
        for index, (opened, closed) in enumerate(told):
            for hit in hits.within(opened, closed):
                self.memory.name(hit)
            self._tie_all(kin.claims(text, hits, self.memory, start=opened, end=closed, said=False), place)
            self._tie_all(feelings.acted(text, hits, start=opened, end=closed), place)
            self._tie_all(feelings.together(text, hits, start=opened, end=closed), place)
            for seen in facts.told(text, hits, self.memory, self.grammar, start=opened, end=closed):
                self._fact(seen, text[seen.start : seen.end], place, seen.who)
            if index < len(spans):
                self._listen(text, spans[index], told[index + 1], place, hits)

    def settle(self, heard: Heard) -> None:
        """Report everything so far, in order; heard: the quotations since the last time."""
        for quote, report in self.held:
            exchange = heard.get(quote)
            if exchange is not None and exchange.speaker is not None:
                report(exchange.speaker, exchange)
        self.held = []
        for row in sorted(self.rows, key=lambda row: (row.start, row.end)):
            if isinstance(row, Tie):
                self.on_tie(row)
            else:
                self.on_fact(row)
        self.rows = []

    def _listen(self, text: str, span: Span, gap: tuple[int, int], place: Place, hits: Hits) -> None:
        """Read a quotation and the telling behind it; what depends on the speaker waits for them."""
        quote = place[0] + span.start
        for claim in kin.claims(text, hits, self.memory, start=span.start, end=span.end, said=True):
            if claim.owner is None:
                self.held.append((quote, partial(self._own_tie, claim, place)))
            else:
                self._tie(claim, place, claim.owner)
        for seen in facts.own(text, start=span.start, end=span.end):
            self.held.append((quote, partial(self._own_fact, seen, text[seen.start : seen.end], place)))
        for claim in speech.claims(text, span, gap, hits, self.memory, self.grammar):
            self.held.append((quote, partial(self._own_tie, claim, place)))

    def _own_tie(self, claim: Claim, place: Place, speaker: int, exchange: Exchange) -> None:
        """Put the people of an exchange where a claim leaves them open, and report it."""
        meant = {None: speaker, SPEAKER: speaker, LISTENER: exchange.addressee}
        owner, target = meant.get(claim.owner, claim.owner), meant.get(claim.target, claim.target)
        if owner is None or target is None:
            return
        sure = claim.confidence * (exchange.sure if claim.noun else 1.0)
        if claim.target == SPEAKER and owner != exchange.addressee:
            sure *= STRANGER
        self._tie(replace(claim, target=target, confidence=round(sure, 3)), place, owner)

    def _own_fact(self, seen: facts.Seen, words: str, place: Place, speaker: int, _: Exchange) -> None:
        self._fact(seen, words, place, speaker)

    def _tie_all(self, claims: Iterable[Claim], place: Place) -> None:
        for claim in claims:
            if claim.owner is not None:
                self._tie(claim, place, claim.owner)

    def _tie(self, claim: Claim, place: Place, owner: int) -> None:
        if owner == claim.target:
            return
        if not self._can_be(owner, claim):  # of their house, perhaps, but not that
            kind, sure = OF_WORD.get(claim.noun, ""), round(HINT * claim.confidence, 3)
            claim = replace(claim, noun="", kind=kind, confidence=sure)
        start, chapter = place
        self.rows.append(
            Tie(
                source=self.id_of(owner),
                target=self.id_of(claim.target),
                kind=claim.kind or OF_WORD.get(claim.noun, ""),
                detail=claim.noun,
                affinity=claim.affinity,
                start=start + claim.start,
                end=start + claim.end,
                chapter=chapter,
                confidence=claim.confidence,
            )
        )

    def _can_be(self, owner: int, claim: Claim) -> bool:
        """Say whether the target can be to owner what a claim calls them, and owner what that makes them."""
        if not fits(claim.noun, self.roster.gender(claim.target)):
            return False
        back = seen_back(claim.noun, self.roster.gender(owner))
        return not (
            (claim.noun in WEDDED and self._is_maiden(claim.target))
            or (back in WEDDED and self._is_maiden(owner))
        )

    def _is_maiden(self, who: int) -> bool:
        titles = self.roster.entries[who].titles
        return bool(titles & MAIDEN) and not titles & MARRIED

    def _is_of(self, words: str, who: int) -> bool:
        """Say whether the noun of a description is for the gender of who: no "tall man" is a woman."""
        called = (self.grammar.rules.people.get(word, "?") for word in NOUN.findall(words.lower()))
        noun = next((gender for gender in called if gender != "?"), "?")
        return "?" in (noun, self.roster.gender(who)) or noun == self.roster.gender(who)

    def _fact(self, seen: facts.Seen, words: str, place: Place, who: int | None) -> None:
        if who is None or not self._is_of(words, who):
            return
        start, chapter = place
        self.rows.append(
            Fact(
                character=self.id_of(who),
                kind=seen.kind,
                text=" ".join(words.split()),
                start=start + seen.start,
                end=start + seen.end,
                chapter=chapter,
                confidence=seen.confidence,
            )
        )
