"""A small, even sample of a document of any length."""

from collections.abc import Iterable


def spread(texts: Iterable[str], *, limit: int) -> tuple[list[str], int]:
    """Return at most limit texts taken evenly from all of them, and how many there were.

    Keeps every n-th and doubles n when full, so memory never grows with the document.
    """
    kept: list[str] = []
    step, seen = 1, 0
    for text in texts:
        if seen % step == 0:
            kept.append(text)
            if len(kept) > limit:
                kept = kept[::2]
                step *= 2
        seen += 1
    return kept, seen
