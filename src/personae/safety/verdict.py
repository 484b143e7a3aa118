"""What moderation says of a text: a score and a flag for each category."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Category = Literal["hate", "harassment", "sexual", "sexual_minors", "self_harm", "violence"]
CATEGORIES: tuple[Category, ...] = get_args(Category)


@dataclass(frozen=True, slots=True)
class Finding:
    """How much a text looks like a category. score: 0..1; is_flagged: at the shipped threshold."""

    score: float
    is_flagged: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found of every category."""

    by_category: Mapping[Category, Finding]

    @property
    def score(self) -> float:
        """The highest score of any category, 0..1."""
        return max(each.score for each in self.by_category.values())

    @property
    def is_flagged(self) -> bool:
        """Whether any category is flagged."""
        return any(each.is_flagged for each in self.by_category.values())
