"""Score card of the reader beyond English: stories of our own in the languages it has rules for."""

import argparse
import json
import sys
from pathlib import Path

from evals.story import Row, score
from personae.cast import cast_file

GOLD = Path(__file__).resolve().parent / "gold"
COLUMNS = (
    "detection_f1",
    "accuracy",
    "character_precision",
    "character_recall",
    "alias_precision",
    "alias_recall",
    "gender",
)
HEADS = ("detection", "accuracy", "people p", "people r", "alias p", "alias r", "gender")


def run(argv: list[str]) -> dict[str, Row]:
    """Score every annotated story and print a table; return its rows, such as "fr story"."""
    parser = argparse.ArgumentParser(prog="./run eval languages", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object as the last line")
    wish = parser.parse_args(argv)
    rows: dict[str, Row] = {}
    sys.stdout.write(f"{'':14}" + "".join(f"{head:>11}" for head in HEADS) + "\n")
    for gold in sorted(GOLD.glob("*/*.gold.json")):
        name = f"{gold.parent.name} {gold.name.removesuffix('.gold.json')}"
        found = cast_file(gold.with_name(gold.name.replace(".gold.json", ".txt")))
        rows[name] = score(found, json.loads(gold.read_text(encoding="utf-8")))
        sys.stdout.write(f"{name:14}" + "".join(f"{rows[name][column]:11.3f}" for column in COLUMNS) + "\n")
    if wish.json:
        sys.stdout.write(json.dumps(rows) + "\n")
    return rows


if __name__ == "__main__":
    run(sys.argv[1:])
