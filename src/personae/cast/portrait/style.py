"""How a character speaks, measured from their own lines."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from personae.cast.evidence.words import words_of
from personae.cast.portrait import lexicon
from personae.cast.portrait.records import Evidence, Line
from personae.cast.portrait.vocabulary import counted, favourites, mtld

FAVOURITES = 8
SHOWN_PLACES = 3
FEWEST_WORDS = 50  # fewer say nothing about the richness of somebody's words
SETTLED_LINES = 20  # lines after which the measures have half of all the confidence they can have


@dataclass(frozen=True, slots=True)
class Favourite:
    """A word somebody uses more than the others do; z: how far beyond chance; places: its first uses."""

    word: str
    uses: int
    z: float
    places: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Style:
    """How somebody speaks.

    questions, exclamations: share of lines, 0..1.  mean_words: per line.  richness: MTLD, in words, or
    None where too little is said.  confidence: 0..1, grows with the lines.
    """

    lines: int
    words: int
    mean_words: float
    questions: float
    exclamations: float
    richness: float | None
    favourites: tuple[Favourite, ...]
    confidence: float


def style(lines: Sequence[Line], others: Iterable[Line]) -> Style:
    """Measure how the speaker of lines speaks; others: lines of the rest of the cast.

    No lines give zeros, no favourites and no confidence.
    """
    spoken = [word for line in lines for word in words_of(line.text)]
    count = max(1, len(lines))
    return Style(
        lines=len(lines),
        words=len(spoken),
        mean_words=round(len(spoken) / count, 1),
        questions=round(sum("?" in line.text for line in lines) / count, 3),
        exclamations=round(sum("!" in line.text for line in lines) / count, 3),
        richness=round(mtld(spoken), 1) if len(spoken) >= FEWEST_WORDS else None,
        favourites=_favourites(lines, others),
        confidence=round(len(lines) / (len(lines) + SETTLED_LINES), 2),
    )


def _favourites(lines: Sequence[Line], others: Iterable[Line]) -> tuple[Favourite, ...]:
    own = counted(line.text for line in lines)
    best = favourites(_telling(own), _telling(counted(line.text for line in others)), count=FAVOURITES)
    return tuple(Favourite(word, own[word], z, _places(word, lines)) for word, z in best)


def _telling(counts: Counter[str]) -> Counter[str]:
    """Leave out the small words that everybody needs."""
    return Counter({word: uses for word, uses in counts.items() if word not in lexicon.SMALL})


def _places(word: str, lines: Sequence[Line]) -> tuple[Evidence, ...]:
    found = []
    for line in lines:
        if word in words_of(line.text):
            found.append(Evidence(line.start, line.end, 1.0))
        if len(found) == SHOWN_PLACES:
            break
    return tuple(found)
