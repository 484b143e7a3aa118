"""Whether a text says again what is remembered already."""

from collections.abc import Iterable, Iterator, Set
from functools import lru_cache
from typing import Final

from personae.llm.retrieval import terms
from personae.memory.importance import sentences

SAME: Final = 0.8  # the share of a text's different words, from which on it says nothing new
FEWEST: Final = 3  # words that a comparison needs; shorter texts must be the very same


def repeats(text: str, known: Iterable[str]) -> bool:
    """True when nearly all that a text says stands in one of the known texts.

    Measured by Broder's containment (1997, 10.1109/SEQUEN.1997.666900): a longer text with news in it says
    something new, a shorter one without does not.
    """
    said = set(terms(text))
    return any(_holds(said, set(terms(each))) for each in known)


def distinct(texts: Iterable[str]) -> Iterator[int]:
    """The places of the texts that say something new after those before them, in order.

    No text is looked at before its place is asked for.
    """
    known: list[set[str]] = []
    for place, text in enumerate(texts):
        said = set(terms(text))
        if not any(_holds(said, each) for each in known):
            known.append(said)
            yield place


def news(text: str, given: str) -> str:
    """A text without its sentences that say what stands in one sentence of what its speaker was given.

    So a reply that says its card, its instructions, a passage or the other's words again teaches nothing.
    """
    stated = set(sentences(given))
    known = [words for words in map(_words, stated) if words]
    said = sentences(text)
    kept = [each for each in said if each not in stated and not _is_among(_words(each), known)]
    return text if len(kept) == len(said) else " ".join(kept)


@lru_cache(maxsize=10_000)
def _words(sentence: str) -> frozenset[str]:
    """Kept, for most of what a reply is given is what the reply before was given."""
    return frozenset(terms(sentence))


def _is_among(said: Set[str], known: Iterable[Set[str]]) -> bool:
    return bool(said) and any(_holds(said, each) for each in known)


def _holds(said: Set[str], known: Set[str]) -> bool:
    if not said or len(said) < FEWEST:
        return said == known
    return len(said & known) >= SAME * len(said)
