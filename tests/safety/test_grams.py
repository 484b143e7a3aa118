"""Hashed features: the same everywhere, and the same as one by one."""

import numpy as np
import pytest

from personae.safety.grams import SIZE, char_grams, flatten, weigh, word_grams

HELLO = [80103, 166413, 97252]


class TestFlatten:
    def test_makes_small_letters_zeros_and_single_spaces(self) -> None:
        assert flatten("  Room 101,\n\tPLEASE ") == "room 000, please"


class TestCharGrams:
    def test_are_all_runs_of_two_to_five(self) -> None:
        assert len(char_grams("abc")) == 4 + 3 + 2 + 1

    def test_of_a_part_are_among_those_of_the_whole(self) -> None:
        assert set(char_grams("abcd")[1:2]) <= set(char_grams("xxabcdxx"))

    def test_of_nothing_are_next_to_none(self) -> None:
        assert len(char_grams("")) == 1


class TestWordGrams:
    def test_are_words_pairs_threes_and_words_about_one(self) -> None:
        assert len(word_grams("to be or not")) == 4 + 3 + 2 + 2

    def test_do_not_depend_on_what_stands_before(self) -> None:
        alone = set(word_grams("night").tolist())
        assert alone <= set(word_grams("a dark and stormy night").tolist())

    def test_tell_orders_of_words_apart(self) -> None:
        assert set(word_grams("dog bites man").tolist()) != set(word_grams("man bites dog").tolist())

    def test_of_nothing_are_none(self) -> None:
        assert len(word_grams("")) == 0

    def test_never_change(self) -> None:
        # Weights are kept by bucket: another number here means that every model must be trained anew.
        assert word_grams("hello world").tolist() == HELLO


class TestWeigh:
    def test_counts_what_is_repeated_once_and_a_little_more(self) -> None:
        where, much = weigh(np.array([5, 5, 9], dtype=np.uint32))
        assert where.tolist() == [5, 9]
        assert much.tolist() == pytest.approx([1.693, 1.0], abs=1e-3)
        assert where.max() < SIZE
