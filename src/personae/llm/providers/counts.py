"""How many tokens a vendor says that a call took, which is a stranger's word like any other."""

from typing import Final

MOST: Final = 100_000_000  # a hundred times the longest prompts there are


def count(told: object) -> int | None:
    """A number of tokens, 0..MOST; None for what cannot be one, so that it is counted here instead.

    A server that told of fewer than none would make a budget grow, and no database keeps 1e30.
    """
    if isinstance(told, bool) or not isinstance(told, int | float):
        return None
    return int(told) if 0 <= told <= MOST and told == int(told) else None
