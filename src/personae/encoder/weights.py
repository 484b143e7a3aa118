"""The encoder's weights, one byte each, as they are kept beside this file."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

FILE: Final = "minilm.npz"
VOCABULARY: Final = "vocabulary.txt"
LARGEST: Final = 384 * 1536  # weights of one map

Floats = NDArray[np.float32]
Bytes = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Norm:
    """How a layer's normalised output is stretched and moved."""

    weight: Floats
    bias: Floats


@dataclass(frozen=True, slots=True)
class Linear:
    """A linear map whose weights are whole numbers, -127..127, with one scale for each output."""

    weight: Bytes  # (inputs, outputs)
    scale: Floats
    bias: Floats

    def __call__(self, x: Floats) -> Floats:
        """x: (..., inputs). Returns (..., outputs). Made wide for one product only, so little is held."""
        flat = x.reshape(-1, x.shape[-1])
        product: Floats = flat @ _wide(self.weight)
        product *= self.scale
        product += self.bias
        return product.reshape(*x.shape[:-1], -1)


class _Scratch(threading.local):
    """Room for the largest map, one for each thread: what is asked for anew has to be cleared each time."""

    def __init__(self) -> None:
        self.room = np.empty(LARGEST, np.float32)


_scratch = _Scratch()


def _wide(weight: Bytes) -> Floats:
    """The same numbers as floats, until this thread asks for others."""
    found: Floats = _scratch.room[: weight.size].reshape(weight.shape)
    np.copyto(found, weight)
    return found


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer. asked: queries, keys and values in one."""

    asked: Linear
    joined: Linear
    attention_norm: Norm
    widened: Linear
    narrowed: Linear
    output_norm: Norm


@dataclass(frozen=True, slots=True)
class Weights:
    """All of the encoder. pieces: (vocabulary, 384) whole numbers with a scale a row."""

    vocabulary: Mapping[str, int]
    pieces: Bytes
    piece_scales: Floats
    places: Floats
    first_norm: Norm
    layers: tuple[Layer, ...]

    def embedded(self, ids: NDArray[np.int64]) -> Floats:
        """What the first layer reads, (texts, length, 384), for ids of (texts, length)."""
        found: Floats = self.pieces[ids] * self.piece_scales[ids][..., None] + self.places[: ids.shape[1]]
        return found


@cache
def read() -> Weights:
    """Read the weights, once a process; about a tenth of a second, and 23 MB that stay."""
    folder = files(__package__)
    words = folder.joinpath(VOCABULARY).read_text("utf-8").splitlines()
    with folder.joinpath(FILE).open("rb") as file, np.load(file) as kept:
        held = {name: kept[name] for name in kept.files}
    return Weights(
        vocabulary={word: place for place, word in enumerate(words)},
        pieces=held["pieces"],
        piece_scales=held["piece_scales"],
        places=held["places"].astype(np.float32),
        first_norm=_norm(held, "first"),
        layers=layers(held),
    )


def layers(held: Mapping[str, Any]) -> tuple[Layer, ...]:
    """The layers that a file has, the lowest first."""
    numbers = sorted(int(name.partition(".")[0]) for name in held if name.endswith(".asked.weight"))
    return tuple(_layer(held, number) for number in numbers)


def _layer(held: Mapping[str, Any], number: int) -> Layer:
    return Layer(
        _linear(held, f"{number}.asked"),
        _linear(held, f"{number}.joined"),
        _norm(held, f"{number}.attention"),
        _linear(held, f"{number}.widened"),
        _linear(held, f"{number}.narrowed"),
        _norm(held, f"{number}.output"),
    )


def _norm(held: Mapping[str, Any], name: str) -> Norm:
    return Norm(held[f"{name}.norm.weight"], held[f"{name}.norm.bias"])


def _linear(held: Mapping[str, Any], name: str) -> Linear:
    return Linear(held[f"{name}.weight"], held[f"{name}.scale"], held[f"{name}.bias"])
