"""The small models' weights: one file each, read when first needed, a byte for each bucket."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from personae.safety.grams import SIZE, Row, join, normed

Model = Literal["injection", "moderation"]
RARE_STEPS = 16.0  # of a byte that says how rare a bucket is, for each unit of its logarithm


@dataclass(frozen=True, slots=True)
class Weights:
    """Linear models that share their features. heads: their names.

    bytes: (heads, buckets) int8; scale, bias: (heads,); rare: (buckets,) uint8, how rare each bucket is;
    cues: (heads, features that are not hashed).
    """

    heads: tuple[str, ...]
    bytes: NDArray[np.int8]
    scale: NDArray[np.float32]
    bias: NDArray[np.float32]
    rare: NDArray[np.uint8]
    cues: NDArray[np.float32]

    def scores(self, words: Row, chars: Row, cues: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return each head's logit, (heads,), for one text's weighed grams and its cues."""
        where, much = row_of(words, chars, self.rare)
        hashed = self.bytes[:, where].astype(np.float32) @ much
        found: NDArray[np.float32] = hashed * self.scale + self.cues @ cues + self.bias
        return found


def share(logit: float) -> float:
    """Return a logit as a score, 0..1; beyond 30 either way it makes no difference."""
    return float(1 / (1 + np.exp(-np.clip(logit, -30, 30))))


def row_of(words: Row, chars: Row, rare: NDArray[np.uint8]) -> Row:
    """Return both families as one row, each of length 1, rare grams counting for more."""
    return join(normed(words, rare[:SIZE]), normed(chars, rare[SIZE:]))


@cache
def load(model: Model) -> Weights:
    """Return a model's weights; read from the package once for each process (some tens of milliseconds)."""
    with files("personae.safety").joinpath(f"{model}.npz").open("rb") as file:
        kept = np.load(file, allow_pickle=False)
        return Weights(
            heads=tuple(str(kept["heads"]).split()),
            bytes=kept["bytes"],
            scale=kept["scale"],
            bias=kept["bias"],
            rare=kept["rare"],
            cues=kept["cues"],
        )
