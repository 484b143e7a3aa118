"""Identifiers and the clock."""

import time
from datetime import UTC

from personae.platform.clock import now
from personae.platform.ids import ALPHABET, new_id, new_secret


class TestNewId:
    def test_has_26_characters_that_are_safe_in_a_url(self) -> None:
        made = new_id()
        assert len(made) == 26
        assert set(made) <= set(ALPHABET)

    def test_is_never_the_same_twice(self) -> None:
        assert len({new_id() for _ in range(10_000)}) == 10_000

    def test_sorts_by_the_moment_it_was_made(self) -> None:
        made = []
        for _ in range(5):
            made.append(new_id())
            before = time.time_ns() // 1_000_000
            while time.time_ns() // 1_000_000 == before:
                pass
        assert made == sorted(made)


class TestNewSecret:
    def test_holds_256_bits_and_differs_each_time(self) -> None:
        made = {new_secret() for _ in range(100)}
        assert len(made) == 100
        assert min(map(len, made)) >= 43


class TestNow:
    def test_is_aware_and_in_utc(self) -> None:
        assert now().tzinfo is UTC
