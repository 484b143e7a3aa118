"""What a text's words mean, roughly: the mean and the furthest of its words' vectors."""

import re
import zlib
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

SIZE = 64  # numbers of a word
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_TINY = 1e-6

Vector = NDArray[np.float32]


def meaning(flat: str) -> Vector:
    """Return (128,) numbers: the mean of the vectors of the words that are known, then the greatest of each.

    Each half is of unit length; both are zeros where no word is known.
    """
    sums, vectors = _table()
    asked = np.array([checksum(word) for word in WORD.findall(flat)], dtype=np.uint32)
    place = np.minimum(np.searchsorted(sums, asked), len(sums) - 1)
    known = vectors[place[sums[place] == asked]]
    if not len(known):
        return np.zeros(2 * SIZE, dtype=np.float32)
    return np.concatenate([_unit(known.mean(axis=0)), _unit(known.max(axis=0))])


def checksum(word: str) -> int:
    """Return the number by which a word is known, 32 bits."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


@cache
def _table() -> tuple[NDArray[np.uint32], Vector]:
    with files("personae.safety").joinpath("words.npz").open("rb") as file:
        kept = np.load(file, allow_pickle=False)
        vectors: Vector = kept["vectors"].astype(np.float32) * kept["scale"]
        return kept["sums"], vectors


def _unit(vector: Vector) -> Vector:
    found: Vector = vector / np.float32(float(np.linalg.norm(vector)) + _TINY)
    return found
