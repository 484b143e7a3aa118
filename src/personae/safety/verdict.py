"""What moderation says of a text: a score and a flag for each category."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Literal, get_args

Category = Literal["hate", "harassment", "sexual", "sexual_minors", "self_harm", "violence", "profanity"]
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
        """How likely any category that can do harm is, 0..1: strong language alone is not one."""
        return self.score_of([name for name in self.by_category if name != "profanity"])

    def score_of(self, names: Sequence[Category]) -> float:
        """How likely any of some categories is, 0..1, as if each came about by itself."""
        return 1 - prod(1 - self.by_category[name].score for name in names)

    @property
    def is_flagged(self) -> bool:
        """Whether any category that can do harm is flagged."""
        return any(each.is_flagged for name, each in self.by_category.items() if name != "profanity")
