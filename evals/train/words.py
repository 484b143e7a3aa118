"""Makes personae/safety/words.npz: what common words mean, in 64 numbers each.

The words are the most frequent of LitBank's novels, of GoEmotions' comments and of the sets that moderation
learns from. Each is read alone by the studio's own encoder; the 64 directions in which they differ most are
kept, and frequent words count for less. Words themselves are not kept, only their checksums: many are ugly.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from evals.train.bags import TARGET
from personae.encoder import Encoder
from personae.safety.meaning import SIZE, WORD, checksum

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
MANY = 16_000  # words
RARE = 1e-3  # of all words: how frequent a word may be before it counts for half (SIF, Arora et al. 2017)
OF_NOVELS = 400_000  # characters of each
LEAST = 3  # times that a word must occur


def main(argv: list[str] | None = None) -> int:
    """Read the words and write the table; return 1 where there are none."""
    parser = argparse.ArgumentParser(prog="python -m evals.train.words", description=__doc__)
    parser.add_argument("--data", type=Path, default=SHARED)
    wish = parser.parse_args(argv)
    often: Counter[str] = Counter()
    for text in _texts(wish.data):
        often.update(WORD.findall(text.lower().replace("’", "'")))
    chosen = [word for word, many in often.most_common(MANY) if many >= LEAST and len(word) < 20]
    if not chosen:
        sys.stdout.write(f"No texts at {wish.data}.\n")
        return 1
    vectors = Encoder().encode(chosen)
    vectors = vectors - vectors.mean(axis=0)
    _, _, directions = np.linalg.svd(vectors, full_matrices=False)
    share = np.array([often[word] for word in chosen]) / often.total()
    small = vectors @ directions[:SIZE].T * (RARE / (RARE + share))[:, None]
    scale = float(np.abs(small).max()) / 127
    sums = np.array([checksum(word) for word in chosen], dtype=np.uint32)
    order = np.argsort(sums)
    path = TARGET / "words.npz"
    np.savez_compressed(
        path, sums=sums[order], vectors=np.rint(small[order] / scale).astype(np.int8), scale=np.float32(scale)
    )
    sys.stdout.write(f"{len(chosen):,} words: {path}, {path.stat().st_size:,} bytes\n")
    return 0


def _texts(data: Path) -> Iterator[str]:
    for path in sorted((data / "litbank" / "original").glob("*.txt")):
        yield path.read_text(encoding="utf-8", errors="replace")[:OF_NOVELS]
    for path in sorted((data / "goemotions").glob("train.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield re.split("\t", line)[0]
    for path in sorted((data / "safety" / "moderation").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)["text"]


if __name__ == "__main__":
    raise SystemExit(main())
