"""What a portrait is folded from: rows with places, and how to stop at a point in the book."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar


@dataclass(frozen=True, slots=True)
class Line:
    """One quotation with its words.  speaker, addressee: Character.id or None.  confidence: 0..1."""

    speaker: str | None
    addressee: str | None
    text: str
    start: int
    end: int
    chapter: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place that speaks for a claim (weight > 0) or against it (weight < 0)."""

    start: int
    end: int
    weight: float


class Placed(Protocol):
    """Any row that stands somewhere in the document."""

    @property
    def end(self) -> int:
        """Where the row's words end, in characters of the document."""


Row = TypeVar("Row", bound=Placed)


def until(rows: Iterable[Row], point: int | None) -> list[Row]:
    """Return the rows that end at or before a point of the document; all of them for None.

    Filter first, fold afterwards: nothing that stands behind the point may reach a portrait.
    """
    return [row for row in rows if point is None or row.end <= point]
