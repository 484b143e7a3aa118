"""Makes personae/safety/injection.npz: how much a text looks like an attempt to instruct a model.

Trains on the public sets that `src/personae/safety/CREDITS.md` names, on lines of our own and on passages of
LitBank's novels. `--cross` prints cross-validated figures, with like texts kept together and by chance, and
writes nothing. Whatever is drawn at random is drawn with a fixed seed.
"""

import argparse
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.injection import NOVELS, is_attack, passages, texts_in
from evals.scoring.curves import auroc
from evals.train.bags import Bag, bag, folds, groups, keep, rarity, rows_of
from evals.train.sparse import Floats, fit
from personae.safety.instructing import PIECE_LESS, cues
from personae.safety.windows import WHOLE, pieces

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
OWN = Path(__file__).with_name("phrases.json")
STRENGTH = 100.0
FOLDS = 5
LEARNT = 1500  # characters of a text that are learnt from: jailbreaks are long and say the same again
PASSAGES = 12  # of each novel
OTHER_LANGUAGES = 1500  # sentences in 75 languages: else what is not English would look like an attack
OTHER_COUNTS = 0.3
OFFSET = -0.5  # of the bias: puts the threshold where the cross-validated figures meet the targets


@dataclass(frozen=True, slots=True)
class Example:
    """A text to learn from. much: how much it counts; set: where it is from, "" for what we add."""

    text: str
    is_attack: bool
    much: float = 1.0
    set: str = ""


def main(argv: list[str] | None = None) -> int:
    """Train, or cross-validate, and return 1 where there is no data."""
    parser = argparse.ArgumentParser(prog="python -m evals.train.injection", description=__doc__)
    parser.add_argument("--data", type=Path, default=SHARED / "safety" / "injection")
    parser.add_argument(
        "--languages", type=Path, default=SHARED / "safety" / "langid" / "lingua_sentences.jsonl"
    )
    parser.add_argument("--novels", type=Path, default=NOVELS)
    parser.add_argument("--cross", action="store_true", help="print cross-validated figures, write nothing")
    parser.add_argument("--folds", type=int, default=FOLDS, help=f"how many of the {FOLDS} parts to hold out")
    wish = parser.parse_args(argv)
    known = [
        Example(each.text, is_attack(each), set=each.set) for each in texts_in(wish.data) if not each.is_frame
    ]
    if not known:
        sys.stdout.write(f"No sets at {wish.data}.\n")
        return 1
    added = [*_own(), *_novels(wish.novels), *_languages(wish.languages)]
    if wish.cross:
        _cross(known, added, tried=wish.folds)
        return 0
    examples = [*known, *added]
    weights, bias, rare = _train([bag(each.text[:LEARNT], cues) for each in examples], examples)
    path = keep("injection", ["injection"], [weights], [bias + OFFSET], rare)
    sys.stdout.write(f"{len(examples):,} texts: {path}, {path.stat().st_size:,} bytes\n")
    return 0


def _train(bags: Sequence[Bag], examples: Sequence[Example]) -> tuple[Floats, float, NDArray[np.uint8]]:
    rare = rarity(bags)
    wanted = np.array([float(each.is_attack) for each in examples])
    much = np.array([each.much for each in examples])
    weights, bias = fit(rows_of(bags, rare), wanted, strength=STRENGTH, much=much)
    return weights, bias, rare


def _cross(known: Sequence[Example], added: Sequence[Example], *, tried: int) -> None:
    """Score every text by a model that saw neither it nor, in the first table, any that is like it."""
    together = groups([each.text for each in known])
    sys.stdout.write(f"{len(known)} texts in {len(set(together.tolist()))} groups\n")
    learnt = [bag(each.text[:LEARNT], cues) for each in known]
    whole = [bag(each.text[:WHOLE], cues) for each in known]
    more = [bag(each.text[:LEARNT], cues) for each in added]
    parts = [[bag(each.text[a:b], cues) for a, b in pieces(each.text[:WHOLE])] for each in known]
    for name, grouped in (("like texts together", together), ("by chance", np.arange(len(known)))):
        scores = np.zeros(len(known))
        fold = folds(grouped, FOLDS, seed=7)
        for held in range(tried):
            seen = [number for number in range(len(known)) if fold[number] != held]
            bags = [*(learnt[number] for number in seen), *more]
            examples = [*(known[number] for number in seen), *added]
            weights, bias, rare = _train(bags, examples)
            for number in np.flatnonzero(fold == held):
                found = rows_of([whole[number], *parts[number]], rare).times(weights) + bias + OFFSET
                rest = found[1:] - PIECE_LESS if len(found) > 2 else found[:1]
                scores[number] = max(found[0], rest.max())
        scored = np.flatnonzero(fold < tried).tolist()
        _tell(name, [known[number] for number in scored], scores[scored])


def _tell(name: str, known: Sequence[Example], scores: Floats) -> None:
    wanted = [each.is_attack for each in known]
    sys.stdout.write(f"{name}: auroc {auroc(scores.tolist(), wanted):.4f}\n")
    for each in dict.fromkeys(example.set for example in known):
        rows = [
            (score > 0, example.is_attack)
            for score, example in zip(scores, known, strict=True)
            if example.set == each
        ]
        hits = [flagged for flagged, attack in rows if attack]
        false = [flagged for flagged, attack in rows if not attack]
        recall = f"{np.mean(hits):.3f}" if hits else "-"
        sys.stdout.write(f"  {each:32}{recall:>8}{f'{np.mean(false):.4f}' if false else '-':>9}\n")
    sys.stdout.flush()


def _own() -> list[Example]:
    own = json.loads(OWN.read_text(encoding="utf-8"))
    attacks = [line.replace("{word}", word) for line in own["attacks"] for word in own["words"][:3]]
    chosen = random.Random(3)
    attacks = [line.replace("{word}", chosen.choice(own["words"])) for line in own["attacks"]] + attacks[::4]
    return [*(Example(line, True) for line in attacks), *(Example(line, False) for line in own["honest"])]


def _novels(folder: Path) -> list[Example]:
    chosen = random.Random(5)
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.glob("*.txt")))
    return [Example(part, False) for text in texts for part in chosen.sample(passages(text), PASSAGES)]


def _languages(path: Path) -> list[Example]:
    if not path.exists():
        return []
    lines = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    return [Example(line, False, OTHER_COUNTS) for line in random.Random(9).sample(lines, OTHER_LANGUAGES)]


if __name__ == "__main__":
    raise SystemExit(main())
