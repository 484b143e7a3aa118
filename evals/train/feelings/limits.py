"""The probability from which each label counts."""

import numpy as np
from numpy.typing import NDArray

from evals.train.feelings.corpus import Floats

LEAST = 0.03  # a label that is less probable is no finding, however rare it is
GRID = np.exp(np.linspace(np.log(0.01), np.log(0.9), 400))
SMOOTH = 15  # grid points: a rare label's best threshold is a fluke, the middle of a good stretch is not


def thresholds(labels: Floats, chances: Floats) -> Floats:
    """Return for each label the probability from which it counts: the best F1, smoothed over the grid.

    labels: 0 or 1; chances: what students said of texts they had not seen, 0..1.
    """
    window = np.exp(-0.5 * (np.arange(-40, 41) / SMOOTH) ** 2)
    window /= window.sum()
    best = []
    for true, chance in zip(labels.T, chances.T, strict=True):
        scores = [f1(true, chance >= threshold) for threshold in GRID]
        best.append(GRID[np.convolve(np.pad(scores, 40, mode="edge"), window, "valid").argmax()])
    return np.maximum(best, LEAST).astype(np.float32)


def f1(true: Floats, found: NDArray[np.bool_]) -> float:
    """Return F1 of one label, 0 where it is nowhere."""
    total = float(true.sum() + found.sum())
    return 2 * float(true[found].sum()) / total if total else 0.0
