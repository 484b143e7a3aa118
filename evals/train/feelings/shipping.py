"""Writes the files that ship."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.train.feelings.corpus import Floats, Texts, Vocabulary
from evals.train.feelings.student import HEADS, LAYERS, SIZE, Student

Kept = dict[str, NDArray[np.generic]]


def ship(student: Student, words: Vocabulary, texts: Texts, limits: Floats, folder: Path) -> None:
    """Write feelings.npz and vocabulary.txt: tokens in a byte a number, the rest in two."""
    kept: Kept = {name: part.numpy(force=True) for name, part in student.state_dict().items()}
    rows = kept["tokens.weight"].astype(np.float32)
    scales = np.abs(rows).max(1, keepdims=True) / 127 + 1e-12
    two: Kept = {"looks": kept["looks.weight"], "places": kept["places.weight"], **_ends(kept)}
    for place in range(LAYERS):
        two |= {f"layer{place}.{name}": part for name, part in _layer(kept, f"layers.{place}.").items()}
    np.savez_compressed(
        folder / "feelings.npz",
        allow_pickle=False,
        tokens=np.rint(rows / scales).astype(np.int8),
        scales=scales[:, 0],
        thresholds=limits,
        centre=texts.vad.mean(0),
        spread=texts.vad.std(0),
        met=np.packbits(words.met),
        heads=np.array(HEADS),
        layers=np.array(LAYERS),
        **{name: part.astype(np.float16) for name, part in two.items()},
    )
    (folder / "vocabulary.txt").write_text("\n".join(words.tokens) + "\n", encoding="utf-8")


def _layer(kept: Kept, at: str) -> Kept:
    """Return a layer with its norms' scales and shifts, and attention's root, folded into what follows."""
    ask, ask_bias = _after(kept, f"{at}first", f"{at}ask")
    widen, widen_bias = _after(kept, f"{at}second", f"{at}widen")
    root = np.repeat([(SIZE // HEADS) ** -0.5, 1, 1], SIZE)
    return {
        "ask": ask * root,
        "ask_bias": ask_bias * root,
        "answer": kept[f"{at}answer.weight"].T,
        "answer_bias": kept[f"{at}answer.bias"],
        "widen": widen,
        "widen_bias": widen_bias,
        "narrow": kept[f"{at}narrow.weight"].T,
        "narrow_bias": kept[f"{at}narrow.bias"],
    }


def _ends(kept: Kept) -> Kept:
    """Return what follows the layers.  The last norm's scale moves past a maximum: it must be positive."""
    scale, shift = (np.tile(kept[f"norm.{name}"].astype(np.float64), 2) for name in ("weight", "bias"))
    if not (scale > 0).all():
        raise ValueError("The last norm's scale is not positive throughout, and can't be folded. Train anew.")
    hidden = kept["hidden.weight"].T.astype(np.float64)
    return {
        "ends.hidden": scale[:, None] * hidden,
        "ends.hidden_bias": kept["hidden.bias"].astype(np.float64) + shift @ hidden,
        "ends.out": kept["out.weight"].T,
        "ends.out_bias": kept["out.bias"],
    }


def _after(kept: Kept, norm: str, name: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    weight, bias = (kept[f"{name}.{part}"].astype(np.float64) for part in ("weight", "bias"))
    scale, shift = (kept[f"{norm}.{part}"].astype(np.float64) for part in ("weight", "bias"))
    return scale[:, None] * weight.T, bias + shift @ weight.T
