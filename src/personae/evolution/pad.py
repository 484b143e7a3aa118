"""Moods as points in a space of three: pleasure, arousal, dominance."""

import math
from dataclasses import dataclass

NEUTRAL_WITHIN = 0.1  # of the middle: too little to be called anything
# Mehrabian 1996 (10.1007/BF02686918) names the eight octants by the signs of P, A, D.
OCTANTS = {
    (True, True, True): "exuberant",
    (True, True, False): "dependent",
    (True, False, True): "relaxed",
    (True, False, False): "docile",
    (False, False, False): "bored",
    (False, False, True): "disdainful",
    (False, True, False): "anxious",
    (False, True, True): "hostile",
}
NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Pad:
    """A point in that space; each coordinate is -1..1, and 0, 0, 0 is the middle."""

    pleasure: float = 0.0
    arousal: float = 0.0
    dominance: float = 0.0

    @property
    def octant(self) -> str:
        """The mood's name: one of the eight OCTANTS, or NEUTRAL near the middle."""
        if self.length < NEUTRAL_WITHIN:
            return NEUTRAL
        return OCTANTS[self.pleasure >= 0, self.arousal >= 0, self.dominance >= 0]

    @property
    def length(self) -> float:
        """How far from the middle, 0..√3."""
        return math.hypot(self.pleasure, self.arousal, self.dominance)

    @property
    def values(self) -> tuple[float, float, float]:
        """Pleasure, arousal, dominance."""
        return self.pleasure, self.arousal, self.dominance

    def plus(self, other: "Pad") -> "Pad":
        """Both together, kept within -1..1."""
        return Pad(*(clamp(one + two, 1.0) for one, two in zip(self.values, other.values, strict=True)))

    def times(self, factor: float) -> "Pad":
        """A share of it. factor: 0..1."""
        return Pad(self.pleasure * factor, self.arousal * factor, self.dominance * factor)


def clamp(value: float, most: float) -> float:
    """The value, kept within -most..most; what is no number is 0."""
    return 0.0 if math.isnan(value) else max(-most, min(most, value))
