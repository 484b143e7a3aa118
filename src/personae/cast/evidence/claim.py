"""What a paragraph says of two people, before the speakers in it are known."""

from dataclasses import dataclass

LISTENER, SPEAKER = -1, -2  # whoever is spoken to, and whoever speaks, until it is known who they are


@dataclass(frozen=True, slots=True)
class Claim:
    """target is owner's noun, or owner shows a feeling for target; owner None: whoever speaks;
    LISTENER and SPEAKER stand for people too.

    start, end: count from the paragraph's start.  kind: '' leaves it to the noun.  Otherwise as in Tie.
    """

    owner: int | None
    target: int
    noun: str
    start: int
    end: int
    confidence: float
    kind: str = ""
    affinity: float = 0.0
