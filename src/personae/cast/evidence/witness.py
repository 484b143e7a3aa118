"""The reader's witness: facts and ties of each paragraph, reported once the speakers around are known."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from personae.cast.evidence import kin
from personae.cast.evidence.kinds import OF_WORD
from personae.cast.evidence.memory import Memory
from personae.cast.grammar import Grammar
from personae.cast.model import Fact, Tie
from personae.cast.quotes import Span, gaps
from personae.cast.roster import Hits, Roster

MOST_PAIRS = 20_000  # pairs remembered as already reported to share a name
NAMESAKES, COUPLE = 0.45, 0.6

Heard = Mapping[int, tuple[int | None, int | None]]  # where a quotation starts -> who says it, to whom


class Witness:
    """Reads the same paragraphs as the stage; bounded by one run of turns."""

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
        self.roster, self.id_of = roster, id_of
        self.on_fact, self.on_tie = on_fact, on_tie
        self.reads = grammar.rules.code == "en"
        self.memory = Memory(roster)
        self.held: list[
            tuple[int, int, int, kin.Claim]
        ] = []  # quotation, paragraph and chapter of each claim
        self.paired: set[tuple[int, int]] = set()
        self.rows: list[Tie | Fact] = []

    def read(self, text: str, start: int, chapter: int, spans: Sequence[Span], hits: Hits) -> None:
        """Find what a paragraph that stands at start says of people."""
        self._namesakes(start, chapter, hits)
        if not self.reads:
            return
        self.memory.open(text)
        told = gaps(text, spans)
        for index, (opened, closed) in enumerate(told):
            for hit in hits.within(opened, closed):
                self.memory.name(hit)
            for claim in kin.claims(text, hits, self.memory, start=opened, end=closed, said=False):
                self._tie(claim, claim.owner, start, chapter)
            if index < len(spans):
                span = spans[index]
                for claim in kin.claims(text, hits, self.memory, start=span.start, end=span.end, said=True):
                    self.held.append((start + span.start, start, chapter, claim))

    def settle(self, heard: Heard) -> None:
        """Report everything so far, in order; heard: the quotations since the last time."""
        for quote, start, chapter, claim in self.held:
            speaker, _ = heard.get(quote, (None, None))
            self._tie(claim, speaker if claim.owner is None else claim.owner, start, chapter)
        self.held = []
        for row in sorted(self.rows, key=lambda row: (row.start, row.end)):
            if isinstance(row, Tie):
                self.on_tie(row)
            else:
                self.on_fact(row)
        self.rows = []

    def _tie(self, claim: kin.Claim, owner: int | None, start: int, chapter: int) -> None:
        if owner is None or owner == claim.target:
            return
        place = (start + claim.start, start + claim.end, chapter)
        ids = (self.id_of(owner), self.id_of(claim.target))
        self.rows.append(Tie(*ids, OF_WORD[claim.noun], claim.noun, 0.0, *place, claim.confidence))

    def _namesakes(self, start: int, chapter: int, hits: Hits) -> None:
        """Tie two who share a surname, once, where a paragraph first names both."""
        if len(hits.all) < 2 or len(self.paired) >= MOST_PAIRS:
            return
        entries = self.roster.entries
        first: dict[int, int] = {}
        for hit in hits.all:
            if entries[hit.who].last:
                first.setdefault(hit.who, hit.end)
        people = sorted(first)
        for index, one in enumerate(people):
            for other in people[index + 1 :]:
                if entries[one].last == entries[other].last and (one, other) not in self.paired:
                    self.paired.add((one, other))
                    self._pair(one, other, start, chapter, hits)

    def _pair(self, one: int, other: int, start: int, chapter: int, hits: Hits) -> None:
        named = [hit for hit in hits.all if hit.who in (one, other)]
        near = min(
            ((left, right) for left, right in pairwise(named) if left.who != right.who),
            key=lambda pair: pair[1].start - pair[0].end,
        )
        place = (start + near[0].start, start + near[1].end, chapter)
        if self.roster.wives.get(one) == other:
            detail = "wife" if self.roster.gender(other) == "F" else "husband"
            row = Tie(self.id_of(one), self.id_of(other), "family", detail, 0.0, *place, COUPLE)
        else:
            row = Tie(self.id_of(one), self.id_of(other), "family", "", 0.0, *place, NAMESAKES)
        self.rows.append(row)
