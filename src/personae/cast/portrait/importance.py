"""How much of the book a character carries, and the part that makes them play."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from personae.cast.model import Mention
from personae.cast.portrait.company import Step, steps
from personae.cast.portrait.records import Line

LINE_WEIGHT = 3  # a line spoken matters as much as so many mentions
MAJOR, INTERMEDIATE, MINOR = 0.35, 0.08, 0.015  # of the most important character's weight
SETTLED = 30  # sights of the leading character after which half of all confidence is there
ROLES = ("protagonist", "major", "intermediate", "minor", "mentioned")


@dataclass(frozen=True, slots=True)
class Importance:
    """What a character weighs in the book.

    share: of everybody's weight, 0..1.  role: one of ROLES.  narrator: they tell the book.  mentions:
    names anywhere, also in what others say.  first, last: where they are first and last seen.
    confidence: 0..1, grows with what was read.
    """

    character: str
    role: str
    narrator: bool
    share: float
    mentions: int
    lines: int
    chapters: int
    first: int
    last: int
    confidence: float

    @property
    def weight(self) -> int:
        """Mentions and lines as one number."""
        return self.mentions + LINE_WEIGHT * self.lines


def importance(
    mentions: Iterable[Mention], lines: Iterable[Line], *, narrator: str | None = None
) -> tuple[Importance, ...]:
    """Return everybody named or heard, most important first.

    The first is the protagonist; a narrator who weighs less than the first keeps the role earned.
    Somebody named only in what others say, and never heard, is 'mentioned'.
    """
    named = list(mentions)
    said = list(lines)
    counts: dict[str, _Count] = {}
    for step in steps(named, said):
        counts.setdefault(step.who, _Count()).take(step)
    for mention in named:
        counts.setdefault(mention.character, _Count(mention.start, mention.start)).named += 1
    return _ranked(counts, narrator)


class _Count:
    def __init__(self, first: int = -1, last: int = -1) -> None:
        self.first, self.last = first, last
        self.lines = self.named = self.seen = 0  # named: anywhere; seen: named in the telling, or heard
        self.chapters: set[int] = set()

    def take(self, step: Step) -> None:
        self.first = step.start if self.first < 0 else self.first
        self.last = max(self.last, step.start)
        self.lines += step.heard
        self.seen += 1
        self.chapters.add(step.chapter)

    @property
    def weight(self) -> int:
        return self.named + LINE_WEIGHT * self.lines


def _ranked(counts: dict[str, _Count], narrator: str | None) -> tuple[Importance, ...]:
    order = sorted(counts, key=lambda who: (-counts[who].weight, counts[who].first, who))
    total = sum(count.weight for count in counts.values())
    most = counts[order[0]].weight if order else 0
    found = []
    for rank, who in enumerate(order):
        count = counts[who]
        found.append(
            Importance(
                character=who,
                role=_role(rank, count, most),
                narrator=who == narrator,
                share=round(count.weight / total, 4),
                mentions=count.named,
                lines=count.lines,
                chapters=len(count.chapters),
                first=count.first,
                last=count.last,
                confidence=round(most / (most + SETTLED), 2),
            )
        )
    return tuple(found)


def _role(rank: int, count: _Count, most: int) -> str:
    if not count.seen:
        return "mentioned"
    if rank == 0:
        return "protagonist"
    share = count.weight / most
    bounds: Sequence[tuple[float, str]] = ((MAJOR, "major"), (INTERMEDIATE, "intermediate"), (MINOR, "minor"))
    return next((role for bound, role in bounds if share >= bound), "mentioned")
