"""How warm some words are."""

from personae.cast.evidence import feeling
from personae.cast.evidence.words import words_of

BEFORE = 3  # words back in which a denial turns a feeling round
TURNED = -0.5  # "not happy" is half as sad as "sad" would be
EVEN = 4.0  # feeling words that it takes to be half certain of a tone


def tone(text: str) -> float:
    """Return how warm (up to 1) or hostile (down to -1) some words are; 0.0 for no feeling either way.

    Counts words of two lists, those behind a denial turned round, after the valence shifters of Polanyi
    & Zaenen 2006 (10.1007/1-4020-4102-0_1); endearments and abuse count double.
    """
    spoken = words_of(text)
    total = 0.0
    for index, word in enumerate(spoken):
        weight = float((word in feeling.GLAD) - (word in feeling.SORE))
        weight += (word in feeling.FOND) - (word in feeling.ANGRY or word in feeling.SWORN)
        if weight and any(_denies(before) for before in spoken[max(0, index - BEFORE) : index]):
            weight *= TURNED
        total += weight
    return round(total / (abs(total) + EVEN), 3)


def _denies(word: str) -> bool:
    return word in feeling.TURNED or word.endswith("n't")
