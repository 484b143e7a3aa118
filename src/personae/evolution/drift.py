"""How something moves away from where it was and comes back: steps, bounds and mean reversion.

Everything here is a distance from its own baseline, so 0 is the baseline itself.
"""

import math

DAY_S = 86_400.0
LN2 = math.log(2)


def step(moved: float, by: float, *, bound: float) -> float:
    """Take a step, and return the new distance, within -bound..bound.

    An outward step shrinks as the bound nears: Δ' = Δ·max(0, 1 − |x−μ|/B). An inward one does not, and as far
    as it leads past the baseline it is an outward one. moved may be outside after the bound was made
    smaller; it then goes no further out.
    """
    inward = max(0.0, min(abs(by), abs(moved))) if moved * by < 0 else 0.0
    moved += math.copysign(inward, by)
    outward = abs(by) - inward
    room = max(0.0, 1.0 - abs(moved) / bound)
    moved += math.copysign(outward * room, by)
    return max(-bound, min(bound, moved))


def within(moved: float, by: float, *, most: float) -> float:
    """As much of a step as keeps a distance within -most..most, or leads towards it from outside."""
    if by > 0:
        return max(0.0, min(by, most - moved))
    return min(0.0, max(by, -most - moved))


def kept(elapsed_s: float, half_life_s: float) -> float:
    """The share of a distance that is left after some time, 0..1: e^(−βΔt) with β = ln 2 / half-life.

    A clock that jumped back (elapsed_s < 0) takes nothing away. Source: the drift term of an
    Ornstein-Uhlenbeck process, as in the PersDyn model (10.1002/per.2233).
    """
    return math.exp(-LN2 * max(0.0, elapsed_s) / half_life_s)
