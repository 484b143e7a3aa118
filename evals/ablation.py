"""What each part of the reader brings: the score without it, one part at a time."""

import argparse
import json
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from unittest.mock import patch

from evals.cast import DATA, novels, own_story
from evals.scoring import Gold, found_in, load_novel, match, score
from personae.cast import Mode
from personae.cast.attribution import Weights

COLUMNS = ("accuracy", "explicit", "anaphoric", "implicit", "alias_f1")
TURNS = ("repeats", "repeats_in_paragraph", "repeats_after_gap", "alternates", "alternates_after_gap")


@dataclass(frozen=True, slots=True)
class Part:
    """weights: fields of Weights that become 0.  places: "module:name.name" -> what stands there instead."""

    weights: tuple[str, ...] = ()
    places: Mapping[str, object] | None = None

    @contextmanager
    def off(self) -> Iterator[None]:
        """Read without this part while the context is open."""
        bare = replace(Weights(), **dict.fromkeys(self.weights, 0.0))
        with ExitStack() as stack:
            if self.weights:
                stack.enter_context(patch("personae.cast.attribution.Weights", lambda: bare))
            for place, instead in (self.places or {}).items():
                stack.enter_context(_replaced(place, instead))
            yield


def _replaced(place: str, instead: object) -> AbstractContextManager[object]:
    module, _, path = place.partition(":")
    holder: object = import_module(f"personae.cast.{module}")
    *owners, name = path.split(".")
    for owner in owners:
        holder = getattr(holder, owner)
    return patch.object(holder, name, instead)


PARTS: dict[str, Part] = {
    "turn-taking": Part((*TURNS, "newcomer")),
    "who is present": Part(("presence", "pronoun_presence")),
    "the woman and the man in focus": Part(("focus",)),
    "gender": Part(("wrong_gender", "unknown_gender")),
    "who is spoken to": Part(("addressed", "answers", "will_answer")),
    "who is spoken of": Part(("spoken_of",)),
    "sir and madam": Part(("heard",)),
    "actions beside a quotation": Part(places={"scene:BEAT": 0.0}),
    "a paragraph that hands the word over": Part(places={"scene:Stage._leads": lambda *_: None}),
    "letters": Part(places={"letters:Letters.holds": lambda *_: False}),
    "words nobody says": Part(places={"mentioned:spoken": lambda _, spans, __: list(spans)}),
    "short forms of names": Part(
        places={
            "shortforms:ShortForms.join": lambda _: None,
            "coref:Joiner._stems": lambda _, given: {given},
        }
    ),
    "a father among his sons": Part(places={"families:Families._is_father": lambda *_: False}),
    "names that meet": Part(places={"coref:Joiner._met": lambda *_: False}),
    "who answers to a name": Part(places={"coref:join_answering": lambda *_: None}),
    "people only described": Part(places={"enrol:_described": lambda *_: []}),
    "the narrator": Part(places={"enrol:_has_teller": lambda _: False}),
}


def run(argv: list[str]) -> dict[str, dict[str, float]]:
    """Score the whole reader, then without each part; print and return points lost and seconds saved.

    Points are hundredths; a negative number of points is a part that does harm on these texts.
    """
    wish = _arguments(argv)
    golds = [load_novel(folder) for folder in novels(wish.data, wish.novel)] or [own_story()]
    whole = _measure(golds, "quick")
    print(f"Over {len(golds)} texts, whole and quick: {_line(whole)}", flush=True)
    rows: dict[str, dict[str, float]] = {}
    print(f"| without | {' | '.join(COLUMNS)} | seconds |\n|{'---|' * (len(COLUMNS) + 2)}")
    for name, part in PARTS.items():
        if wish.part and name not in wish.part:
            continue
        with part.off():
            rows[name] = _lost(whole, _measure(golds, "quick"))
        print(f"| {name} {_line(rows[name])}", flush=True)
    if not wish.part:
        rows["careful"] = _lost(_measure(golds, "careful"), whole)
        print(f"| what careful adds {_line(rows['careful'])}", flush=True)
    if wish.json:
        print(json.dumps({"whole": whole, "parts": rows}))
    return rows


def _measure(golds: list[Gold], mode: Mode) -> dict[str, float]:
    """The mean of each figure over texts, and processor seconds for 100,000 words."""
    sums = dict.fromkeys(COLUMNS, 0.0)
    took_s = words = 0.0
    for gold in golds:
        began = time.process_time()
        found = found_in(gold.text, mode=mode)
        took_s += time.process_time() - began
        words += len(gold.text.split())
        figures = score(gold, found, match(gold, found))
        for name in COLUMNS:
            sums[name] += figures.get(name, 0.0)
    return {**{name: total / len(golds) for name, total in sums.items()}, "seconds": took_s / words * 100_000}


def _lost(whole: Mapping[str, float], without: Mapping[str, float]) -> dict[str, float]:
    points = {name: round(100 * (whole[name] - without[name]), 2) for name in COLUMNS}
    return {**points, "seconds": round(whole["seconds"] - without["seconds"], 3)}


def _line(row: Mapping[str, float]) -> str:
    cells = [*(f"{row[name]:.3f}" for name in COLUMNS), f"{row['seconds']:.2f}"]
    return f"| {' | '.join(cells)} |"


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run eval ablation", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of novels in the corpus' format")
    parser.add_argument("--novel", help="score this one only")
    parser.add_argument(
        "--part", action="append", choices=list(PARTS), help="this part only; may be repeated"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object as the last line")
    return parser.parse_args(argv)


if __name__ == "__main__":
    run(sys.argv[1:])
