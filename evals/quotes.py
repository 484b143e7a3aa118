"""Score card of quotation detection: each way to mark speech, in annotated novels and texts of our own."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from evals.ablation import Part
from evals.cast import DATA, novels
from evals.scoring import MANNERS, Figures, Gold, Span, detection, found_in, load_novel, rewritten
from personae.cast.survey import Survey

OWN = Path(__file__).resolve().parent / "gold" / "quotes"
FEW = 5  # novels, of those that kept their apostrophes: the others have none to mistake for a mark
APOSTROPHES = 0.001  # of a text's characters, at least, where they were kept
NOBODY = Part(places={"read:_survey": lambda *_: Survey()})  # a cast of nobody: what is said stays the same
COLUMNS = ("detection_precision", "detection_recall", "detection_f1")


def run(argv: list[str]) -> dict[str, Figures]:
    """Score each manner, print a table; return its rows: the mean of the novels, then our own texts."""
    wish = _arguments(argv)
    golds = list(_golds(wish.data, everything=wish.all))
    if not golds:
        sys.stdout.write(f"No annotated novels at {wish.data}; our own texts alone.\n")
    sys.stdout.write(f"{'':26}{'precision':>11}{'recall':>11}{'f1':>11}{'least f1':>11}\n")
    rows: dict[str, Figures] = {}
    for manner in MANNERS if golds else ():
        rows[manner] = _mean([score_manner(gold, manner) for gold in golds])
        sys.stdout.write(_line(manner, rows[manner]))
        sys.stdout.flush()
    for path in sorted(OWN.glob("*.txt")):
        text, wanted = own_text(path)
        rows[f"our own {path.stem}"] = detection(text, wanted, quotations_in(text))
        sys.stdout.write(_line(f"our own {path.stem}", rows[f"our own {path.stem}"]))
    if wish.json:
        sys.stdout.write(json.dumps(rows) + "\n")
    return rows


def score_manner(gold: Gold, manner: str) -> Figures:
    """Rewrite the marks of a novel in a manner, and score what is found in it."""
    text, wanted = rewritten(gold.text, [span for quote in gold.quotes for span in quote.spans], manner)
    return detection(text, wanted, quotations_in(text))


def quotations_in(text: str) -> list[Span]:
    """Return where the reader finds quotations, in half the time, for it asks nobody who speaks."""
    with NOBODY.off():
        return [(each.start, each.end) for each in found_in(text).quotations]


def own_text(path: Path) -> tuple[str, list[Span]]:
    """Return a text of our own and its quotations, which the list beside it gives in their order."""
    text = path.read_text(encoding="utf-8")
    found: list[Span] = []
    place = 0
    for words in json.loads(path.with_suffix(".json").read_text(encoding="utf-8")):
        start = text.index(words, place)
        place = start + len(words)
        found.append((start, place))
    return text, found


def _golds(data: Path, *, everything: bool) -> Iterator[Gold]:
    golds = (load_novel(folder) for folder in novels(data, None))
    if everything:
        yield from golds
        return
    kept = [gold for gold in golds if gold.text.count("'") > APOSTROPHES * len(gold.text)]
    yield from sorted(kept, key=lambda gold: len(gold.text))[:FEW]


def _mean(rows: Sequence[Figures]) -> Figures:
    mean = {column: sum(row[column] for row in rows) / len(rows) for column in COLUMNS}
    return mean | {"least_f1": min(row["detection_f1"] for row in rows)}


def _line(name: str, figures: Figures) -> str:
    return f"{name:26}" + "".join(f"{value:11.3f}" for value in figures.values()) + "\n"


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run eval quotes", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of novels in the corpus' format")
    parser.add_argument("--all", action="store_true", help=f"all novels, not the {FEW} shortest that fit")
    parser.add_argument("--json", action="store_true", help="print one JSON object as the last line")
    return parser.parse_args(argv)


if __name__ == "__main__":
    run(sys.argv[1:])
