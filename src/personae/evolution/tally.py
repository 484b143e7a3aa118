"""How a trait went: sums over its changes, and the line that fits them best."""

import math
from dataclasses import dataclass

DAY_S = 86_400.0


@dataclass(frozen=True, slots=True)
class Trend:
    """The changes of a trait over some time.

    count: of changes.  sum, mean, least, most: of what was applied by each.  slope: of the trait itself, a
    day, by least squares.  Without changes all are 0.
    """

    count: int = 0
    sum: float = 0.0
    mean: float = 0.0
    least: float = 0.0
    most: float = 0.0
    slope: float = 0.0


class Tally:
    """Takes changes one by one and keeps none of them (sums by Welford 1962, 10.2307/1266577)."""

    def __init__(self) -> None:
        self._count = 0
        self._sum = 0.0
        self._least, self._most = math.inf, -math.inf
        self._mean_t = self._mean_x = self._tt = self._tx = 0.0

    def add(self, at_s: float, applied: float, value: float) -> None:
        """One change. at_s: seconds since any moment, the same for all.  value: the trait after it, 0..1."""
        self._count += 1
        self._sum += applied
        self._least, self._most = min(self._least, applied), max(self._most, applied)
        at = at_s / DAY_S
        off = at - self._mean_t
        self._mean_t += off / self._count
        self._mean_x += (value - self._mean_x) / self._count
        self._tt += off * (at - self._mean_t)
        self._tx += off * (value - self._mean_x)

    @property
    def trend(self) -> Trend:
        """What the changes so far come to. All at one moment have no slope."""
        if not self._count:
            return Trend()
        slope = self._tx / self._tt if self._tt > 0 else 0.0
        return Trend(self._count, self._sum, self._sum / self._count, self._least, self._most, slope)
