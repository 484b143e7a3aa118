"""How much a text looks as if it wanted to instruct a model: the features, the model, the windows."""

from collections.abc import Iterator
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from personae.safety.encodings import decoded, turned
from personae.safety.grams import char_grams, flatten, weigh, word_grams
from personae.safety.injection import Signal
from personae.safety.patterns import REASONS, reasons
from personae.safety.unmask import Hidden, unmask
from personae.safety.weights import Weights, load, share
from personae.safety.windows import WHOLE, Span, pieces, windows

THRESHOLD = 0.5  # the score from which a text is flagged; the model's bias is set so that this is the place
PIECE_LESS = 1.5  # logits by which a piece must be surer than a whole text
SPANS_MOST = 20  # told of one text
ENCODED_MOST = 20  # decoded strings of one text that are looked at
HIDING_TELLS = 3.0  # logits that letters hidden in tags or variation selectors, or turned ones, count for


def signal(text: str) -> Signal:
    """Return what `injection` promises."""
    model = load("injection")
    found = sorted(_places(text, model), key=lambda place: -place[0])
    hidden = unmask(text).hidden
    best = max([found[0][0] if found else -9.0, *_in_code(text, model)])
    score = share(best + _hiding(hidden))
    is_flagged = score >= THRESHOLD
    spans = [span for logit, span in found if share(logit) >= THRESHOLD][:SPANS_MOST]
    spans = spans or [(each.start, each.end) for each in hidden][:SPANS_MOST]
    why = [*dict.fromkeys(f"hides text: {each.kind}" for each in hidden)]
    why += reasons(unmask(text[slice(*found[0][1])]).text) if found and is_flagged else ()
    return Signal(round(score, 4), is_flagged, tuple(spans) if is_flagged else (), tuple(why))


def logit(text: str, model: Weights) -> float:
    """Return what the model says of one stretch of text, before windows and hidden text are thought of."""
    plain = unmask(text).text
    flat = flatten(plain)
    return float(model.scores(weigh(word_grams(flat)), weigh(char_grams(flat)), cues(plain))[0])


def cues(plain: str) -> NDArray[np.float32]:
    """Return the features that are not hashed: which turns of speech occur, and how a text is written."""
    size = max(1, len(plain))
    there = [float(pattern.search(plain) is not None) for pattern in REASONS.values()]
    written = [
        np.log1p(size) / 8,
        sum(map(str.isupper, plain)) / size * 3,
        min(1.0, sum(plain.count(mark) for mark in "<>{}[]|#*`=") / size * 10),
        float(plain.isascii()),
        min(1.0, plain.count('"') / size * 30),
    ]
    return np.array([*there, sum(there) / 4, *written], dtype=np.float32)


def _places(text: str, model: Weights) -> Iterator[tuple[float, Span]]:
    for span in windows(text):
        yield logit(text[slice(*span)], model), span
    parts = list(pieces(text))
    if len(parts) > 1:
        for span in parts:
            yield logit(text[slice(*span)], model) - PIECE_LESS, span


def _in_code(text: str, model: Weights) -> list[float]:
    found = [*islice(decoded(text), ENCODED_MOST), *(each[:WHOLE] for each in turned(text))]
    return [logit(each, model) for each in found if sum(map(str.isalpha, each)) > 12]


def _hiding(hidden: tuple[Hidden, ...]) -> float:
    says = {each.kind for each in hidden if each.says.strip()} & {"tags", "variation selectors", "direction"}
    return HIDING_TELLS if says else 0.0
