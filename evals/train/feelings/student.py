"""The student: two layers of attention that learn what the teachers say, and what people annotated."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch  # type: ignore[import-not-found]
from torch import nn

from evals.train.feelings.corpus import Floats, Ints
from evals.train.feelings.teacher import DEVICE, OUT
from personae.cast import LABELS
from personae.cast.emotion.network import WINDOW

SIZE, LAYERS, HEADS, INNER, HIDDEN = 128, 2, 4, 256, 256
LOOKS = 4
BATCH, REAL, RATE, WARM = 512, 153, 2e-3, 0.05  # REAL of a BATCH are texts that somebody wrote
SEEN = 3_000_000  # texts, counted as often as they come
VAD_WEIGHT = 0.3


@dataclass(frozen=True, slots=True)
class Lesson:
    """Texts as tokens, and for each what is to be said: (texts, 31).  The first `real` were written."""

    ids: Sequence[Ints]
    looks: Sequence[Ints]
    said: Floats
    real: int


class Layer(nn.Module):  # type: ignore[misc]
    """Attention and a widening, each after a norm and beside what was."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = nn.LayerNorm(SIZE), nn.LayerNorm(SIZE)
        self.ask, self.answer = nn.Linear(SIZE, 3 * SIZE), nn.Linear(SIZE, SIZE)
        self.widen, self.narrow = nn.Linear(SIZE, INNER), nn.Linear(INNER, SIZE)
        self.drop = nn.Dropout(0.1)

    def forward(self, state: Any, there: Any) -> Any:
        """state: (texts, places, SIZE); there: which places hold a token."""
        shape = (*state.shape[:2], 3, HEADS, SIZE // HEADS)
        asks, keys, values = self.ask(self.first(state)).view(shape).permute(2, 0, 3, 1, 4)
        heard = nn.functional.scaled_dot_product_attention(asks, keys, values, attn_mask=there[:, None, None])
        state = state + self.drop(self.answer(heard.transpose(1, 2).reshape(state.shape)))
        return state + self.drop(self.narrow(self.widen(self.second(state)).relu()))


class Student(nn.Module):  # type: ignore[misc]
    """What `personae.cast.emotion.network` runs, as it is trained."""

    def __init__(self, start: Floats) -> None:
        super().__init__()
        self.tokens = nn.Embedding(*start.shape)
        self.looks, self.places = nn.Embedding(LOOKS, SIZE), nn.Embedding(WINDOW, SIZE)
        for table in (self.looks, self.places):
            nn.init.normal_(table.weight, std=0.1)
        self.tokens.weight.data.copy_(torch.from_numpy(start))
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.norm = nn.LayerNorm(SIZE)
        self.hidden, self.out = nn.Linear(2 * SIZE, HIDDEN), nn.Linear(HIDDEN, OUT)
        self.drop, self.last_drop = nn.Dropout(0.1), nn.Dropout(0.2)
        nn.init.constant_(self.out.bias[: len(LABELS)], -3.0)

    def forward(self, ids: Any, looks: Any) -> Any:
        """ids, looks: (texts, places), 0 past a text's end."""
        there = ids != 0
        there[:, 0] = True
        seen = there[..., None]
        state = self.drop(self.tokens(ids) + self.looks(looks) + self.places.weight[: ids.shape[1]])
        for layer in self.layers:
            state = layer(state, there)
        state = self.norm(state)
        most, mean = state.masked_fill(~seen, -1e4).amax(1), (state * seen).sum(1) / seen.sum(1)
        return self.out(self.last_drop(self.hidden(torch.cat([most, mean], 1)).relu()))


def start_from(rows: Floats, spelled: Sequence[Ints]) -> Floats:
    """Return first vectors of tokens: the main axes of the teacher's, the mean of a token's pieces."""
    none = np.zeros(rows.shape[1], np.float32)
    whole: Floats = np.stack([rows[one].mean(0) if len(one) else none for one in spelled])
    whole -= whole[1:].mean(0)
    whole[0] = 0
    _, axes = np.linalg.eigh(whole.T @ whole / len(whole))
    found: Floats = (whole @ axes[:, ::-1][:, :SIZE]).astype(np.float32)
    found *= np.float32(0.2) / found.std()
    return found


def learn(lesson: Lesson, start: Floats, *, seed: int, seen: int = SEEN) -> Student:
    """Return a student that learnt from a lesson; seen: how many texts, repetitions counted."""
    torch.manual_seed(seed)
    student: Student = Student(start).to(DEVICE)
    student.train()
    ids, looks = filled(lesson.ids), filled(lesson.looks)
    said = torch.from_numpy(lesson.said).to(DEVICE)
    steps = max(1, seen // BATCH)
    wide = [part for part in student.parameters() if part.ndim > 1]
    flat = [part for part in student.parameters() if part.ndim <= 1]
    groups = [{"params": wide, "weight_decay": 0.01}, {"params": flat, "weight_decay": 0.0}]
    learning = torch.optim.AdamW(groups, lr=RATE, betas=(0.9, 0.98))
    pace = torch.optim.lr_scheduler.LambdaLR(
        learning, lambda step: min((step + 1) / (WARM * steps + 1), 0.5 + 0.5 * np.cos(np.pi * step / steps))
    )
    batches = _batches(lesson, seed)
    for _ in range(steps):
        rows = next(batches)
        width = int((ids[rows] != 0).sum(1).max())
        found = student(ids[rows, :width], looks[rows, :width])
        true, count = said[rows], len(LABELS)
        loss = (
            nn.functional.binary_cross_entropy_with_logits(
                found[:, :count], true[:, :count], reduction="none"
            )
            .sum(1)
            .mean()
            + VAD_WEIGHT * ((found[:, count:] - true[:, count:]) ** 2).sum(1).mean()
        )
        learning.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        learning.step()
        pace.step()
    student.eval()
    return student


def tell(student: Student, ids: Sequence[Ints], looks: Sequence[Ints]) -> Floats:
    """Return (texts, 31): what a student says, labels as logits."""
    with torch.no_grad():
        parts = [
            student(filled(ids[at : at + 2048]), filled(looks[at : at + 2048])).cpu().numpy()
            for at in range(0, len(ids), 2048)
        ]
    return np.concatenate(parts).astype(np.float32)


def filled(rows: Sequence[Ints]) -> Any:
    """Return rows of tokens as one tensor of WINDOW places on the device, 0 past their end."""
    found = np.zeros((len(rows), WINDOW), np.int64)
    for row, tokens in enumerate(rows):
        found[row, : min(WINDOW, len(tokens))] = tokens[:WINDOW]
    return torch.from_numpy(found).to(DEVICE)


def _batches(lesson: Lesson, seed: int) -> Iterator[Any]:
    chance = torch.Generator(device=DEVICE).manual_seed(seed)
    written = _rounds(0, lesson.real, REAL, chance)
    made = _rounds(lesson.real, len(lesson.ids), BATCH - REAL, chance)
    while True:
        yield torch.cat([next(written), next(made)])


def _rounds(first: int, end: int, size: int, chance: Any) -> Iterator[Any]:
    while True:
        order = first + torch.randperm(end - first, device=DEVICE, generator=chance)
        yield from order.split(size)
