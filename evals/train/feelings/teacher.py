"""The teacher: a large encoder (all-mpnet-base-v2) tuned on the annotated texts of four folds."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch  # type: ignore[import-not-found]
from torch import nn
from transformers import MPNetModel  # type: ignore[import-not-found]

from evals.train.feelings.corpus import Floats, Ints, Texts, Vocabulary
from personae.cast import LABELS

START, PAD, END = 0, 1, 2  # of the teacher's own vocabulary
PIECES = 62
WIDTH, OUT = 768, len(LABELS) + 3
PASSES, BATCH, RATE, WARM = 3, 64, 4e-5, 0.08
HEAD_FASTER = 5  # how much faster the new layers learn than the encoder
VAD_WEIGHT = 0.5
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


class Teacher(nn.Module):  # type: ignore[misc]
    """The encoder's mean over a text's pieces, one hidden layer, 28 logits and three numbers."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.encoder = MPNetModel.from_pretrained(folder, add_pooling_layer=False)
        self.hidden, self.out = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, OUT)
        self.drop = nn.Dropout(0.1)
        nn.init.constant_(self.out.bias[: len(LABELS)], -3.0)

    def forward(self, pieces: Any) -> Any:
        """pieces: (texts, places), PAD past a text's end."""
        there = pieces != PAD
        states = self.encoder(input_ids=pieces, attention_mask=there.long()).last_hidden_state.float()
        mean = (states * there[..., None]).sum(1) / there.sum(1, keepdim=True)
        return self.out(self.drop(torch.tanh(self.hidden(self.drop(mean)))))


def spell(ids: Sequence[Ints], words: Vocabulary) -> list[Ints]:
    """Return texts in the teacher's pieces, between a start and an end."""
    spelled = [np.concatenate([np.empty(0, np.int64), *(words.spelled[at] for at in one)]) for one in ids]
    return [np.concatenate([[START], pieces[:PIECES], [END]]) for pieces in spelled]


def teach(folder: Path, texts: Texts, words: Vocabulary, *, fold: int, steps: int | None = None) -> Teacher:
    """Return a teacher that learnt from all folds but one; 3 passes, or so many steps."""
    torch.manual_seed(100 + fold)
    chance = np.random.default_rng(100 + fold)
    teacher: Teacher = Teacher(folder).to(DEVICE)
    teacher.train()
    pieces = spell(texts.ids, words)
    known = np.flatnonzero(texts.folds != fold)
    comments, rated = known[known < texts.commented], known[known >= texts.commented]
    few = max(1, round(BATCH * len(rated) / len(comments)))
    steps = steps or PASSES * len(comments) // BATCH
    orders = [
        np.concatenate([chance.permutation(part) for _ in range(PASSES + 2)]) for part in (comments, rated)
    ]
    learning, pace = _learning(teacher, steps)
    vad = (texts.vad - texts.vad.mean(0)) / texts.vad.std(0)
    for step in range(steps):
        one = orders[0][step * BATCH : (step + 1) * BATCH]
        other = orders[1][step * few : (step + 1) * few]
        with torch.autocast(DEVICE, dtype=torch.bfloat16):
            said = teacher(padded([pieces[at] for at in (*one, *other)]))
        said = said.float()
        labels = torch.from_numpy(texts.labels[one]).to(DEVICE)
        measured = torch.from_numpy(vad[other - texts.commented]).to(DEVICE)
        loss = (
            nn.functional.binary_cross_entropy_with_logits(
                said[: len(one), : len(LABELS)], labels, reduction="none"
            )
            .sum(1)
            .mean()
            + VAD_WEIGHT * ((said[len(one) :, len(LABELS) :] - measured) ** 2).sum(1).mean()
        )
        learning.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
        learning.step()
        pace.step()
    teacher.eval()
    return teacher


def ask(teacher: Teacher, ids: Sequence[Ints], words: Vocabulary, *, batch: int = 1024) -> Floats:
    """Return (texts, 31): 28 probabilities, then standardised valence, arousal, dominance."""
    pieces = spell(ids, words)
    order = np.argsort([len(one) for one in pieces], kind="stable")
    found = np.zeros((len(pieces), OUT), np.float32)
    with torch.no_grad():
        for start in range(0, len(order), batch):
            rows = order[start : start + batch]
            with torch.autocast(DEVICE, dtype=torch.bfloat16):
                said = teacher(padded([pieces[at] for at in rows])).float()
            said[:, : len(LABELS)] = said[:, : len(LABELS)].sigmoid()
            found[rows] = said.cpu().numpy()
    return found


def padded(rows: Sequence[Ints]) -> Any:
    """Return rows of pieces as one tensor on the device."""
    filled = np.full((len(rows), max(map(len, rows))), PAD, np.int64)
    for row, pieces in enumerate(rows):
        filled[row, : len(pieces)] = pieces
    return torch.from_numpy(filled).to(DEVICE)


def _learning(teacher: Teacher, steps: int) -> tuple[Any, Any]:
    new = [*teacher.hidden.parameters(), *teacher.out.parameters()]
    groups = [{"params": teacher.encoder.parameters(), "lr": RATE}, {"params": new, "lr": RATE * HEAD_FASTER}]
    learning = torch.optim.AdamW(groups, weight_decay=0.01)

    def pace(step: int) -> float:
        return min((step + 1) / (WARM * steps + 1), max(0.0, (steps - step) / ((1 - WARM) * steps)))

    return learning, torch.optim.lr_scheduler.LambdaLR(learning, pace)
