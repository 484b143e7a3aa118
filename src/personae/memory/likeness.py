"""Whether a text says again what is remembered already."""

from collections.abc import Iterable
from typing import Final

from personae.llm.retrieval import terms

SAME: Final = 0.8  # the share of a text's different words, from which on it says nothing new
FEWEST: Final = 3  # words that a comparison needs; shorter texts must be the very same


def repeats(text: str, known: Iterable[str]) -> bool:
    """True when nearly all that a text says stands in one of the known texts.

    Measured by Broder's containment (1997, 10.1109/SEQUEN.1997.666900): a longer text with news in it says
    something new, a shorter one without does not.
    """
    said = set(terms(text))
    return any(_holds(said, set(terms(each))) for each in known)


def _holds(said: set[str], known: set[str]) -> bool:
    if not said or len(said) < FEWEST:
        return said == known
    return len(said & known) >= SAME * len(said)
