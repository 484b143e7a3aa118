"""How close a person and a character have come: stages that a person can reach, up and down."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """What a person is to a character."""

    ESTRANGED = "estranged"
    WARY = "wary"
    STRANGER = "stranger"
    ACQUAINTANCE = "acquaintance"
    COMPANION = "companion"
    FRIEND = "friend"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Mark:
    """From where a stage is reached: the person's messages, and how warm the bond is at least (-1..1)."""

    interactions: int
    bond: float


# `./run eval pace` says after how many messages of which kind each is reached.
UPWARD: Mapping[Stage, Mark] = {
    Stage.ACQUAINTANCE: Mark(5, -0.08),
    Stage.COMPANION: Mark(20, 0.12),
    Stage.FRIEND: Mark(50, 0.3),
    Stage.CLOSE: Mark(120, 0.55),
}
DOWNWARD: Mapping[Stage, float] = {Stage.WARY: -0.12, Stage.ESTRANGED: -0.35}
SLACK = 0.04  # a stage once reached is kept until the bond is so much further back, or it would flicker
HEIGHTS = {stage: height for height, stage in enumerate(Stage)}
BOND_STEP = 0.03
HARM = 2.0  # harm weighs more than kindness: Baumeister et al. 2001 (10.1037/1089-2680.5.4.323)
BOND_HALF_LIFE_S = 120 * 86_400.0


def brought(bond: float, closeness: float) -> float:
    """The bond after something was said. closeness: of what was said, -1..1. Returns -1..1.

    Steps shrink as the end nears, and on the way back they do not, as with traits.
    """
    by = BOND_STEP * closeness * (HARM if closeness < 0 else 1.0)
    is_outward = bond * by > 0
    return max(-1.0, min(1.0, bond + by * (1 - abs(bond) if is_outward else 1.0)))


def stage_of(interactions: int, bond: float, *, was: Stage = Stage.STRANGER) -> Stage:
    """The stage that the figures come to, after the stage `was`."""
    reached, height = Stage.STRANGER, HEIGHTS[was]
    for stage, mark in UPWARD.items():
        slack = SLACK if height >= HEIGHTS[stage] else 0.0
        if interactions >= mark.interactions and bond >= mark.bond - slack:
            reached = stage
    for stage, least in DOWNWARD.items():
        slack = SLACK if height <= HEIGHTS[stage] else 0.0
        if bond <= least + slack:
            reached = stage
    return reached


def following(stage: Stage) -> Stage | None:
    """The next stage upward; None for the last. From below, what a person may become again."""
    order = [Stage.STRANGER, *UPWARD]
    if stage in DOWNWARD:
        return Stage.ACQUAINTANCE
    return order[order.index(stage) + 1] if stage != order[-1] else None
