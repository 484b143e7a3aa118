"""Fits a logistic model over hashed features, in numpy alone: for the small models of `personae.safety`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Row = tuple[NDArray[np.int64], NDArray[np.float32]]  # columns and values
MEMORY = 8  # earlier steps that L-BFGS looks back on
LEAST = 2  # rows that must have a column before it is weighed: what occurs once teaches nothing general


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a matrix: many columns of which a row has few, and behind them some that every row has.

    index, value: entries of the first kind, row after row; ends: where each row's entries end.
    dense: (rows, columns of the second kind).
    """

    index: NDArray[np.int64]
    value: NDArray[np.float32]
    ends: NDArray[np.int64]
    dense: NDArray[np.float32]
    columns: int

    @classmethod
    def of(cls, rows: Sequence[Row], dense: NDArray[np.float32], *, columns: int) -> "Rows":
        """Put rows together. columns: how many there are of the first kind."""
        return cls(
            np.concatenate([index for index, _ in rows]),
            np.concatenate([value for _, value in rows]),
            np.cumsum([len(index) for index, _ in rows]),
            dense,
            columns,
        )

    def times(self, weights: Floats) -> Floats:
        """Return each row's product with the weights."""
        products = self.value * weights[self.index]
        sums = np.concatenate([[0.0], np.cumsum(products)])
        few = sums[self.ends] - sums[np.concatenate([[0], self.ends[:-1]])]
        found: Floats = few + self.dense @ weights[self.columns :]
        return found

    def back(self, errors: Floats) -> Floats:
        """Return each column's product with the rows' errors."""
        spread = np.repeat(errors, np.diff(self.ends, prepend=0))
        few = np.bincount(self.index, self.value * spread, minlength=self.columns)
        return np.concatenate([few, errors @ self.dense])

    def common(self) -> tuple["Rows", NDArray[np.int64]]:
        """Return the same without columns that fewer than LEAST rows have, and which columns are left."""
        kept = np.flatnonzero(np.bincount(self.index, minlength=self.columns) >= LEAST)
        place = np.full(self.columns, -1)
        place[kept] = np.arange(len(kept))
        moved = place[self.index]
        is_kept = moved >= 0
        ends = np.concatenate([[0], np.cumsum(is_kept)])[self.ends]
        return Rows(moved[is_kept], self.value[is_kept], ends, self.dense, len(kept)), kept


def fit(
    rows: Rows, wanted: Floats, *, strength: float, much: Floats, steps: int = 70
) -> tuple[Floats, float]:
    """Return the weights and the bias of a logistic model.

    wanted: 0 or 1 for each row.  much: how much each row counts.  strength: of the data over the L2 penalty,
    which spares the bias; as the C of liblinear.  steps: of L-BFGS, at most.
    """
    few, kept = rows.common()

    def loss(at: Floats) -> tuple[float, Floats]:
        logits = few.times(at[:-1]) + at[-1]
        errors = much * (1 / (1 + np.exp(-np.clip(logits, -40, 40))) - wanted) * strength
        cost = strength * float(np.dot(much, np.logaddexp(0, logits) - wanted * logits))
        slope = np.append(few.back(errors) + at[:-1], errors.sum())
        return cost + 0.5 * float(np.dot(at[:-1], at[:-1])), slope

    found = _descend(loss, np.zeros(len(kept) + rows.dense.shape[1] + 1), steps)
    weights = np.zeros(rows.columns + rows.dense.shape[1])
    weights[kept] = found[: len(kept)]
    weights[rows.columns :] = found[len(kept) : -1]
    return weights, float(found[-1])


def _descend(loss: Callable[[Floats], tuple[float, Floats]], at: Floats, steps: int) -> Floats:
    """Walk down by L-BFGS (Liu and Nocedal 1989) with a line search that halves the step."""
    cost, slope = loss(at)
    moved: list[tuple[Floats, Floats, float]] = []
    for _ in range(steps):
        way = -_quasi_newton(slope, moved)
        step = 1.0 if moved else min(1.0, 1 / float(np.linalg.norm(slope)))
        downhill = float(np.dot(slope, way))
        there = at + step * way
        new_cost, new_slope = loss(there)
        while new_cost > cost + 1e-4 * step * downhill and step > 1e-8:
            step /= 2
            there = at + step * way
            new_cost, new_slope = loss(there)
        change, turn = there - at, new_slope - slope
        bend = float(np.dot(change, turn))
        if bend > 1e-12:
            moved = [*moved[-MEMORY + 1 :], (change, turn, 1 / bend)]
        is_done = cost - new_cost < 1e-5 * abs(new_cost)
        at, cost, slope = there, new_cost, new_slope
        if is_done:
            break
    return at


def _quasi_newton(slope: Floats, moved: Sequence[tuple[Floats, Floats, float]]) -> Floats:
    way = slope.copy()
    kept: list[float] = []
    for change, turn, share in reversed(moved):
        kept.append(share * float(np.dot(change, way)))
        way -= kept[-1] * turn
    if moved:
        change, turn, share = moved[-1]
        way *= 1 / (share * float(np.dot(turn, turn)))
    for (change, turn, share), first in zip(moved, reversed(kept), strict=True):
        way += (first - share * float(np.dot(turn, way))) * change
    return way
