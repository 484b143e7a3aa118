"""People of one surname, who are most likely a family."""

from collections.abc import Iterator
from itertools import pairwise

from personae.cast.evidence.claim import Claim
from personae.cast.evidence.kinds import FAMILY
from personae.cast.roster import Hits, Roster

MOST_PAIRS = 20_000  # pairs remembered as already reported
NEAR = 240  # characters between their names; what stands further apart shows nobody anything
ALIKE, COUPLE = 0.45, 0.6  # confidence that namesakes are a family, and that Mr. and Mrs. are a couple


class Namesakes:
    """Ties two who share a surname, once, where a paragraph first names both."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self.paired: set[tuple[int, int]] = set()

    def claims(self, hits: Hits) -> Iterator[Claim]:
        """Yield a claim for each pair that a paragraph is the first to name together."""
        if len(hits.all) < 2 or len(self.paired) >= MOST_PAIRS:
            return
        bearers: dict[str, list[int]] = {}
        for hit in hits.all:
            last = self.roster.entries[hit.who].last
            if last and hit.who not in bearers.setdefault(last, []):
                bearers[last].append(hit.who)
        for people in bearers.values():
            for index, one in enumerate(people):
                for other in people[index + 1 :]:
                    yield from self._pair(one, other, hits)

    def _pair(self, one: int, other: int, hits: Hits) -> Iterator[Claim]:
        pair = (min(one, other), max(one, other))
        if pair in self.paired:
            return
        named = [hit for hit in hits.all if hit.who in pair]
        left, right = min(
            ((left, right) for left, right in pairwise(named) if left.who != right.who),
            key=lambda sides: sides[1].start - sides[0].end,
        )
        if right.start - left.end > NEAR:
            return
        self.paired.add(pair)
        wed = self.roster.wives.get(one) == other
        noun = ("wife" if self.roster.gender(other) == "F" else "husband") if wed else ""
        yield Claim(one, other, noun, left.start, right.end, COUPLE if wed else ALIKE, kind=FAMILY)
