"""One turn of a conversation, and who is present when it comes."""

from dataclasses import dataclass, field

FADE = 0.5  # what is left of somebody's presence one paragraph later
PRESENT = 8  # people kept in mind at once
AGAIN = 0.9  # what is left of somebody's presence when they are named once more


@dataclass(slots=True)
class Turn:
    """What one speaker says without a break; weights speak for (or against) entries by number.

    gap: paragraphs of telling since the turn before; same_paragraph: both stand in one.
    """

    quotes: list[tuple[int, int, int]]  # start, end, chapter
    kind: str = "implicit"
    gender: str = "?"
    named: int | None = None
    favoured: dict[int, float] = field(default_factory=dict)
    present: dict[int, float] = field(default_factory=dict)
    addressed: set[int] = field(default_factory=set)
    spoken_of: set[int] = field(default_factory=set)
    gap: int = 0
    same_paragraph: bool = False
    continues: bool = False
    excluded: int | None = None
    first_person: bool = False
    focus: frozenset[int] = frozenset()  # the woman and the man that a sentence was last about
    heard_gender: str = "?"  # of whoever is spoken to: "sir", "madam"
    resumes: bool = False  # its verb says that the same person goes on: "added"
    answers: bool = False  # its verb says that another one answers: "replied"


class Presence:
    """Who was lately named in the telling; fades paragraph by paragraph and stays small."""

    def __init__(self) -> None:
        self.weights: dict[int, float] = {}
        self.last: dict[str, int] = {}
        self.focus: dict[str, int] = {}
        self.acting: int | None = None  # whom the sentence just before is about

    def fade(self) -> None:
        """Let a paragraph pass."""
        self.weights = {who: w * FADE for who, w in self.weights.items() if w > 0.05}

    def name(self, who: int, gender: str, weight: float) -> None:
        """Note that somebody was named."""
        self.weights[who] = self.weights.get(who, 0.0) * AGAIN + weight
        self.last[gender] = who

    def top(self) -> dict[int, float]:
        """Return the most present people with their weights."""
        if len(self.weights) <= PRESENT:
            return dict(self.weights)
        kept = sorted(self.weights, key=lambda who: -self.weights[who])[:PRESENT]
        return {who: self.weights[who] for who in kept}
