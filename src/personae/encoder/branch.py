"""A network that reads as the encoder does up to its last layers, which are its own."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from personae.encoder import weights
from personae.encoder.transformer import Vectors, mean_of, through
from personae.encoder.weights import Layer, Weights
from personae.encoder.wordpiece import WordPieces


@dataclass(frozen=True, slots=True)
class _Branch:
    trunk: Weights  # the encoder's, for its first layers
    layers: tuple[Layer, ...]  # its own, instead of as many of the encoder's last
    head: NDArray[np.float32]  # (2 · 384, heads)
    bias: NDArray[np.float32]
    pieces: WordPieces


class Branch:
    """Gives texts a few logits each. Any thread may be the first to use it.

    kept: a file of numpy with its own layers, numbered as the encoder's that they replace, and a head over
    the mean and the greatest of what they say of each piece.
    """

    def __init__(self, kept: Traversable) -> None:
        self._kept = kept
        self._lock = threading.Lock()
        self._loaded: _Branch | None = None

    def logits(self, texts: Sequence[str]) -> Vectors:
        """Return (n, heads); of each text its first 256 pieces count, about 1,000 characters. Blocks."""
        branch = self._parts()
        found: Vectors = self.read(texts) @ branch.head + branch.bias
        return found

    def read(self, texts: Sequence[str]) -> Vectors:
        """Return what the head is given, (n, 2 · 384). Best are a few texts of about one length."""
        branch = self._parts()
        shared = len(branch.trunk.layers) - len(branch.layers)
        layers = (*branch.trunk.layers[:shared], *branch.layers)
        state, is_there = through(branch.trunk, layers, [branch.pieces.ids(text) for text in texts])
        greatest = np.where(is_there[:, :, None], state, np.float32(-1e4)).max(axis=1)
        return np.concatenate([mean_of(state, is_there), greatest], axis=1)

    def _parts(self) -> _Branch:
        with self._lock:
            if self._loaded is None:
                trunk = weights.read()
                with self._kept.open("rb") as file, np.load(file, allow_pickle=False) as found:
                    self._loaded = _branch(trunk, {name: found[name] for name in found.files})
            return self._loaded


def _branch(trunk: Weights, held: Mapping[str, Any]) -> _Branch:
    layers = weights.layers(held)
    return _Branch(trunk, layers, held["head.weight"], held["head.bias"], WordPieces(trunk.vocabulary))
