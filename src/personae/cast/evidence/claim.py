"""What a paragraph says of two people, before the speakers in it are known."""

from dataclasses import dataclass

LISTENER = -1  # the target of a claim about whoever is spoken to


@dataclass(frozen=True, slots=True)
class Claim:
    """target is owner's noun, or owner shows a feeling for target; owner None: whoever speaks.

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
