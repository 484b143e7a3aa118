"""Small makers of the rows that portraits are folded from."""

from personae.cast import Fact, Mention, Tie
from personae.cast.portrait import Line


def line(
    text: str,
    *,
    at: int = 0,
    by: str | None = "c1",
    to: str | None = None,
    chapter: int = 0,
    confidence: float = 0.9,
) -> Line:
    return Line(by, to, text, at, at + len(text), chapter, confidence)


def lines(*texts: str, by: str = "c1", to: str | None = None) -> list[Line]:
    return [line(text, at=100 * number, by=by, to=to) for number, text in enumerate(texts)]


def mention(who: str, at: int, *, chapter: int = 0) -> Mention:
    return Mention(at, at + 4, chapter, who)


def tie(
    source: str,
    target: str,
    *,
    kind: str = "",
    detail: str = "",
    affinity: float = 0.0,
    at: int = 0,
    confidence: float = 0.9,
) -> Tie:
    return Tie(source, target, kind, detail, affinity, at, at + 10, 0, confidence)


def fact(kind: str, text: str, *, at: int = 0, confidence: float = 0.8) -> Fact:
    return Fact("c1", kind, text, at, at + len(text), 0, confidence)
