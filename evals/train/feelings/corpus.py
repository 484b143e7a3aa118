"""The annotated texts as tokens, the student's vocabulary, and how the teacher spells each token."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from personae.cast import LABELS
from personae.cast.emotion.emoji import GROUPS
from personae.cast.emotion.words import PAD, UNKNOWN, Words, dress, pieces_of, raw_tokens
from personae.cast.lang.en_names import GIVEN

SEED, FOLDS = 20261126, 5
LONGEST = 96  # tokens of a text
OFTEN = 3  # times that a word occurs to become a token of its own
PIECE = re.compile(r"(##)?[a-z0-9]+")
WORD = re.compile(r"[a-z][a-z0-9']{0,19}")
THRICE = re.compile(r"(.)\1\1")
NAME = "[name]"
SPECIAL = (PAD, UNKNOWN, NAME, "[religion]", "<link>", *(f"<{group}>" for group in GROUPS))
MARKS = ("!!", "!!!", "??", "???", "?!", "!?", "..", "...", *',;:"-()*/%$&')

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts as tokens, each in one of five folds.

    The first `commented` are GoEmotions', annotated in `labels` (0 or 1, a column for each of LABELS);
    those after it EmoBank's, in `vad` (1..5).
    """

    ids: list[Ints]
    looks: list[Ints]
    folds: Ints
    labels: Floats
    vad: Floats

    @property
    def commented(self) -> int:
        """How many texts are GoEmotions'."""
        return len(self.labels)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The student's tokens; how often each occurs; which are words met in training, names, or signs.

    spelled: for each token the teacher's pieces.  used: the rows of the teacher's own vocabulary.
    """

    tokens: list[str]
    counts: Floats
    met: NDArray[np.bool_]
    names: Ints
    signs: Ints
    spelled: list[Ints]


def read_comments(path: Path) -> list[tuple[str, list[int]]]:
    """Return texts and label numbers of a file of GoEmotions."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if line]
    return [(text, [int(label) for label in labels.split(",")]) for text, labels, _ in rows]


def read_rated(path: Path, split: str = "train") -> list[tuple[str, list[float]]]:
    """Return texts and V, A, D of a split of EmoBank."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["split"] == split]
    return [(row["text"], [float(row[axis]) for axis in "VAD"]) for row in rows]


def prepare(comments: Path, rated: Path, pieces: Sequence[str]) -> tuple[Texts, Vocabulary]:
    """Return the training texts as tokens, and their vocabulary.  pieces: the teacher's, in order."""
    told, measured = read_comments(comments), read_rated(rated)
    written = [text for text, _ in told] + [text for text, _ in measured]
    counts = Counter(dress(found)[0] for text in written for found in raw_tokens(text))
    tokens = _tokens(counts, pieces)
    words = Words(tokens)
    read = [words.tokens(text) for text in written]
    labels = np.zeros((len(told), len(LABELS)), np.float32)
    for row, (_, found) in enumerate(told):
        labels[row, found] = 1
    chance = np.random.default_rng(SEED)
    texts = Texts(
        [np.array(one.ids[:LONGEST], np.int64) for one in read],
        [np.array(one.looks[:LONGEST], np.int64) for one in read],
        np.concatenate([_folds(written[: len(told)], chance), _folds(written[len(told) :], chance)]),
        labels,
        np.array([vad for _, vad in measured], np.float32),
    )
    return texts, _vocabulary(tokens, counts, texts, pieces)


def _tokens(counts: Counter[str], pieces: Sequence[str]) -> list[str]:
    """Return special tokens, marks, the teacher's pieces in Latin letters, and words that occur often."""
    plain = [piece for piece in pieces if PIECE.fullmatch(piece) or piece in ("!", "?", ".")]
    words = [w for w, n in counts.most_common() if n >= OFTEN and WORD.fullmatch(w) and not THRICE.search(w)]
    return list(dict.fromkeys([*SPECIAL, *MARKS, *plain, *words]))


def _folds(written: Sequence[str], chance: np.random.Generator) -> Ints:
    """Return each text's fold, 0..4; texts that are alike share one."""
    alike = dict.fromkeys(written)
    fold = dict(zip(alike, chance.integers(0, FOLDS, len(alike)).tolist(), strict=True))
    return np.array([fold[text] for text in written], np.int64)


def _vocabulary(tokens: list[str], counts: Counter[str], texts: Texts, pieces: Sequence[str]) -> Vocabulary:
    place = {token: at for at, token in enumerate(tokens)}
    rows = {piece: at for at, piece in enumerate(pieces)}
    met = [counts[token] > 1 and re.fullmatch(r"[a-z][a-z']*", token) is not None for token in tokens]
    return Vocabulary(
        tokens,
        np.bincount(np.concatenate(texts.ids), minlength=len(tokens)).astype(np.float32),
        np.array(met),
        np.array(sorted(place[name] for name in GIVEN if name in place), np.int64),
        np.array([place[f"<{group}>"] for group in GROUPS], np.int64),
        [np.array([rows[piece] for piece in _spelled(token, rows)], np.int64) for token in tokens],
    )


def _spelled(token: str, rows: dict[str, int]) -> list[str]:
    """Return the teacher's pieces of a token; what stands for an emoji is spelled out: ( laughing )."""
    if token == PAD:
        return []
    if token in rows:
        return [token]
    if token == UNKNOWN:
        return ["[UNK]"]
    if token == "<link>":
        return ["link"]
    shown = token.replace("<", "(").replace(">", ")")
    parts = re.findall(r"[a-z0-9]+|[^a-z0-9]", shown)
    return ["[UNK]" if piece == UNKNOWN else piece for part in parts for piece in _cut(part, rows)]


def _cut(part: str, rows: dict[str, int]) -> list[str]:
    return [part] if part in rows else pieces_of(part, rows)
