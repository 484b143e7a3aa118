"""What a message feels like, by a small network of our own; it is loaded when first asked."""

from collections.abc import Sequence

from personae.cast.emotion.appraisal import UNREAD, Appraisal
from personae.cast.emotion.labels import LABELS

__all__ = ["LABELS", "UNREAD", "Appraisal", "appraise"]


def appraise(texts: Sequence[str]) -> list[Appraisal]:
    """Return how each text feels, in order; as `personae.cast.emotion.feeling.felt`."""
    from personae.cast.emotion.feeling import felt  # brings numpy: not before it is needed

    return felt(texts)
