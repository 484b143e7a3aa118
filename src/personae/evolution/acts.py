"""What is done by saying something: thanks, an apology, praise, an insult, found by whole words alone."""

import re
from collections.abc import Iterable, Mapping, Sequence
from csv import DictReader
from importlib.resources import files

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# What each act is felt as, and how strongly (0..1): it may be heard where no model finds an emotion.
FELT_AS: Mapping[str, tuple[str, float]] = {
    "thanks": ("gratitude", 0.5),
    "apology": ("remorse", 0.5),
    "praise": ("admiration", 0.6),
    "insult": ("anger", 0.7),
}
TURNED = frozenset({"not", "never", "no", "don't", "didn't", "nicht", "nie", "kein", "pas", "jamais", "non"})
READ_CHARS = 4_000  # of a message; whoever thanks does so near its beginning


def _phrases() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """By its first word, each phrase and its act."""
    text = files(__package__).joinpath("acts.tsv").read_text(encoding="utf-8")
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in DictReader(text.splitlines(), delimiter="\t"):
        words = tuple(_words(row["phrase"]))
        found.setdefault(words[0], []).append((words, row["act"]))
    return found


def acts_of(text: str) -> frozenset[str]:
    """The acts in a text, by whole words in their order: "thanks" is one, and "Thanksgiving" none.

    Words that are turned round just before ("never sorry") are none either. Five languages are known.
    """
    words = list(_words(text[:READ_CHARS]))
    return frozenset(_found(words))


def _found(words: Sequence[str]) -> Iterable[str]:
    for at, word in enumerate(words):
        for phrase, act in PHRASES.get(word, ()):
            is_turned = at > 0 and words[at - 1] in TURNED
            if tuple(words[at : at + len(phrase)]) == phrase and not is_turned:
                yield act


def _words(text: str) -> Iterable[str]:
    return (word.replace("’", "'") for word in WORD.findall(text.casefold()))


PHRASES = _phrases()
