"""Score card of the reader: quotations, names, speakers, over annotated novels and our own story."""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from evals import card, history
from evals.scoring import Figures, Gold, causes, found_in, load_novel, load_story, match, score
from personae.cast import MODES, Mode

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data" / "pdnc"
STORY = ROOT / "src" / "personae" / "demo" / "story.txt"
CARDS = Path(__file__).parent / "cards"
OWN = "our own story"


def run(argv: list[str]) -> dict[str, object]:
    """Score the reader, print a table and write a card; return it as it is written.

    Without annotated novels our own gold story is scored alone.
    """
    wish = _arguments(argv)
    folders = novels(wish.data, wish.novel)
    if not folders:
        print(f"No annotated novels at {wish.data}; our own story alone.")
    rows: dict[str, card.Row] = {}
    print(card.heading())
    for name, gold in _texts(folders):
        rows[name] = score_text(gold, wish.mode)
        print(card.line(name, rows[name].figures), flush=True)
    own = rows.pop(OWN)
    found = card.Card(wish.mode, rows, own)
    if rows:
        print(card.line("mean", found.mean.figures))
    found.write(wish.out)
    if wish.record is not None:
        history.append(found, why=wish.record)
    if wish.json:
        print(json.dumps(found.as_json()))
    return found.as_json()


def score_text(gold: Gold, mode: Mode) -> card.Row:
    """Read a text and score what is found; seconds are processor time."""
    began = time.process_time()
    found = found_in(gold.text, mode=mode)
    took_s = time.process_time() - began
    met = match(gold, found)
    figures: Figures = score(gold, found, met)
    figures["seconds_per_100k_words"] = took_s / max(1, len(gold.text.split())) * 100_000
    return card.Row(figures, causes(gold, found, met))


def own_story() -> Gold:
    """Our own story with its annotation."""
    return load_story(STORY, STORY.with_name("story.gold.json"))


def _texts(folders: list[Path]) -> Iterator[tuple[str, Gold]]:
    for folder in folders:
        yield folder.name, load_novel(folder)
    yield OWN, own_story()


def novels(data: Path, only: str | None) -> list[Path]:
    """The folders of annotated novels, or the one of a name; none where there is no such folder."""
    found = sorted(path.parent for path in data.glob("*/novel_text.txt"))
    return [path for path in found if only is None or path.name == only]


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run eval cast", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of novels in the corpus' format")
    parser.add_argument("--mode", choices=MODES, default="quick", help="how to read")
    parser.add_argument("--novel", help="score this one only")
    parser.add_argument("--out", type=Path, default=CARDS, help="folder for the card, as .md and .json")
    parser.add_argument("--record", metavar="WHY", help="add a line to evals/history.jsonl: what has changed")
    parser.add_argument("--json", action="store_true", help="print one JSON object as the last line")
    return parser.parse_args(argv)


if __name__ == "__main__":
    run(sys.argv[1:])
