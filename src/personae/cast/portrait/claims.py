"""What a model's answer must look like, and which of its claims stand: those whose words are in the text."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from personae.cast.portrait.records import Evidence

KINDS = ("nature", "appearance", "occupation", "history", "wish", "relation", "manner")
FIELDS = frozenset({"kind", "text", "passage", "quote", "confidence"})
TEXT_LIMIT, QUOTE_LEAST, MOST_CLAIMS = 300, 8, 24  # characters, characters, claims
ANSWER_LIMIT = 100_000  # characters; what is longer is no answer to this question
TRUST = 0.7  # the most a model's word counts, however sure it says it is
FENCE = re.compile(r"\A\s*```(?:json)?\s*\n(.*)\n\s*```\s*\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the document; text is exactly document[start:end]."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What a model says of a character, with the words that bear it out.  confidence: 0..TRUST."""

    kind: str
    text: str
    citation: Evidence
    confidence: float


@dataclass(frozen=True, slots=True)
class Dropped:
    """A claim that does not stand.

    reason: 'not_json', 'not_an_answer', 'too_many', 'bad_claim', 'no_such_passage' or 'not_in_passage'.
    text: the beginning of what was claimed, for a person to see.
    """

    reason: str
    text: str


def check(answer: str, passages: Mapping[str, Passage]) -> tuple[list[Claim], list[Dropped]]:
    """Return the claims of an answer that stand, and what was dropped and why.  Raises nothing.

    A claim stands when it has exactly the fields asked for, each of its type and within its limits, and
    its quote is found in the passage it names; blanks count as one.
    """
    rows = _rows(answer)
    if isinstance(rows, Dropped):
        return [], [rows]
    kept: list[Claim] = []
    dropped = [Dropped("too_many", _shown(row)) for row in rows[MOST_CLAIMS:]]
    for row in rows[:MOST_CLAIMS]:
        found = _claim(row, passages)
        if isinstance(found, Claim):
            kept.append(found)
        else:
            dropped.append(Dropped(found, _shown(row)))
    return kept, dropped


def is_answer(answer: str) -> bool:
    """True for an answer of the kind that was asked for, whatever becomes of its claims."""
    return not isinstance(_rows(answer), Dropped)


def _rows(answer: str) -> list[object] | Dropped:
    if len(answer) > ANSWER_LIMIT:
        return Dropped("not_an_answer", _shown(answer))
    fenced = FENCE.match(answer)
    try:
        said = json.loads(fenced[1] if fenced else answer)
    except (ValueError, RecursionError):
        return Dropped("not_json", _shown(answer))
    if not isinstance(said, dict) or set(said) != {"claims"} or not isinstance(said["claims"], list):
        return Dropped("not_an_answer", _shown(answer))
    return said["claims"]


def _claim(row: object, passages: Mapping[str, Passage]) -> Claim | str:
    """Return a claim, or the reason why a row is none."""
    if not isinstance(row, dict) or set(row) != FIELDS:
        return "bad_claim"
    kind, text, key, quote, sure = (row[name] for name in ("kind", "text", "passage", "quote", "confidence"))
    if not all(isinstance(value, str) for value in (kind, text, key, quote)) or kind not in KINDS:
        return "bad_claim"
    if isinstance(sure, bool) or not isinstance(sure, int | float) or not 0 <= sure <= 1:
        return "bad_claim"
    text = " ".join(text.split())
    if not 0 < len(text) <= TEXT_LIMIT or not text.isprintable():
        return "bad_claim"
    passage = passages.get(key)
    if passage is None:
        return "no_such_passage"
    place = _find(quote, passage)
    if place is None:
        return "not_in_passage"
    return Claim(kind, text, Evidence(*place, float(sure)), round(TRUST * sure, 2))


def _find(quote: str, passage: Passage) -> tuple[int, int] | None:
    words = quote.split()
    if len(" ".join(words)) < QUOTE_LEAST or len(quote) > len(passage.text):
        return None
    match = re.search(r"\s+".join(map(re.escape, words)), passage.text)
    return (passage.start + match.start(), passage.start + match.end()) if match else None


def _shown(row: object) -> str:
    return " ".join(str(row)[:200].split())
