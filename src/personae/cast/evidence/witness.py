"""The reader's witness: facts and ties of each paragraph, reported once the speakers around are known."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from personae.cast.evidence import facts, kin
from personae.cast.evidence.claim import Claim
from personae.cast.evidence.kinds import OF_WORD
from personae.cast.evidence.memory import Memory
from personae.cast.evidence.namesakes import Namesakes
from personae.cast.grammar import Grammar
from personae.cast.model import Fact, Tie
from personae.cast.quotes import Span, gaps
from personae.cast.roster import Hits, Roster

READ = ("en",)  # languages whose words for people and kin are known here

Heard = Mapping[int, int | None]  # where a quotation starts -> who says it


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
        self.grammar = grammar
        self.id_of, self.on_fact, self.on_tie = id_of, on_fact, on_tie
        self.reads = grammar.rules.code in READ
        self.memory = Memory(roster)
        self.namesakes = Namesakes(roster)
        self.rows: list[Tie | Fact] = []
        self.held: list[
            tuple[int, Callable[[int], None]]
        ] = []  # a quotation, and what to do with its speaker

    def read(self, text: str, start: int, chapter: int, spans: Sequence[Span], hits: Hits) -> None:
        """Find what a paragraph that stands at start says of people."""
        place = (start, chapter)
        self._tie_all(self.namesakes.claims(hits), place)
        if not self.reads:
            return
        self.memory.open(text)
        for index, (opened, closed) in enumerate(gaps(text, spans)):
            for hit in hits.within(opened, closed):
                self.memory.name(hit)
            self._tie_all(kin.claims(text, hits, self.memory, start=opened, end=closed, said=False), place)
            for seen in facts.told(text, hits, self.memory, self.grammar, start=opened, end=closed):
                self._fact(seen, text[seen.start : seen.end], place, seen.who)
            if index < len(spans):
                self._listen(text, spans[index], place, hits)

    def settle(self, heard: Heard) -> None:
        """Report everything so far, in order; heard: the quotations since the last time."""
        for quote, report in self.held:
            speaker = heard.get(quote)
            if speaker is not None:
                report(speaker)
        self.held = []
        for row in sorted(self.rows, key=lambda row: (row.start, row.end)):
            if isinstance(row, Tie):
                self.on_tie(row)
            else:
                self.on_fact(row)
        self.rows = []

    def _listen(self, text: str, span: Span, place: tuple[int, int], hits: Hits) -> None:
        """Read a quotation: what it says of others now, what of its speaker once that one is known."""
        quote = place[0] + span.start
        for claim in kin.claims(text, hits, self.memory, start=span.start, end=span.end, said=True):
            if claim.owner is None:
                self.held.append((quote, partial(self._tie, claim, place)))
            else:
                self._tie(claim, place, claim.owner)
        for seen in facts.own(text, start=span.start, end=span.end):
            self.held.append((quote, partial(self._fact, seen, text[seen.start : seen.end], place)))

    def _tie_all(self, claims: Iterable[Claim], place: tuple[int, int]) -> None:
        for claim in claims:
            if claim.owner is not None:
                self._tie(claim, place, claim.owner)

    def _tie(self, claim: Claim, place: tuple[int, int], owner: int) -> None:
        if owner == claim.target:
            return
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

    def _fact(self, seen: facts.Seen, words: str, place: tuple[int, int], who: int | None) -> None:
        if who is None:
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
