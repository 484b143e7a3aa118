"""Makes the sentence encoder's weights small: from all-MiniLM-L6-v2's floats to a byte each."""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from personae.encoder import weights

Floats = NDArray[np.float32]
Kept = dict[str, NDArray[np.generic]]
LAYERS = 6
OF_NUMPY: Mapping[str, np.dtype] = {"F32": np.dtype("<f4"), "I64": np.dtype("<i8")}


def main() -> None:
    """Read the folder of the published model, and write the two files beside the encoder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, help="a folder with model.safetensors and vocab.txt")
    parser.add_argument("--out", type=Path, default=Path(weights.__file__).parent)
    wish = parser.parse_args()
    published = read_safetensors(wish.model / "model.safetensors")
    np.savez(wish.out / weights.FILE, allow_pickle=False, **smaller(published))
    (wish.out / weights.VOCABULARY).write_bytes((wish.model / "vocab.txt").read_bytes())


def read_safetensors(path: Path) -> dict[str, NDArray[np.generic]]:
    """The arrays of a file: eight bytes of length, a JSON header, then the numbers one after another."""
    content = path.read_bytes()
    size = int.from_bytes(content[:8], "little")
    header = json.loads(content[8 : 8 + size])
    found = {}
    for name, entry in header.items():
        if name != "__metadata__":
            begin, end = (8 + size + offset for offset in entry["data_offsets"])
            array = np.frombuffer(content[begin:end], OF_NUMPY[entry["dtype"]])
            found[name] = array.reshape(entry["shape"])
    return found


def smaller(published: Mapping[str, NDArray[np.generic]]) -> Kept:
    """The same weights in the names and numbers that the encoder reads."""
    given = {name.removeprefix("bert."): array for name, array in published.items()}
    pieces = given["embeddings.word_embeddings.weight"].astype(np.float32)
    rows, scales = _rounded(pieces, axis=1)
    # Each text is one sentence of one kind, so what marks the kind is always added to the places.
    kinds = given["embeddings.token_type_embeddings.weight"].astype(np.float32)
    places = given["embeddings.position_embeddings.weight"].astype(np.float32) + kinds[0]
    kept: Kept = {"pieces": rows, "piece_scales": scales, "places": places.astype(np.float16)}
    kept |= _norm(given, "embeddings.LayerNorm", "first")
    for number in range(LAYERS):
        kept |= _layer(given, number)
    return kept


def _layer(given: Mapping[str, NDArray[np.generic]], number: int) -> Kept:
    of = f"encoder.layer.{number}"
    attention = [f"{of}.attention.self.{name}" for name in ("query", "key", "value")]
    return {
        **_linear(given, attention, f"{number}.asked"),
        **_linear(given, [f"{of}.attention.output.dense"], f"{number}.joined"),
        **_norm(given, f"{of}.attention.output.LayerNorm", f"{number}.attention"),
        **_linear(given, [f"{of}.intermediate.dense"], f"{number}.widened"),
        **_linear(given, [f"{of}.output.dense"], f"{number}.narrowed"),
        **_norm(given, f"{of}.output.LayerNorm", f"{number}.output"),
    }


def _linear(given: Mapping[str, NDArray[np.generic]], names: list[str], name: str) -> Kept:
    weight = np.concatenate([given[f"{each}.weight"] for each in names]).astype(np.float32)
    rows, scale = _rounded(weight, axis=1)
    bias = np.concatenate([given[f"{each}.bias"] for each in names]).astype(np.float32)
    return {f"{name}.weight": np.ascontiguousarray(rows.T), f"{name}.scale": scale, f"{name}.bias": bias}


def _norm(given: Mapping[str, NDArray[np.generic]], old: str, name: str) -> Kept:
    return {
        f"{name}.norm.weight": given[f"{old}.weight"].astype(np.float32),
        f"{name}.norm.bias": given[f"{old}.bias"].astype(np.float32),
    }


def _rounded(array: Floats, *, axis: int) -> tuple[NDArray[np.int8], Floats]:
    """Whole numbers, -127..127, and what to multiply each row by; a row of zeros gets the scale 1."""
    scale = np.abs(array).max(axis=axis) / 127
    scale[scale == 0] = 1
    return np.rint(array / np.expand_dims(scale, axis)).astype(np.int8), scale.astype(np.float32)


if __name__ == "__main__":
    main()
