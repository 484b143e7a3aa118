"""Score card of the reader: quotations, speakers, names and gender over a folder of annotated novels."""

import argparse
import importlib.util
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import cast as typed

from evals.story import Row
from evals.story import score as against_own
from personae.cast import MODES, Mode, cast_file

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
DATA = SHARED / "data" / "pdnc"
SCORER = SHARED / "tools" / "score_cast.py"
DEMO = ROOT / "src" / "personae" / "demo"
COLUMNS = (
    "accuracy",
    "explicit",
    "anaphoric",
    "implicit",
    "detection_f1",
    "alias_bcubed",
    "gender",
    "seconds_per_100k_words",
)

Scores = dict[str, object]
Scorer = Callable[[Path, dict[str, object]], Scores]


def run(argv: list[str]) -> dict[str, object]:
    """Score the reader and print a table; return the mean of every column, and each novel's row.

    Without the annotated novels the project's own gold story is scored instead.
    """
    wish = _arguments(argv)
    folders = _novels(wish.data, wish.novel)
    if not folders or not SCORER.is_file():
        sys.stdout.write(f"No annotated novels at {wish.data} (or no scorer at {SCORER}).\n")
        return _own_story(wish.mode, as_json=wish.json)
    score = _scorer()
    rows: dict[str, Row] = {}
    sys.stdout.write(f"{'novel':26}" + "".join(f"{name[:12]:>13}" for name in COLUMNS) + "\n")
    for folder in folders:
        rows[folder.name] = _row(folder, score, wish.mode)
        _print(folder.name, rows[folder.name])
    mean = {name: round(sum(row[name] for row in rows.values()) / len(rows), 4) for name in COLUMNS}
    _print("mean", mean)
    result: dict[str, object] = {**mean, "novels": rows}
    if wish.json:
        sys.stdout.write(json.dumps(result) + "\n")
    return result


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="eval cast", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of annotated novels")
    parser.add_argument("--mode", choices=MODES, default="quick", help="how to read")
    parser.add_argument("--novel", help="score this one only")
    parser.add_argument("--json", action="store_true", help="print one JSON object as the last line")
    return parser.parse_args(argv)


def _novels(data: Path, only: str | None) -> list[Path]:
    if not data.is_dir():
        return []
    found = sorted(path.parent for path in data.glob("*/novel_text.txt"))
    return [path for path in found if only is None or path.name == only]


def _scorer() -> Scorer:
    spec = importlib.util.spec_from_file_location("score_cast", SCORER)
    if spec is None or spec.loader is None:
        raise ImportError(str(SCORER))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return typed(Scorer, module.score)


def _row(folder: Path, score: Scorer, mode: Mode) -> Row:
    path = folder / "novel_text.txt"
    words = len(path.read_text(encoding="utf-8").split())
    began = time.process_time()
    prediction = cast_file(path, mode=mode)
    took_s = time.process_time() - began
    scores = score(folder, prediction)
    told = typed(dict[str, dict[str, float]], scores["attribution"])
    people = typed(dict[str, dict[str, float]], scores["characters"])
    return {
        "accuracy": told["all"]["accuracy"],
        **{kind: told.get(f"type:{kind}", {}).get("accuracy") or 0.0 for kind in COLUMNS[1:4]},
        "detection_f1": typed(dict[str, float], scores["detection"])["f1"],
        "alias_bcubed": people["alias_bcubed"]["f1"],
        "gender": typed(float, people["gender_accuracy"]) or 0.0,
        "seconds_per_100k_words": took_s / max(1, words) * 100_000,
    }


def _print(name: str, row: Row) -> None:
    sys.stdout.write(f"{name[:25]:26}" + "".join(f"{row[column]:13.3f}" for column in COLUMNS) + "\n")
    sys.stdout.flush()


def _own_story(mode: Mode, *, as_json: bool) -> dict[str, object]:
    story, gold = DEMO / "story.txt", DEMO / "story.gold.json"
    if not (story.is_file() and gold.is_file()):
        sys.stdout.write("No gold story of our own either: nothing to score.\n")
        return {}
    result = against_own(cast_file(story, mode=mode), json.loads(gold.read_text(encoding="utf-8")))
    for name, value in result.items():
        sys.stdout.write(f"own story {name:20}{value:8.3f}\n")
    if as_json:
        sys.stdout.write(json.dumps(result) + "\n")
    return dict(result)


if __name__ == "__main__":
    run(sys.argv[1:])
