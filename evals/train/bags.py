"""What the trainers of `personae.safety` share: features, groups of like texts, and how to keep weights."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.train.sparse import Floats, Rows
from personae.safety.grams import SIZE, Row, char_grams, flatten, weigh, word_grams
from personae.safety.unmask import unmask
from personae.safety.weights import RARE_STEPS, row_of

TARGET = Path(__file__).resolve().parents[2] / "src" / "personae" / "safety"
BUCKETS = 2 * SIZE
ALIKE = 0.35  # of the shorter text's shingles, at least, for two texts to be of one group
COMMON = 60  # texts that may share a shingle before it says nothing


@dataclass(frozen=True, slots=True)
class Bag:
    """A text's features before they are weighed by how rare they are."""

    words: Row
    chars: Row
    cues: NDArray[np.float32]


def bag(text: str, cues: Callable[[str], NDArray[np.float32]]) -> Bag:
    """Return a text's features, the very same that the product weighs."""
    plain = unmask(text).text
    flat = flatten(plain)
    return Bag(weigh(word_grams(flat)), weigh(char_grams(flat)), cues(plain))


def rarity(bags: Sequence[Bag]) -> NDArray[np.uint8]:
    """Return how rare each bucket is: log((1 + texts) / (1 + texts with it)) + 1, in 1/16, as a byte."""
    seen = np.zeros(BUCKETS)
    for each in bags:
        seen[each.words[0]] += 1
        seen[each.chars[0] + SIZE] += 1
    found = (np.log((1 + len(bags)) / (1 + seen)) + 1) * RARE_STEPS
    return np.clip(np.rint(found), 0, 255).astype(np.uint8)


def rows_of(bags: Sequence[Bag], rare: NDArray[np.uint8]) -> Rows:
    """Return the bags as rows of a matrix, the cues behind the buckets."""
    found = [row_of(each.words, each.chars, rare) for each in bags]
    return Rows.of(found, np.stack([each.cues for each in bags]), columns=BUCKETS)


def groups(texts: Sequence[str], *, words: int = 5, alike: float = ALIKE) -> NDArray[np.int64]:
    """Return a group's number for each text: texts that share many runs of words are of one group."""
    shingles = [_shingles(text, words) for text in texts]
    where: dict[str, list[int]] = defaultdict(list)
    for number, found in enumerate(shingles):
        for shingle in found:
            where[shingle].append(number)
    parent = list(range(len(texts)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for number, found in enumerate(shingles):
        shared = Counter(
            other for each in found if len(where[each]) <= COMMON for other in where[each] if other < number
        )
        for other, many in shared.items():
            if many >= alike * min(len(found), len(shingles[other])):
                parent[root(number)] = root(other)
    return np.array([root(number) for number in range(len(texts))])


def folds(groups: NDArray[np.int64], count: int, *, seed: int) -> NDArray[np.int64]:
    """Return the fold of each text, 0..count - 1; a group is in one fold, and folds are of like size."""
    chance = np.random.default_rng(seed)
    names, sizes = np.unique(groups, return_counts=True)
    order = chance.permutation(len(names))
    order = order[np.argsort(-sizes[order], kind="stable")]
    held = np.zeros(count, dtype=np.int64)
    fold: dict[int, int] = {}
    for place in order:
        least = int(np.argmin(held))
        fold[int(names[place])] = least
        held[least] += sizes[place]
    return np.array([fold[int(each)] for each in groups])


def keep(
    name: str,
    heads: Sequence[str],
    weights: Sequence[Floats],
    biases: Sequence[float],
    rare: NDArray[np.uint8],
) -> Path:
    """Write a model's weights into the package: a byte for each bucket, and a scale for each head."""
    hashed = np.stack([each[:BUCKETS] for each in weights])
    scale = np.abs(hashed).max(axis=1) / 127
    path = TARGET / f"{name}.npz"
    np.savez_compressed(
        path,
        heads=np.array(" ".join(heads)),
        bytes=np.rint(hashed / scale[:, None]).astype(np.int8),
        scale=scale.astype(np.float32),
        bias=np.array(biases, dtype=np.float32),
        rare=rare,
        cues=np.stack([each[BUCKETS:] for each in weights]).astype(np.float32),
    )
    return path


def _shingles(text: str, words: int) -> set[str]:
    found = re.findall(r"\w+", text.lower())
    return {" ".join(found[at : at + words]) for at in range(max(1, len(found) - words + 1))}
