"""The lines most worth quoting: those nobody else in the book would have said."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from personae.cast.evidence.words import words_of
from personae.cast.portrait.records import Line
from personae.cast.portrait.vocabulary import counted

WORDS_LEAST, WORDS_MOST = 5, 45
SHORTEST_WORD = 4  # letters; what is shorter hardly carries meaning
ALIKE = 0.5  # share of words two lines may have in common and both be shown
EVEN = 6  # words added to every line's length, so that a short line does not win by its shortness


def key_quotations(lines: Sequence[Line], others: Iterable[Line], *, count: int = 6) -> tuple[Line, ...]:
    """Return the lines that show a speaker best, in the order of the book.

    A line counts for how rare its words are, in the whole cast's lines and among the speaker's own; so
    small talk and length win nothing.  Very short and very long lines are left out while others remain,
    and so is a line much like a better one.  others: lines of the rest of the cast.
    """
    fitting = [line for line in lines if WORDS_LEAST <= len(words_of(line.text)) <= WORDS_MOST] or lines
    usual = counted(line.text for line in others) + counted(line.text for line in lines)
    total = sum(usual.values()) + 1
    ranked = sorted(fitting, key=lambda line: (-line.confidence * _worth(line, usual, total), line.start))
    chosen: list[tuple[Line, set[str]]] = []
    for line in ranked:
        said = set(words_of(line.text))
        if not any(_alike(said, other) for _, other in chosen):
            chosen.append((line, said))
        if len(chosen) >= count:
            break
    return tuple(sorted((line for line, _ in chosen[:count]), key=lambda line: line.start))


def _worth(line: Line, usual: Counter[str], total: int) -> float:
    """Return the mean surprise of a line's words; names and numbers surprise less than they seem to."""
    spoken = words_of(line.text)
    names = {word.lower() for word in line.text.split()[1:] if word[:1].isupper()}
    telling = {word for word in spoken if len(word) >= SHORTEST_WORD and word not in names}
    surprise = sum(-math.log((usual[word] or 1) / total) for word in telling)
    return surprise / (len(spoken) + EVEN)


def _alike(one: set[str], other: set[str]) -> bool:
    return len(one & other) > ALIKE * max(1, min(len(one), len(other)))
