"""Loads what was learnt, once, when it is first needed."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO

import numpy as np

from personae.cast.emotion.emoji import FEELINGS, Sign
from personae.cast.emotion.network import Floats, Network
from personae.cast.emotion.words import Words


@dataclass(frozen=True, slots=True)
class Model:
    """The network, its vocabulary, and what turns its numbers into an appraisal.

    thresholds: the probability from which each label counts.  centre, spread: of EmoBank's valence,
    arousal and dominance, 1..5, in which the network counts.  signs: what emoji say, by their token.
    """

    words: Words
    signs: Mapping[int, Sign]
    network: Network
    thresholds: tuple[float, ...]
    centre: Floats
    spread: Floats


@cache
def model() -> Model:
    """Return the model that ships; reading it takes about a tenth of a second, keeping it some 15 MB."""
    folder = files("personae.cast.emotion") / "weights"
    with np.load(BytesIO((folder / "feelings.npz").read_bytes())) as kept:
        found = {name: kept[name] for name in kept.files}
    vocabulary = (folder / "vocabulary.txt").read_text(encoding="utf-8").splitlines()
    met = np.flatnonzero(np.unpackbits(found["met"])[: len(vocabulary)])

    def part(name: str) -> dict[str, Floats]:
        prefix = f"{name}."
        return {
            k.removeprefix(prefix): v.astype(np.float32) for k, v in found.items() if k.startswith(prefix)
        }

    layers = tuple(part(f"layer{place}") for place in range(int(found["layers"])))
    network = Network(
        found["tokens"],
        scales=found["scales"].astype(np.float32),
        looks=found["looks"].astype(np.float32),
        places=found["places"].astype(np.float32),
        layers=layers,
        heads=int(found["heads"]),
        ends=part("ends"),
    )
    words = Words(vocabulary, frozenset(met.tolist()))
    signs = {at: FEELINGS[t[1:-1]] for at, t in enumerate(vocabulary) if t[0] == "<" and t[1:-1] in FEELINGS}
    return Model(words, signs, network, tuple(found["thresholds"].tolist()), found["centre"], found["spread"])
