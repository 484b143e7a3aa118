"""What a character is like by itself: traits it returns to, and the mood that follows from them."""

from collections.abc import Mapping

from personae.evolution.emotions import TRAITS
from personae.evolution.pad import Pad, clamp

MIDDLE = 0.5  # a trait of which nothing is known


def whole(known: Mapping[str, float]) -> dict[str, float]:
    """Every trait of a character, 0..1: what is known of it, else MIDDLE."""
    return {trait: min(1.0, max(0.0, known.get(trait, MIDDLE))) for trait in TRAITS}


def mood_of(traits: Mapping[str, float]) -> Pad:
    """The mood that somebody with such traits is usually in.

    traits: 0..1; they count as -1..1.  Source: Mehrabian 1996 (10.1007/BF02686918). He has emotional
    stability where this has its opposite, neuroticism: hence -.19 for pleasure, and .57 for arousal.
    """
    o, c, e, a, n = (2 * traits[trait] - 1 for trait in TRAITS[:5])
    return Pad(
        clamp(0.21 * e + 0.59 * a - 0.19 * n, 1.0),
        clamp(0.15 * o + 0.30 * a + 0.57 * n, 1.0),
        clamp(0.25 * o + 0.17 * c + 0.60 * e - 0.32 * a, 1.0),
    )


def seen(baseline: float, moved: float, *, bound: float) -> float:
    """A trait as it is now: its baseline (0..1), and what has moved it (within -bound..bound). 0..1.

    Where less than bound is left up to 0 or 1, what has moved it counts in proportion, so that every step
    still shows and none leads outside.
    """
    room = 1.0 - baseline if moved > 0 else baseline
    return min(1.0, max(0.0, baseline + moved * min(1.0, room / bound)))
