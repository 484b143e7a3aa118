"""Score card of answers in quotations: how often the line really said next is found from the one before."""

import argparse
import ast
import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from personae.llm import Line
from personae.llm.retrieval import rank

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data" / "pdnc"
STORY = ROOT / "src" / "personae" / "demo" / "story.txt"
NEAR_CHARS = 300  # further apart, two quotations are no question and answer
FEWEST_LINES = 40
SPEAKERS = 4  # of each novel, those who say most
COLUMNS = ("first", "in_ten", "chance", "chance_in_ten")


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation as people have annotated it."""

    key: str
    text: str
    speaker: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Rate:
    """Shares, 0..1, of `tries` whose true line came first, or in the first ten; `chance` for both."""

    tries: int
    first: float
    in_ten: float
    chance: float
    chance_in_ten: float


def run(argv: list[str]) -> None:
    """Score every novel and print a table; with `--json` one object last: the mean, and each novel's row.

    Without the annotated novels the project's own gold story is scored instead.
    """
    wish = _arguments(argv)
    novels = {path.parent.name: path for path in sorted(wish.data.glob("*/quotation_info.csv"))}
    texts = {name: _annotated(path) for name, path in novels.items()} or {"our own story": _own_story()}
    if not novels:
        print(f"No annotated novels at {wish.data}; our own story instead.")
    print(f"{'':26}{'tries':>8}" + "".join(f"{name:>15}" for name in COLUMNS))
    rates: dict[str, Rate] = {}
    for name, quotations in texts.items():
        rate = next_line_rate(quotations)
        if rate is not None:
            rates[name] = rate
            _print(name, rate)
    mean = _mean(list(rates.values()))
    _print("mean over tries", mean)
    if wish.json:
        rows = {name: _row(rate) for name, rate in rates.items()}
        print(json.dumps({**_row(mean), "novels": rows}))


def next_line_rate(quotations: Sequence[Quotation]) -> Rate | None:
    """Measure retrieval on dialogues, given in order; None when nobody says FEWEST_LINES.

    Every line is given without what stood before it, for that would be the very question.
    """
    ranks: list[int] = []
    sizes: list[int] = []
    for question, lines, place in _turns(quotations):
        ranks.append(1 + [fit.place for fit in rank(question, lines)].index(place))
        sizes.append(len(lines))
    tries = len(ranks)
    if not tries:
        return None
    return Rate(
        tries,
        first=sum(rank == 1 for rank in ranks) / tries,
        in_ten=sum(rank <= 10 for rank in ranks) / tries,
        chance=sum(1 / size for size in sizes) / tries,
        chance_in_ten=sum(min(1.0, 10 / size) for size in sizes) / tries,
    )


def _turns(quotations: Sequence[Quotation]) -> Iterator[tuple[str, list[Line], int]]:
    """What one person says, all lines of the other, and the place among them of the true reply."""
    counts = Counter(each.speaker for each in quotations if not each.speaker.startswith("_"))
    for speaker, count in counts.most_common(SPEAKERS):
        if count < FEWEST_LINES:
            return
        said = [each for each in quotations if each.speaker == speaker]
        lines = [Line(each.key, each.text, "", "") for each in said]
        places = {each.key: place for place, each in enumerate(said)}
        for before, after in pairwise(quotations):
            is_turn = after.speaker == speaker != before.speaker
            if is_turn and after.start - before.end < NEAR_CHARS:
                yield before.text, lines, places[after.key]


def _annotated(table: Path) -> list[Quotation]:
    """The quotations of a novel of the Project Dialogism Novel Corpus."""
    csv.field_size_limit(10**7)
    found = []
    with table.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            spans = ast.literal_eval(row["quoteByteSpans"])
            text = " ".join(row["quoteText"].split())
            found.append(Quotation(row["quoteID"], text, row["speaker"].strip(), spans[0][0], spans[-1][1]))
    return sorted(found, key=lambda each: each.start)


def _own_story() -> list[Quotation]:
    text = STORY.read_text(encoding="utf-8")
    gold = json.loads(STORY.with_name("story.gold.json").read_text(encoding="utf-8"))
    found = []
    for place, quote in enumerate(gold["quotes"]):
        start, end = quote["start"], quote["end"]
        found.append(Quotation(str(place), text[start:end], quote["speaker"] or "_", start, end))
    return found


def _mean(rates: Sequence[Rate]) -> Rate:
    tries = sum(rate.tries for rate in rates)
    shares = {
        name: sum(getattr(rate, name) * rate.tries for rate in rates) / max(tries, 1) for name in COLUMNS
    }
    return Rate(tries, **shares)


def _row(rate: Rate) -> dict[str, float]:
    return {"tries": rate.tries, **{name: round(getattr(rate, name), 4) for name in COLUMNS}}


def _print(name: str, rate: Rate) -> None:
    print(
        f"{name[:25]:26}{rate.tries:8}" + "".join(f"{getattr(rate, name):15.3f}" for name in COLUMNS),
        flush=True,
    )


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run eval quotation", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of annotated novels")
    parser.add_argument("--json", action="store_true", help="print one JSON object as the last line")
    return parser.parse_args(argv)


if __name__ == "__main__":
    run(sys.argv[1:])
