"""Stopping at a point in the book."""

from cast.portrait.rows import line
from personae.cast.portrait import until


class TestUntil:
    def test_leaves_out_what_ends_behind_the_point(self) -> None:
        rows = [line("One.", at=0), line("Two.", at=10), line("Three.", at=20)]
        assert until(rows, 14) == rows[:2]
        assert until(rows, 13) == rows[:1]

    def test_keeps_everything_without_a_point(self) -> None:
        rows = [line("One.", at=0), line("Two.", at=10)]
        assert until(rows, None) == rows
