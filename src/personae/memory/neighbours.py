"""Which memories stand next to each other in a conversation."""

from bisect import bisect_left, insort
from typing import Final

NOBODY: Final = -1
TOGETHER_S: Final = 1800.0  # memories of one conversation further apart say nothing of each other

Seat = tuple[float, str, int]  # when it happened (s), the memory's id, its row
Link = tuple[int, int]  # a row and the one that comes next; either may be nobody


class Neighbours:
    """The memories of each conversation in the order they happened."""

    def __init__(self) -> None:
        self._seats: dict[str, list[Seat]] = {}

    def add(self, conversation_id: str, seat: Seat) -> list[Link]:
        """Seat a memory. Returns the links that hold from now on."""
        seats = self._seats.setdefault(conversation_id, [])
        insort(seats, seat)
        place = bisect_left(seats, seat)
        return [*_links(seats, place - 1), *_links(seats, place)]

    def remove(self, conversation_id: str, seat: Seat) -> list[Link]:
        """Take a memory away. Returns the links that hold instead."""
        seats = self._seats.get(conversation_id, [])
        place = bisect_left(seats, seat)
        if place == len(seats) or seats[place] != seat:
            return []
        del seats[place]
        if not seats:
            del self._seats[conversation_id]
        return _links(seats, place - 1)


def _links(seats: list[Seat], place: int) -> list[Link]:
    """The link between a place and the next; two loose ends where they are far apart."""
    one = seats[place] if place >= 0 and place < len(seats) else None
    other = seats[place + 1] if place + 1 < len(seats) else None
    if one and other and other[0] - one[0] <= TOGETHER_S:
        return [(one[2], other[2])]
    return [*([(one[2], NOBODY)] if one else []), *([(NOBODY, other[2])] if other else [])]
