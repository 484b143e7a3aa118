"""Makes personae/safety/moderation.npz: how much a text looks like hate, harassment, sex and the like.

Trains on the public sets that `src/personae/safety/CREDITS.md` names, on lines of our own and on passages of
LitBank's novels. `--cross` prints cross-validated figures, texts of one template kept together, and writes
nothing. Whatever is drawn at random is drawn with a fixed seed.
"""

import argparse
import json
import random
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.injection import NOVELS, passages
from evals.injection import texts_in as other_texts
from evals.moderation import Text, meant_by, texts_in
from evals.scoring.curves import auroc
from evals.train.bags import Bag, folds, groups, keep, rarity, rows_of
from evals.train.lessons import Lesson, lessons
from evals.train.sparse import Floats, fit
from personae.safety import CATEGORIES, Category, lexicon
from personae.safety.grams import char_grams, flatten, weigh, word_grams
from personae.safety.harm import cues
from personae.safety.unmask import unmask

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
OWN = Path(__file__).with_name("mild.json")
STRENGTH = 10.0
FOLDS = 3
LEARNT = 1500  # characters of a text that are learnt from
PASSAGES = 6  # of each novel
SAID = 3000  # short things that people of novels say, which a person may well say to them
SAID_COUNTS = 0.3
NOVELS_HEARD = 30  # novels of which that is taken; what the others say tells how often it is misread
TWEETS = 3000  # of the 12,379, which would drown all else
OTHER_LANGUAGES = 600
SPEECH = re.compile(r"[“\"]([^“”\"]{1,120})[”\"]")
# Of each head's bias: puts a score of a half where the cross-validated figures meet the targets.
OFFSETS: Mapping[Category, float] = {"hate": -0.5, "harassment": 1.0, "self_harm": 2.0}


@dataclass(frozen=True, slots=True)
class Example:
    """A text, and what it teaches: nothing of the categories that are not named."""

    text: str
    lessons: Mapping[str, Lesson]
    source: Text | None = None


def main(argv: list[str] | None = None) -> int:
    """Train, or cross-validate, and return 1 where there is no data."""
    parser = argparse.ArgumentParser(prog="python -m evals.train.moderation", description=__doc__)
    parser.add_argument("--data", type=Path, default=SHARED / "safety" / "moderation")
    parser.add_argument("--cross", action="store_true", help="print cross-validated figures, write nothing")
    parser.add_argument("--folds", type=int, default=FOLDS, help=f"how many of the {FOLDS} parts to hold out")
    wish = parser.parse_args(argv)
    texts = known(wish.data)
    if not texts:
        sys.stdout.write(f"No sets at {wish.data}.\n")
        return 1
    more = added()
    if wish.cross:
        _cross(texts, more, tried=wish.folds)
        return 0
    examples = [*texts, *more]
    weights, biases, rare = _train([_bag(each.text[:LEARNT]) for each in examples], examples)
    moved = [bias + OFFSETS.get(name, 0.0) for name, bias in zip(CATEGORIES, biases, strict=True)]
    path = keep("moderation", CATEGORIES, weights, moved, rare)
    sys.stdout.write(f"{len(examples):,} texts: {path}, {path.stat().st_size:,} bytes\n")
    return 0


def known(folder: Path) -> list[Example]:
    """Return what the public sets teach."""
    chosen = random.Random(17)
    texts = list(texts_in(folder))
    tweets = [each for each in texts if each.set == "davidson"]
    kept = [each for each in texts if each.set != "davidson"]
    kept += chosen.sample(tweets, min(len(tweets), TWEETS))
    return [Example(each.text, lessons(each), each) for each in kept]


def added() -> list[Example]:
    """Return harmless texts of other kinds, and lines of our own."""
    chosen = random.Random(19)
    harmless: dict[str, Lesson] = dict.fromkeys(CATEGORIES, (0.0, 1.0))
    own = json.loads(OWN.read_text(encoding="utf-8"))
    found = [Example(line, {"self_harm": (1.0, 1.0), "hate": (0.0, 1.0)}) for line in own["self_harm"]]
    found += [Example(line, harmless) for line in (*own["harmless"], *own["short"], *_asked(own))]
    found += [Example(line, dict.fromkeys(CATEGORIES, (0.0, SAID_COUNTS))) for line in _said(chosen)]
    for path in sorted(NOVELS.glob("*.txt")):
        parts = passages(path.read_text(encoding="utf-8", errors="replace"))
        found += [Example(part, harmless) for part in chosen.sample(parts, PASSAGES)]
    for each in other_texts(SHARED / "safety" / "injection"):
        if each.label == "benign":
            found.append(Example(each.text, dict.fromkeys(CATEGORIES, (0.0, 0.5))))
    languages = SHARED / "safety" / "langid" / "lingua_sentences.jsonl"
    lines = languages.read_text(encoding="utf-8").splitlines() if languages.exists() else []
    for line in chosen.sample(lines, min(len(lines), OTHER_LANGUAGES)):
        found.append(Example(json.loads(line)["text"], dict.fromkeys(CATEGORIES, (0.0, 0.2))))
    return found


def taught(examples: Sequence[Example]) -> tuple[Floats, Floats]:
    """Return (examples, categories): what is wanted, 0 or 1, and how much that counts, 0 where nothing is."""
    wanted = np.zeros((len(examples), len(CATEGORIES)))
    much = np.zeros_like(wanted)
    for row, each in enumerate(examples):
        for name, lesson in each.lessons.items():
            wanted[row, CATEGORIES.index(name)], much[row, CATEGORIES.index(name)] = lesson
    return wanted, much


def _asked(own: Mapping[str, Sequence[str]]) -> list[str]:
    return [line.replace("{who}", who) for line in own["asked"] for who in own["who"]]


def _said(chosen: random.Random) -> list[str]:
    lines = [line for path in sorted(NOVELS.glob("*.txt"))[:NOVELS_HEARD] for line in said_in(path)]
    return chosen.sample(lines, min(len(lines), SAID))


def said_in(path: Path) -> list[str]:
    """Return short things that a novel has in quotation marks, without a strong word, a body or a threat."""
    found = SPEECH.findall(" ".join(path.read_text(encoding="utf-8", errors="replace").split()))
    kinds = [lexicon.there(flatten(line)) for line in found]
    return [
        line
        for line, there in zip(found, kinds, strict=True)
        if not (
            there["strong"] or there["bodily"] or there["threat"] or (there["group"] and there["hostile"])
        )
    ]


def _bag(text: str) -> Bag:
    plain = unmask(text).text
    flat = flatten(plain)
    return Bag(weigh(word_grams(lexicon.masked(flat))), weigh(char_grams(flat)), cues(plain))


def _train(
    bags: Sequence[Bag], examples: Sequence[Example]
) -> tuple[list[Floats], list[float], NDArray[np.uint8]]:
    rare = rarity(bags)
    weights: list[Floats] = []
    biases: list[float] = []
    for name in CATEGORIES:
        taught = [number for number, each in enumerate(examples) if name in each.lessons]
        pairs = np.array([examples[number].lessons[name] for number in taught])
        rows = rows_of([bags[number] for number in taught], rare)
        found, bias = fit(rows, pairs[:, 0], strength=STRENGTH, much=pairs[:, 1])
        weights.append(found)
        biases.append(bias)
    return weights, biases, rare


def _cross(known: Sequence[Example], added: Sequence[Example], *, tried: int) -> None:
    found, fold = held_out(known, added, tried=tried)
    scored = np.flatnonzero(fold < tried)
    tell([source for number in scored.tolist() if (source := known[number].source)], found[scored])


def held_out(
    known: Sequence[Example], added: Sequence[Example], *, tried: int
) -> tuple[Floats, NDArray[np.int64]]:
    """Return the logits of texts by n-grams that saw neither them nor any made after the same template.

    Also the part, 0..FOLDS - 1, that each text is of; texts of parts from `tried` on keep zeros.
    """
    templates = [lexicon.masked(flatten(unmask(each.text).text)) for each in known]
    fold = folds(groups(templates, words=3, alike=0.6), FOLDS, seed=7)
    bags, more = [_bag(each.text[:LEARNT]) for each in known], [_bag(each.text) for each in added]
    found = np.zeros((len(known), len(CATEGORIES)))
    for held in range(tried):
        seen = [number for number in range(len(known)) if fold[number] != held]
        examples = [*(known[number] for number in seen), *added]
        weights, biases, rare = _train([*(bags[number] for number in seen), *more], examples)
        there = np.flatnonzero(fold == held)
        rows = rows_of([bags[number] for number in there], rare)
        for place, (weight, bias) in enumerate(zip(weights, biases, strict=True)):
            found[there, place] = rows.times(weight) + bias + OFFSETS.get(CATEGORIES[place], 0.0)
    return found, fold


def tell(texts: Sequence[Text], found: Floats, *, by: str = "n-grams") -> None:
    """Print the figures of each set. found: (texts, categories), logits."""
    sys.stdout.write(f"{by}, texts of one template together\n{'':32}{'auroc':>9}{'recall':>9}{'fpr':>9}\n")
    for name in dict.fromkeys(each.set for each in texts):
        where = [number for number, each in enumerate(texts) if each.set == name]
        rows = [texts[number] for number in where]
        meant = [CATEGORIES.index(each) for each in meant_by(rows)]
        shares = 1 / (1 + np.exp(-found[np.ix_(where, meant)]))
        best = 1 - (1 - shares).prod(axis=1)  # as `Verdict.score`
        flagged = found[np.ix_(where, meant)].max(axis=1) > 0
        harmful = np.array([each.is_harmful for each in rows])
        recall, false = flagged[harmful].mean(), flagged[~harmful].mean()
        area = auroc(best.tolist(), harmful.tolist())
        sys.stdout.write(f"  {name:30}{area:9.4f}{recall:9.4f}{false:9.4f}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
