"""What a vendor thinks of a text by its own rules of harm: asked for free, beside its models."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Judgement:
    """A vendor's view of a text, by its own names of categories. scores: 0..1.

    flagged: the categories that it holds for true, by thresholds of its own.
    """

    scores: Mapping[str, float]
    flagged: frozenset[str]


class Judge(Protocol):
    """A vendor that judges texts. `name`: as its models' provider is called."""

    name: str

    async def judge(self, text: str) -> Judgement:
        """Ask about one text. Raises the errors of `personae.llm.errors`."""
