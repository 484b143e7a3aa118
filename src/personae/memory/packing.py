"""Vectors as they are kept: a whole number of one byte for each of their numbers."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from personae.encoder import DIMENSION, VERSION

AT_ONCE: Final = 1_024  # vectors that are made wide together; all of them would need 15 MB for 10,000
NONE: Final = np.zeros(DIMENSION, np.int8)


def packed(vector: NDArray[np.float32]) -> bytes:
    """DIMENSION whole numbers, -127..127; only the direction is kept. A vector of zeros stays one."""
    largest = float(np.abs(vector).max(initial=0.0)) or 1.0
    whole: NDArray[np.int8] = np.rint(vector * (127 / largest)).astype(np.int8)
    return whole.tobytes()


def unpacked(kept: bytes | None, *, version: int) -> tuple[NDArray[np.int8], float]:
    """The whole numbers, and what brings them to unit length: 0 for none, or of another encoder."""
    if kept is None or version != VERSION or len(kept) != DIMENSION:
        return NONE, 0.0
    vector = np.frombuffer(kept, np.int8)
    return vector, 1 / max(1.0, float(np.linalg.norm(vector.astype(np.float32))))


def products(vectors: NDArray[np.int8], direction: NDArray[np.float32]) -> NDArray[np.float32]:
    """The scalar product of each of (n, DIMENSION) vectors of whole numbers with a direction, (n,)."""
    found = np.empty(len(vectors), np.float32)
    room = np.empty((min(AT_ONCE, len(vectors)), DIMENSION), np.float32)
    for start in range(0, len(vectors), AT_ONCE):
        some = vectors[start : start + AT_ONCE]
        np.copyto(room[: len(some)], some)
        np.dot(room[: len(some)], direction, out=found[start : start + AT_ONCE])
    return found
