"""Score card of valence, arousal and dominance: Pearson's r against a file in EmoBank's format.

A table with the columns V, A, D and text, parted by commas.  Where it has a column `split` with rows
named dev, only those are scored; `--split NAME` takes others, `--split all` every row.
"""

import argparse
import csv
import json
import sys
from pathlib import Path
from statistics import StatisticsError, correlation

from personae.cast import appraise

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "emobank" / "emobank_train_dev.csv"
DEV, ALL = "dev", "all"
AXES = {"V": "valence", "A": "arousal", "D": "dominance"}


def run(argv: list[str]) -> dict[str, object]:
    """Score a file; print three correlations, or with `--json` one object, and return that object."""
    wish = _arguments(argv)
    with wish.data.open(encoding="utf-8-sig", newline="") as lines:
        rows = of_split(list(csv.DictReader(lines)), wish.split)
    found = appraise([row["text"] for row in rows])
    result: dict[str, object] = {
        f"{name}_r": _r([float(row[axis]) for row in rows], [getattr(one, name) for one in found])
        for axis, name in AXES.items()
    }
    result["texts"] = len(rows)
    plain = "\n".join(f"{name:12} {value}" for name, value in result.items())
    sys.stdout.write((json.dumps(result) if wish.json else plain) + "\n")
    return result


def of_split(rows: list[dict[str, str]], wished: str | None) -> list[dict[str, str]]:
    """Return the rows of a split; without a wish those of dev where there are any, else all."""
    if wished == ALL:
        return rows
    chosen = [row for row in rows if row.get("split") == (wished or DEV)]
    return chosen if chosen or wished else rows


def _r(told: list[float], found: list[float]) -> float | None:
    try:
        return round(correlation(told, found), 4)
    except StatisticsError:  # fewer than two rows, or all alike
        return None


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="eval vad", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="texts with V, A and D, comma-separated")
    parser.add_argument(
        "--split", help="rows to take; dev where there are any, else all; `all` for every row"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser.parse_args(argv)


if __name__ == "__main__":
    run(sys.argv[1:])
