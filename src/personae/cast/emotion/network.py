"""The small network that feels a message: two layers of attention over its tokens, in numpy.

As trained by `evals/train/emotion.py`, with each norm's scale and shift folded into what follows it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

WINDOW = 64  # tokens; the network knows no more places
TINY = np.float32(1e-5)
FAR = np.float32(-1e4)
MOST = np.float32(60)  # an attention beyond it would overflow; none comes near


@dataclass(frozen=True, slots=True)
class Network:
    """What was learnt.  tokens: int8, a row a token, times its scale; everything else float32."""

    tokens: NDArray[np.int8]
    scales: Floats
    looks: Floats
    places: Floats
    layers: tuple[Mapping[str, Floats], ...]
    heads: int
    ends: Mapping[str, Floats]

    def feel(self, ids: Ints, looks: Ints, lengths: Ints) -> Floats:
        """Return (messages, 31): 28 labels' logits, then standardised valence, arousal and dominance.

        ids, looks: (messages, places), 0 past a message's length; at most WINDOW places.
        """
        count, places = ids.shape
        there = np.arange(places) < np.maximum(lengths, 1)[:, None]
        flat = self.tokens[ids.ravel()] * self.scales[ids.ravel(), None]
        flat += self.looks[looks.ravel()]
        state = (flat.reshape(count, places, -1) + self.places[:places]).reshape(count * places, -1)
        unseen = None if there.all() else np.where(there, np.float32(0), FAR)[:, None, None, :]
        for layer in self.layers:
            state += self._attended(normal(state), layer, unseen, count)
            inner = normal(state) @ layer["widen"]
            inner += layer["widen_bias"]
            state += np.maximum(inner, 0, out=inner) @ layer["narrow"]
            state += layer["narrow_bias"]
        return self._concluded(normal(state).reshape(count, places, -1), there)

    def _attended(
        self, state: Floats, layer: Mapping[str, Floats], unseen: Floats | None, count: int
    ) -> Floats:
        size = state.shape[1]
        mixed = state @ layer["ask"]
        mixed += layer["ask_bias"]
        split = mixed.reshape(count, -1, 3, self.heads, size // self.heads).transpose(2, 0, 3, 1, 4)
        asks, keys, values = np.ascontiguousarray(split)
        weights = asks @ keys.transpose(0, 1, 3, 2)
        if unseen is not None:
            weights += unseen
        np.exp(np.minimum(weights, MOST, out=weights), out=weights)
        heard = weights @ values
        heard /= weights @ np.ones((weights.shape[-1], 1), np.float32)
        gathered: Floats = heard.transpose(0, 2, 1, 3).reshape(-1, size) @ layer["answer"]
        gathered += layer["answer_bias"]
        return gathered

    def _concluded(self, state: Floats, there: NDArray[np.bool_]) -> Floats:
        ends, seen = self.ends, there[..., None]
        most = np.where(seen, state, FAR).max(1)
        mean = np.where(seen, state, np.float32(0)).sum(1) / there.sum(1, dtype=np.float32)[:, None]
        hidden = np.concatenate([most, mean], axis=1) @ ends["hidden"] + ends["hidden_bias"]
        found: Floats = np.maximum(hidden, 0) @ ends["out"] + ends["out_bias"]
        return found


def normal(state: Floats) -> Floats:
    """Return each row with mean 0 and variance 1."""
    state = state - state.mean(-1, keepdims=True)
    state /= np.sqrt(np.einsum("ij,ij->i", state, state)[:, None] / np.float32(state.shape[1]) + TINY)
    return state
