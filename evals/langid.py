"""Score card of language detection: sentences, single words, and languages that it has never read."""

import argparse
import json
import sys
from collections import defaultdict
from pathlib import Path

from personae.safety import language

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "safety" / "langid"
SAME = {"nb": "no", "nn": "no", "hr": "sh", "bs": "sh", "sr": "sh", "id": "ms"}  # told apart by few
CODES = {  # of the declaration of human rights in many languages, most of which no model has read
    **{
        "tam": "ta",
        "urd": "ur",
        "san": "sa",
        "tha": "th",
        "vie": "vi",
        "mya": "my",
        "tel": "te",
        "sin": "si",
    },
    **{"glv": "gv", "kmr": "ku", "tso": "ts", "ven": "ve", "aar": "aa", "yue": "zh", "wuu": "wuu"},
}
UNKNOWN = "und"


def run(argv: list[str]) -> dict[str, dict[str, float]]:
    """Score each file of texts and their languages, print a table, and return it.

    right: of all texts.  kin: the same where the forms of Norwegian, of Serbo-Croatian and of Malay are one.
    silent: of all, where no language is named.  wrong_when_sure: of those named with a confidence over 0.8.
    """
    wish = _arguments(argv)
    found = {path.stem: score(path) for path in sorted(wish.data.glob("*.jsonl"))}
    if not found:
        sys.stdout.write(f"No files at {wish.data}.\n")
    for name, row in found.items():
        sys.stdout.write(f"{name:20}" + "".join(f"  {key} {value:.3f}" for key, value in row.items()) + "\n")
    if wish.json:
        sys.stdout.write(json.dumps(found) + "\n")
    return found


def score(path: Path) -> dict[str, float]:
    """Return the figures of one file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    marks: dict[str, list[bool]] = defaultdict(list)
    for row in rows:
        guess = language(row["text"])
        wanted = CODES.get(row["label"], row["label"])
        marks["right"].append(guess.code == wanted)
        marks["kin"].append(_kin(guess.code) == _kin(wanted))
        marks["silent"].append(guess.code == UNKNOWN)
        if guess.confidence > 0.8:
            marks["wrong_when_sure"].append(_kin(guess.code) != _kin(wanted))
    return {name: sum(each) / len(each) for name, each in marks.items()}


def _kin(code: str) -> str:
    return SAME.get(code, code)


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run eval langid", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of JSONL files with text and label")
    parser.add_argument("--json", action="store_true", help="print one JSON object as the last line")
    return parser.parse_args(argv)


if __name__ == "__main__":
    run(sys.argv[1:])
