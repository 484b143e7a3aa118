"""What a teller who says "I" is called by others: the names they answer to."""

from collections import Counter
from collections.abc import Sequence

MOST_NAMES = 2_000


class Teller:
    """Follows paragraphs in order and weighs the names people are called by beside a teller's own words."""

    def __init__(self) -> None:
        self.weights: Counter[str] = Counter()  # how often "I" answers to a name, less how often "I" says it
        self.heard: list[str] = []
        self.was_first = False

    def listen(self, called: Sequence[str], *, first: bool) -> None:
        """Take the names called in the quotations of a paragraph; first: the teller speaks in it."""
        if first:
            self.weights.subtract(called)
            self.weights.update(self.heard)
        elif self.was_first:
            self.weights.update(called)
        self.heard = [] if first else list(called)
        self.was_first = first
        if len(self.weights) > MOST_NAMES:
            self.weights = Counter(dict(self.weights.most_common(MOST_NAMES // 2)))
