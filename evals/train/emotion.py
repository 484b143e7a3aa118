"""Makes cast/emotion/weights: five teachers label half a million invented texts, a small student learns them.

Needs torch and transformers, which the studio does not, and all-mpnet-base-v2 (Apache 2.0) in a folder.
GoEmotions is Apache 2.0, EmoBank CC BY-SA 4.0, and the weights say so.  No dev set is read: thresholds
are tuned on what students say of the fifth of the training texts that neither they nor their teacher saw.
The steps, sizes and seeds are those of the run that made what ships; on one H100 they take a quarter of an
hour.  Another card sums in another order, so the weights will be as good, not the same.
"""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evals.train.feelings import shipping
from evals.train.feelings.corpus import FOLDS, Floats, Texts, Vocabulary, prepare
from evals.train.feelings.inventing import Invented, invent
from evals.train.feelings.limits import f1, thresholds
from evals.train.feelings.student import SEEN, Lesson, Student, learn, start_from, tell
from evals.train.feelings.teacher import ask, teach
from personae.cast import LABELS

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data"
TARGET = ROOT / "src" / "personae" / "cast" / "emotion" / "weights"
INVENTED = 500_000
FIRST_SEED = 5


@dataclass(frozen=True, slots=True)
class Taught:
    """What the teachers say: of a written text the one that had not seen it, of invented ones all."""

    written: Floats
    invented: list[Floats]
    rows: Floats


def main(argv: list[str] | None = None) -> int:
    """Train and write the weights; return 1 where data or the teacher's weights are missing."""
    wish = _arguments(argv)
    comments, rated = wish.goemotions / "train.tsv", wish.emobank / "emobank_train_dev.csv"
    pieces = wish.teacher / "vocab.txt"
    if missing := [path for path in (comments, rated, pieces) if not path.is_file()]:
        sys.stdout.write(f"Nothing at {missing[0]}.\n")
        return 1
    texts, words = prepare(comments, rated, pieces.read_text(encoding="utf-8").split("\n")[:-1])
    made = invent(texts, words, wish.invented)
    taught = _taught(wish.teacher, texts, words, made, steps=wish.steps)
    start = start_from(taught.rows, words.spelled)
    unseen = np.zeros_like(taught.written)
    for fold in range(FOLDS):
        student = _student(texts, made, taught, start, fold=fold, seen=wish.seen)
        held = np.flatnonzero(texts.folds == fold)
        unseen[held] = tell(student, [texts.ids[at] for at in held], [texts.looks[at] for at in held])
    logits = unseen[: texts.commented, : len(LABELS)]
    chances = (1 / (1 + np.exp(-logits))).astype(np.float32)
    limits = thresholds(texts.labels, chances)
    _report(texts, unseen, chances, limits)
    shipping.ship(
        _student(texts, made, taught, start, fold=None, seen=wish.seen), words, texts, limits, wish.out
    )
    return 0


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals.train.emotion", description=__doc__)
    parser.add_argument("teacher", type=Path, help="folder of all-mpnet-base-v2: config, model, vocab.txt")
    parser.add_argument("--goemotions", type=Path, default=SHARED / "goemotions", help="folder of train.tsv")
    parser.add_argument("--emobank", type=Path, default=SHARED / "emobank", help="folder of EmoBank's table")
    parser.add_argument("--out", type=Path, default=TARGET)
    parser.add_argument("--invented", type=int, default=INVENTED, help="how many texts to invent")
    parser.add_argument("--steps", type=int, help="of a teacher; three passes if not said")
    parser.add_argument("--seen", type=int, default=SEEN, help="texts a student sees, repetitions counted")
    return parser.parse_args(argv)


def _taught(folder: Path, texts: Texts, words: Vocabulary, made: Invented, *, steps: int | None) -> Taught:
    written, invented = np.zeros((len(texts.ids), len(LABELS) + 3), np.float32), []
    rows: Floats = np.empty(0, np.float32)
    for fold in range(FOLDS):
        teacher = teach(folder, texts, words, fold=fold, steps=steps)
        held = np.flatnonzero(texts.folds == fold)
        written[held] = ask(teacher, [texts.ids[at] for at in held], words)
        invented.append(ask(teacher, made.ids, words))
        rows = teacher.encoder.embeddings.word_embeddings.weight.numpy(force=True)
    return Taught(written, invented, rows)


def _student(
    texts: Texts, made: Invented, taught: Taught, start: Floats, *, fold: int | None, seen: int
) -> Student:
    """Return a student of all texts; with a fold, of those that have nothing of it, by its teacher alone."""
    known = np.flatnonzero(texts.folds != (-1 if fold is None else fold))
    clean = np.flatnonzero((made.folds != (-1 if fold is None else fold)).all(1))
    told = np.mean(taught.invented, axis=0) if fold is None else taught.invented[fold]
    said = [_blended(texts, taught.written)[known], told[clean]]
    lesson = Lesson(
        [*(texts.ids[at] for at in known), *(made.ids[at] for at in clean)],
        [*(texts.looks[at] for at in known), *(made.looks[at] for at in clean)],
        np.concatenate(said),
        len(known),
    )
    return learn(lesson, start, seed=FIRST_SEED + (-1 if fold is None else fold), seen=seen)


def _blended(texts: Texts, said: Floats) -> Floats:
    """Return what is to be said of written texts: midway between people and a teacher who had not seen it."""
    found, count = said.copy(), len(LABELS)
    found[: texts.commented, :count] = (found[: texts.commented, :count] + texts.labels) / 2
    vad = (texts.vad - texts.vad.mean(0)) / texts.vad.std(0)
    found[texts.commented :, count:] = (found[texts.commented :, count:] + vad) / 2
    return found


def _report(texts: Texts, unseen: Floats, chances: Floats, limits: Floats) -> None:
    each = [f1(texts.labels[:, at], chances[:, at] >= limits[at]) for at in range(len(LABELS))]
    pairs = zip(unseen[texts.commented :, len(LABELS) :].T, texts.vad.T, strict=True)
    correlations = ", ".join(f"{np.corrcoef(one, other)[0, 1]:.3f}" for one, other in pairs)
    sys.stdout.write(f"Unseen training texts: macro F1 {np.mean(each):.3f}; r of V, A, D {correlations}\n")


if __name__ == "__main__":
    sys.exit(main())
