"""How well scores part two kinds of texts, whatever the threshold."""

from collections.abc import Sequence
from itertools import groupby


def auroc(scores: Sequence[float], wanted: Sequence[bool]) -> float:
    """Return the area under the ROC curve: how often a wanted text scores above another, ties counted half.

    0..1, 0.5 by chance; nan where there is no text of one of the kinds.
    """
    many = sum(wanted)
    others = len(wanted) - many
    if not many or not others:
        return float("nan")
    order = sorted(zip(scores, wanted, strict=True))
    ranks = 0.0
    below = 0
    for _, same in groupby(order, key=lambda each: each[0]):
        hits = [is_wanted for _, is_wanted in same]
        ranks += sum(hits) * (below + (len(hits) + 1) / 2)
        below += len(hits)
    return (ranks - many * (many + 1) / 2) / (many * others)
