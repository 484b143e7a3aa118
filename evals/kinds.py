"""Score card of any document: which kind a reading takes it for, and who says what where labels tell."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from personae.cast import Quotation, blocks_of, read

GOLD = Path(__file__).resolve().parent / "gold" / "kinds"
Row = dict[str, object]


def run(argv: list[str]) -> dict[str, object]:
    """Read our own samples of each kind and print a table; return the means and each sample's row.

    kind: share of samples taken for what they are.  detection_f1 and accuracy: of labelled speech, over the
    samples that have some; a quotation is met by exactly its own words.
    """
    parser = argparse.ArgumentParser(prog="./run eval kinds", description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=GOLD, help="folder of texts, each with a .json beside it"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object as the last line")
    wish = parser.parse_args(argv)
    rows = {gold.stem: score(gold) for gold in sorted(wish.data.glob("*.json"))}
    sys.stdout.write(f"{'':14}{'kind':>14}{'taken for':>14}{'detection':>11}{'accuracy':>11}\n")
    for name, row in rows.items():
        said = "".join(f"{row[key]:11.3f}" for key in ("detection_f1", "accuracy") if key in row)
        sys.stdout.write(f"{name:14}{row['kind']:>14}{row['found']:>14}{said}\n")
    result = {**_means(list(rows.values())), "samples": rows}
    sys.stdout.write(f"{'mean':14}" + "".join(f"  {key} {result[key]:.3f}" for key in _means([])) + "\n")
    if wish.json:
        sys.stdout.write(json.dumps(result) + "\n")
    return result


def score(gold: Path) -> Row:
    """Score one sample: gold has its kind, and [speaker, words] for each quotation in order."""
    truth = json.loads(gold.read_text(encoding="utf-8"))
    text = gold.with_suffix(".txt").read_text(encoding="utf-8")
    found: list[Quotation] = []
    cast = read(lambda: blocks_of(text), on_quotation=found.append, on_mention=lambda _: None)
    names = {character.id: character.name for character in cast.characters}
    ours = {(text[q.start : q.end], q.start): names.get(q.speaker or "", "") for q in found}
    row: Row = {"kind": truth["kind"], "found": cast.kind}
    if not truth["quotes"]:
        return {**row, "invented": len(found)}
    place, met, right = 0, 0, 0
    for speaker, words in truth["quotes"]:
        place = text.index(words, place)
        met += (words, place) in ours
        right += bool(speaker) and ours.get((words, place)) == speaker
        place += len(words)
    named = sum(bool(speaker) for speaker, _ in truth["quotes"])
    return {
        **row,
        "detection_f1": 2 * met / max(1, len(found) + len(truth["quotes"])),
        "accuracy": right / max(1, named),
    }


def _means(rows: Sequence[Row]) -> dict[str, float]:
    said = [row for row in rows if "accuracy" in row]
    return {
        "kind_accuracy": sum(row["kind"] == row["found"] for row in rows) / max(1, len(rows)),
        "detection_f1": sum(float(str(row["detection_f1"])) for row in said) / max(1, len(said)),
        "accuracy": sum(float(str(row["accuracy"])) for row in said) / max(1, len(said)),
    }


if __name__ == "__main__":
    run(sys.argv[1:])
