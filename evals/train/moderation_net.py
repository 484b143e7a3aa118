"""Makes safety/moderation_net.npz: the encoder's last two layers, taught what moderation must see.

Needs torch, which the studio does not. Learns from what `evals.train.moderation` learns from, at the words
as written and, as often, with every group of people under one name. `--cross` prints cross-validated
figures of the network alone and beside the n-grams, and writes nothing. The steps, sizes and seeds are those
of the run that made what ships; on one H100 they take a quarter of a minute. Another card sums in another
order, so the weights will be as good, not the same.
"""

import argparse
import math
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch  # type: ignore[import-not-found]
from numpy.typing import NDArray
from torch import nn

from evals.train import moderation
from evals.train.bags import TARGET
from evals.train.network import Network, padded, rounded
from personae.encoder import weights
from personae.encoder.wordpiece import WordPieces
from personae.safety import CATEGORIES, lexicon
from personae.safety.grams import flatten
from personae.safety.harm import NETWORK
from personae.safety.unmask import unmask

OWN_LAYERS = 2
PASSES, BATCH, WARM = 4, 64, 0.1
RATE, HEAD_RATE = 1e-4, 1e-3
MASKED = 0.5  # how often a text is read with its groups of people under one name
SORTED = 16  # batches that are filled by length, so that little is padding
OFTEN = {"openai_moderation_1680": 3.0}  # sets that count for more: few texts, and the most like talk
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
Floats = NDArray[np.float64]


class Lessons:
    """Texts in pieces, as written and masked, and what each teaches: (texts, categories) wanted and much."""

    def __init__(self, examples: Sequence[moderation.Example]) -> None:
        pieces = WordPieces(weights.read().vocabulary)
        plain = [unmask(each.text[: moderation.LEARNT]).text for each in examples]
        self.plain = [pieces.ids(text) for text in plain]
        self.masked = [pieces.ids(lexicon.masked(flatten(text))) for text in plain]
        wanted, much = moderation.taught(examples)
        much *= np.array([[OFTEN.get(each.source.set, 1.0) if each.source else 1.0] for each in examples])
        self.wanted, self.much = (
            torch.tensor(each, dtype=torch.float32, device=DEVICE) for each in (wanted, much)
        )


def main(argv: list[str] | None = None) -> int:
    """Train, or cross-validate, and return 1 where there is no data."""
    parser = argparse.ArgumentParser(prog="python -m evals.train.moderation_net", description=__doc__)
    parser.add_argument("--data", type=Path, default=moderation.SHARED / "safety" / "moderation")
    parser.add_argument("--cross", action="store_true", help="print cross-validated figures, write nothing")
    parser.add_argument("--passes", type=int, default=PASSES)
    wish = parser.parse_args(argv)
    known = moderation.known(wish.data)
    if not known:
        sys.stdout.write(f"No sets at {wish.data}.\n")
        return 1
    added = moderation.added()
    lessons = Lessons([*known, *added])
    if wish.cross:
        _cross(known, added, lessons, passes=wish.passes)
        return 0
    learnt = learn(lessons, np.arange(len(known) + len(added)), passes=wish.passes)
    np.savez(TARGET / "moderation_net.npz", allow_pickle=False, **rounded(learnt, own=OWN_LAYERS))
    return 0


def learn(lessons: Lessons, rows: NDArray[np.int64], *, passes: int, seed: int = 1) -> Network:
    """Return a network that learnt from some of the texts."""
    torch.manual_seed(seed)
    chance = np.random.default_rng(seed)
    network: Network = Network(weights.read(), len(CATEGORIES)).to(DEVICE)
    own, head = network.split(OWN_LAYERS)
    groups = [{"params": head, "lr": HEAD_RATE}, {"params": own, "lr": RATE}]
    learning = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = passes * math.ceil(len(rows) / BATCH) + 1
    pace = torch.optim.lr_scheduler.OneCycleLR(learning, [HEAD_RATE, RATE], total_steps=steps, pct_start=WARM)
    network.train()
    for _ in range(passes):
        for batch in _batches(lessons, chance.permutation(rows), chance):
            read = [(lessons.masked if chance.random() < MASKED else lessons.plain)[row] for row in batch]
            with torch.autocast(DEVICE, torch.bfloat16):
                said = network(*padded(read, DEVICE)).float()
            much = lessons.much[batch]
            loss = nn.functional.binary_cross_entropy_with_logits(
                said, lessons.wanted[batch], reduction="none"
            )
            learning.zero_grad()
            ((loss * much).sum() / much.sum().clamp(min=1)).backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            learning.step()
            pace.step()
    return network


def _batches(lessons: Lessons, order: NDArray[np.int64], chance: np.random.Generator) -> list[list[int]]:
    found: list[list[int]] = []
    for start in range(0, len(order), BATCH * SORTED):
        block = sorted(
            order[start : start + BATCH * SORTED].tolist(), key=lambda row: len(lessons.plain[row])
        )
        found += [block[at : at + BATCH] for at in range(0, len(block), BATCH)]
    return [found[place] for place in chance.permutation(len(found))]


def ask(network: Network, lessons: Lessons, rows: Sequence[int]) -> Floats:
    """Return (rows, categories): the logits of texts as they are written."""
    network.eval()
    found = np.zeros((len(rows), len(CATEGORIES)))
    order = sorted(range(len(rows)), key=lambda place: len(lessons.plain[rows[place]]))
    with torch.no_grad(), torch.autocast(DEVICE, torch.bfloat16):
        for start in range(0, len(order), 256):
            some = order[start : start + 256]
            said: Any = network(*padded([lessons.plain[rows[place]] for place in some], DEVICE))
            found[some] = said.float().cpu().numpy()
    return found


def _cross(
    known: Sequence[moderation.Example], added: Sequence[moderation.Example], lessons: Lessons, *, passes: int
) -> None:
    grams, fold = moderation.held_out(known, added, tried=moderation.FOLDS)
    found = np.zeros_like(grams)
    for held in range(moderation.FOLDS):
        seen = np.array([*np.flatnonzero(fold != held), *range(len(known), len(known) + len(added))])
        learnt = learn(lessons, seen, passes=passes)
        rounded(learnt, own=OWN_LAYERS)
        there = np.flatnonzero(fold == held)
        found[there] = ask(learnt, lessons, there.tolist())
    sources = [each.source for each in known if each.source]
    moderation.tell(sources, found, by="network alone")
    moderation.tell(sources, NETWORK * found + (1 - NETWORK) * grams, by="network and n-grams")


if __name__ == "__main__":
    raise SystemExit(main())
