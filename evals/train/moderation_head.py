"""Teaches the head of safety/moderation_net.npz anew, in numpy and in minutes, and leaves its layers alone.

For texts that were added after the layers had been taught: it learns from all that `evals.train.moderation`
learns from, and stays near the head it had.
"""

import sys
from collections.abc import Sequence
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from evals.train import moderation
from evals.train.bags import TARGET
from personae.encoder.branch import Branch
from personae.safety.unmask import unmask

NAME = "moderation_net.npz"
AT_ONCE = 16
STEPS, RATE = 400, 0.003
NEAR = 1e-3  # what it costs to leave the head it had
DECAY, DECAY_SQUARES, TINY = 0.9, 0.999, 1e-8  # Adam's (Kingma and Ba 2015, 1412.6980)
Floats = NDArray[np.float64]


def main() -> int:
    """Teach the head, write it, and return 1 where there is no data."""
    known = moderation.known(moderation.SHARED / "safety" / "moderation")
    if not known:
        sys.stdout.write("No sets to learn from.\n")
        return 1
    examples = [*known, *moderation.added()]
    read = _read([unmask(each.text[: moderation.LEARNT]).text for each in examples])
    wanted, much = moderation.taught(examples)
    with np.load(TARGET / NAME) as kept:
        held = {name: kept[name] for name in kept.files}
    head = np.vstack([held["head.weight"], held["head.bias"]]).astype(np.float64)
    head = learn(np.hstack([read, np.ones((len(read), 1))]), wanted, much, head)
    held["head.weight"], held["head.bias"] = head[:-1].astype(np.float32), head[-1].astype(np.float32)
    np.savez(TARGET / NAME, allow_pickle=False, **held)
    return 0


def learn(read: Floats, wanted: Floats, much: Floats, began: Floats) -> Floats:
    """Return the head, (features + 1, categories), that fits best and is near the one it began with."""
    head, mean, square = began.copy(), np.zeros_like(began), np.zeros_like(began)
    for step in range(1, STEPS + 1):
        errors = (1 / (1 + np.exp(-np.clip(read @ head, -30, 30))) - wanted) * much / much.sum(axis=0)
        slope = read.T @ errors + NEAR * (head - began)
        mean = DECAY * mean + (1 - DECAY) * slope
        square = DECAY_SQUARES * square + (1 - DECAY_SQUARES) * slope**2
        steady = np.sqrt(square / (1 - DECAY_SQUARES**step)) + TINY
        head -= RATE * mean / (1 - DECAY**step) / steady
    return head


def _read(texts: Sequence[str]) -> Floats:
    branch = Branch(files("personae.safety").joinpath(NAME))
    found = np.zeros((len(texts), 768))
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    for start in range(0, len(order), AT_ONCE):
        some = order[start : start + AT_ONCE]
        found[some] = branch.read([texts[place] for place in some])
    return found


if __name__ == "__main__":
    raise SystemExit(main())
