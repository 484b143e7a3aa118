"""Feels messages: cuts them into windows, has the network feel those, and weighs what it says."""

import math
from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np

from personae.cast.emotion.appraisal import UNREAD, Appraisal
from personae.cast.emotion.emoji import Sign
from personae.cast.emotion.labels import LABELS, NEUTRAL
from personae.cast.emotion.network import WINDOW, Floats
from personae.cast.emotion.threads import one_core
from personae.cast.emotion.weights import Model, model
from personae.cast.emotion.words import PLAIN, Tokens

READ_CHARS = 4_000  # of a longer message its first and last 2,000 characters are read
BATCH_TOKENS = 256  # what a processor's cache holds; larger batches take more time for each message
AT_ONCE = 1_000  # messages whose tokens are held at the same time
STRANGE = 0.4  # the most of a message's words that may be unknown; a single one always may, beside others
FAR = 0.5  # distance from rest at which intensity is no longer held back
MIDDLE, REACH = 3.0, 2.0  # EmoBank's scale: 1..5
SIGNED = 0.6  # the chance of what an emoji says, where the network finds nothing but neutral
DIGITS = 4
NEUTRAL_AT = LABELS.index(NEUTRAL)
FEELINGS_AT = tuple(at for at, label in enumerate(LABELS) if label != NEUTRAL)

Window = tuple[list[int], list[int]]


def felt(texts: Sequence[str]) -> list[Appraisal]:
    """Return how each text feels, in order; the same text is felt the same, to a few in ten thousand.

    Never raises, whatever the text.  Of a long one only READ_CHARS are read, half from its start and
    half from its end, in windows of 64 tokens.  A message of which more than STRANGE of the words are
    none that the model has met in English is not read for its words, only for its emoji; without those
    it is neutral with intensity 0, as an empty one is.  Where the network finds nothing but neutral and
    there is an emoji, what the emoji says (`emoji.FEELINGS`) counts, and half of VAD is the emoji's.
    """
    found: list[Appraisal] = []
    with one_core():
        for start in range(0, len(texts), AT_ONCE):
            found += _appraise(model(), texts[start : start + AT_ONCE])
    return found


def intensity_of(strongest: float, valence: float, arousal: float, dominance: float) -> float:
    """Return 0..1: the strongest feeling's probability (neutral is none), by how far from rest it is.

    Half of it counts as it is; the other half grows with the distance of (valence, arousal, dominance)
    from (0, 0, 0), up to FAR, which one text of twenty reaches.
    """
    distance = math.hypot(valence, arousal, dominance)
    return round(strongest * (0.5 + 0.5 * min(1.0, distance / FAR)), DIGITS)


def _appraise(with_: Model, texts: Sequence[str]) -> list[Appraisal]:
    read = [readable(with_.words.tokens(excerpt(text)), with_) for text in texts]
    windows = [list(_windows(tokens)) for tokens in read]
    felt = iter(_felt(with_, list(chain.from_iterable(windows))))
    return [
        _weigh(with_, tokens, [next(felt) for _ in own]) for tokens, own in zip(read, windows, strict=True)
    ]


def excerpt(text: str) -> str:
    """Return what is read of a text: all of it, or its start and its end."""
    if len(text) <= READ_CHARS:
        return text
    return f"{text[: READ_CHARS // 2]} {text[-READ_CHARS // 2 :]}"


def readable(tokens: Tokens, with_: Model) -> Tokens:
    """Return the tokens, or the emoji among them where the words are of no language that is known."""
    unknown = tokens.words - tokens.known
    if not unknown or (tokens.known and unknown <= max(1, STRANGE * tokens.words)):
        return tokens
    signs = [at for at in tokens.ids if at in with_.signs]
    return Tokens(signs, [PLAIN] * len(signs), 0, 0)


def _windows(tokens: Tokens) -> Iterator[Window]:
    for start in range(0, len(tokens.ids), WINDOW):
        yield tokens.ids[start : start + WINDOW], tokens.looks[start : start + WINDOW]


def _felt(with_: Model, windows: list[Window]) -> list[Floats]:
    """Return what the network says of each window: 28 probabilities, then V, A and D in -1..1."""
    order = sorted(range(len(windows)), key=lambda at: len(windows[at][0]))
    found: list[Floats] = [np.empty(0, np.float32)] * len(windows)
    start = 0
    while start < len(order):
        size = max(1, BATCH_TOKENS // len(windows[order[start]][0]))
        batch = order[start : start + size]
        for at, row in zip(batch, _feel(with_, [windows[at] for at in batch]), strict=True):
            found[at] = row
        start += size
    return found


def _feel(with_: Model, batch: Sequence[Window]) -> Floats:
    ids = np.zeros((len(batch), max(len(window[0]) for window in batch)), np.int64)
    looks = np.zeros_like(ids)
    for row, window in enumerate(batch):
        ids[row, : len(window[0])], looks[row, : len(window[1])] = window
    said = with_.network.feel(ids, looks, np.array([len(window[0]) for window in batch]))
    count = len(LABELS)
    said[:, :count] = 1 / (1 + np.exp(-said[:, :count]))
    said[:, count:] = np.clip((said[:, count:] * with_.spread + with_.centre - MIDDLE) / REACH, -1, 1)
    return said


def _weigh(with_: Model, tokens: Tokens, felt: Sequence[Floats]) -> Appraisal:
    if not felt:
        return UNREAD
    said = felt[0].tolist() if len(felt) == 1 else _folded(felt, [len(ids) for ids, _ in _windows(tokens)])
    chances, vad = said[: len(LABELS)], said[len(LABELS) :]
    sign = _sign(with_, tokens)
    if sign is not None and not any(chances[at] >= with_.thresholds[at] for at in FEELINGS_AT):
        chances[LABELS.index(sign.label)] = SIGNED
        chances[NEUTRAL_AT] *= 1 - SIGNED
        vad = [(one + other) / 2 for one, other in zip(vad, sign.vad, strict=True)]
    return _appraisal(with_, chances, vad)


def _folded(felt: Sequence[Floats], sizes: Sequence[int]) -> list[float]:
    """Return a message's windows as one: VAD as their mean, by tokens; labels midway to their strongest."""
    rows = np.stack(felt)
    mean = np.average(rows, axis=0, weights=sizes)
    mean[: len(LABELS)] += rows[:, : len(LABELS)].max(0)
    mean[: len(LABELS)] /= 2
    found: list[float] = mean.tolist()
    return found


def _sign(with_: Model, tokens: Tokens) -> Sign | None:
    """Return what the last emoji says for itself; beside words only if it is clear."""
    found = [with_.signs[at] for at in tokens.ids if at in with_.signs]
    told = [sign for sign in found if sign.is_clear or not tokens.words]
    return told[-1] if told else None


def _appraisal(with_: Model, chances: Sequence[float], vad: Sequence[float]) -> Appraisal:
    passed = [at for at, chance in enumerate(chances) if chance >= with_.thresholds[at]] or [NEUTRAL_AT]
    passed.sort(key=lambda at: -chances[at])
    valence, arousal, dominance = (round(value, DIGITS) for value in vad)
    return Appraisal(
        {LABELS[at]: round(chances[at], DIGITS) for at in passed},
        valence,
        arousal,
        dominance,
        intensity_of(max(chances[at] for at in FEELINGS_AT), valence, arousal, dominance),
    )
