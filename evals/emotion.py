"""Score card of emotions: macro and micro F1 over the labels of a file in GoEmotions' format.

A row is TEXT, labels by number (with commas) and an id, parted by tabs; the labels' names are in a file
of their own, one a line.  A text's labels are those that `appraise` finds.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from personae.cast import appraise

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "goemotions"


@dataclass(frozen=True, slots=True)
class Counted:
    """How often a label was found and right, found and wrong, and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def f1(self) -> float:
        """0..1; 0 where the label is neither found nor there."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 0.0


def run(argv: list[str]) -> dict[str, object]:
    """Score a file; print a table, or with `--json` one object, and return that object."""
    wish = _arguments(argv)
    names = wish.labels.read_text(encoding="utf-8").split()
    texts, told = _rows(wish.data, names)
    found = [set(appraisal.emotions) for appraisal in appraise(texts)]
    counted = {name: count(name, told, found) for name in names}
    whole = Counted(*(sum(getattr(one, part) for one in counted.values()) for part in Counted.__slots__))
    result: dict[str, object] = {
        "macro_f1": round(sum(one.f1 for one in counted.values()) / len(names), 4),
        "micro_f1": round(whole.f1, 4),
        "texts": len(texts),
        "labels": {name: round(one.f1, 4) for name, one in counted.items()},
    }
    sys.stdout.write((json.dumps(result) if wish.json else _table(result, counted)) + "\n")
    return result


def count(name: str, told: Sequence[set[str]], found: Sequence[set[str]]) -> Counted:
    """Return how one label was found; told and found have a set of labels for each text."""
    pairs = [(name in one, name in other) for one, other in zip(told, found, strict=True)]
    return Counted(pairs.count((True, True)), pairs.count((False, True)), pairs.count((True, False)))


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="eval emotion", description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=SHARED / "dev.tsv", help="texts and labels, tab-separated"
    )
    parser.add_argument("--labels", type=Path, default=SHARED / "labels.txt", help="names of the labels")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser.parse_args(argv)


def _rows(path: Path, names: Sequence[str]) -> tuple[list[str], list[set[str]]]:
    texts, told = [], []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            text, labels = line.rstrip("\r").split("\t")[:2]
            texts.append(text)
            told.append({names[int(label)] for label in labels.split(",")})
    return texts, told


def _table(result: dict[str, object], counted: dict[str, Counted]) -> str:
    lines = [f"{'label':16}{'F1':>8}{'right':>8}{'wrong':>8}{'missed':>8}"]
    lines += [f"{n:16}{c.f1:8.3f}{c.right:8}{c.wrong:8}{c.missed:8}" for n, c in counted.items()]
    lines.append(f"macro F1 {result['macro_f1']}, micro F1 {result['micro_f1']}, {result['texts']} texts")
    return "\n".join(lines)


if __name__ == "__main__":
    run(sys.argv[1:])
