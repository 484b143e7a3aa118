"""A small transformer in numpy: pieces of words in, a direction in space out."""

import math
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from personae.encoder.weights import Layer, Norm, Weights

Vectors = NDArray[np.float32]

HEADS: Final = 12
_TINY = np.float32(1e-12)


def encode(weights: Weights, ids: Sequence[Sequence[int]]) -> Vectors:
    """Vectors of unit length, (n, DIMENSION), of n texts as pieces, 1 or more each."""
    state, is_there = through(weights, weights.layers, ids)
    pooled = mean_of(state, is_there)
    pooled /= np.maximum(np.linalg.norm(pooled, axis=1, keepdims=True), _TINY)
    return pooled


def through(
    weights: Weights, layers: Iterable[Layer], ids: Sequence[Sequence[int]]
) -> tuple[Vectors, NDArray[np.bool_]]:
    """What the layers make of each piece, (n, longest, DIMENSION), and whether a piece is there at all.

    The shorter texts are filled up, and the filling is hidden: best are texts of about one length.
    Source: Vaswani et al. 2017 (1706.03762), normalised after each step as in BERT (1810.04805).
    """
    longest = max(map(len, ids))
    held = np.zeros((len(ids), longest), np.int64)
    is_there = np.zeros((len(ids), longest), bool)
    for row, pieces in enumerate(ids):
        held[row, : len(pieces)] = pieces
        is_there[row, : len(pieces)] = True
    state = _normed(weights.embedded(held), weights.first_norm)
    hidden = np.where(is_there, np.float32(0), np.float32(-1e9))[:, None, None, :]
    for layer in layers:
        state = _layer(state, layer, hidden)
    return state, is_there


def mean_of(state: Vectors, is_there: NDArray[np.bool_]) -> Vectors:
    """The mean over the pieces that are there, (n, DIMENSION), of what `through` gives."""
    mask = is_there[:, :, None].astype(np.float32)
    found: Vectors = (state * mask).sum(axis=1) / mask.sum(axis=1)
    return found


def _layer(state: Vectors, layer: Layer, hidden: Vectors) -> Vectors:
    state = _normed(state + layer.joined(_attended(state, layer, hidden)), layer.attention_norm)
    return _normed(state + layer.narrowed(_gelu(layer.widened(state))), layer.output_norm)


def _attended(state: Vectors, layer: Layer, hidden: Vectors) -> Vectors:
    texts, length, width = state.shape
    size = width // HEADS
    asked, keys, values = (
        part.reshape(texts, length, HEADS, size).transpose(0, 2, 1, 3)
        for part in np.split(layer.asked(state), 3, axis=2)
    )
    scores: Vectors = asked @ keys.transpose(0, 1, 3, 2)
    scores /= np.float32(math.sqrt(size))
    scores += hidden
    scores -= scores.max(axis=-1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=-1, keepdims=True)
    found: Vectors = (scores @ values).transpose(0, 2, 1, 3).reshape(texts, length, width)
    return found


def _normed(state: Vectors, norm: Norm) -> Vectors:
    centred = state - state.mean(axis=-1, keepdims=True)
    spread = np.sqrt(np.mean(centred * centred, axis=-1, keepdims=True) + _TINY)
    scaled: Vectors = centred / spread * norm.weight + norm.bias
    return scaled


def _gelu(x: Vectors) -> Vectors:
    """x·Φ(x), with Φ by the tanh form of Hendrycks and Gimpel 2016 (1606.08415)."""
    inner: Vectors = x * x
    inner *= np.float32(0.044715)
    inner += np.float32(1)
    inner *= x
    inner *= np.float32(0.7978845608)
    np.tanh(inner, out=inner)
    inner += np.float32(1)
    inner *= x
    inner *= np.float32(0.5)
    return inner
