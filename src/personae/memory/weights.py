"""How much each sign counts when memories are ranked."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Final, Self


@dataclass(frozen=True, slots=True)
class Weights:
    """What a sign adds to the score at its fullest; the formula is `recall.rank`.

    before, after: how much of meaning and words the memory just before and just after lend.
    """

    meaning: float = 1.0
    words: float = 1.0
    spoken: float = 0.8
    recency: float = 0.1
    importance: float = 0.3
    mood: float = 0.1
    pinned: float = 0.3
    resolved: float = -0.3
    before: float = 0.4
    after: float = 0.15

    @classmethod
    def of(cls, wishes: Mapping[str, float]) -> Self:
        """The usual weights but for some. Raises ValueError for a name that is none of theirs."""
        known = [field.name for field in fields(cls)]
        if unknown := sorted(set(wishes) - set(known)):
            raise ValueError(f"There is no weight {', '.join(unknown)}; there are {', '.join(known)}.")
        return cls(**wishes)


# Whoever looks for a memory wants the one that says it, whenever it was and however it felt.
SEARCH: Final = Weights(spoken=0, recency=0, importance=0, mood=0, pinned=0, resolved=0, before=0, after=0)
