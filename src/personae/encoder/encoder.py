"""The sentence encoder as others use it: what it needs is loaded at the first text."""

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from personae.encoder.wordpiece import WordPieces

if TYPE_CHECKING:  # numpy and 23 MB of weights are only loaded once there is a text
    import numpy as np
    from numpy.typing import NDArray

    from personae.encoder.weights import Weights

DIMENSION: Final = 384  # numbers of a vector
VERSION: Final = 1  # of what texts come to; with a new one, all of them are worked out again
AT_ONCE: Final = 16  # texts of one pass


class Encoder:
    """Turns texts into vectors. Any thread may be the first to use it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loaded: tuple[Weights, WordPieces] | None = None

    def encode(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Vectors of unit length, (n, DIMENSION), in the order of the texts; alike is near.

        Only the first 256 pieces of a text count, about 1,000 characters. Blocks: have a thread do it.
        Source: Reimers and Gurevych 2019 (1908.10084), mean pooling; Wang et al. 2020 (2002.10957).
        """
        import numpy as np

        from personae.encoder.transformer import encode

        weights, pieces = self._parts()
        ids = [pieces.ids(text) for text in texts]
        found = np.zeros((len(ids), DIMENSION), np.float32)
        order = sorted(range(len(ids)), key=lambda place: len(ids[place]))
        for start in range(0, len(order), AT_ONCE):
            some = order[start : start + AT_ONCE]
            found[some] = encode(weights, [ids[place] for place in some])
        return found

    def _parts(self) -> "tuple[Weights, WordPieces]":
        from personae.encoder.weights import read

        with self._lock:
            if self._loaded is None:
                weights = read()
                self._loaded = weights, WordPieces(weights.vocabulary)
            return self._loaded
