"""The ranking: what counts, how much, and that it says so."""

from dataclasses import replace

import numpy as np
import pytest

from personae.memory import Weights
from personae.memory.recall import Signs, congruence, rank

N = 6
NONE = np.zeros(N, np.float32)
NO = np.zeros(N, bool)
NOBODY = np.full(N, -1)
SIGNS = Signs(NONE, NONE, NONE, NONE + 1e6, NONE, NONE, NO, NO, NOBODY, NOBODY)
ALL = np.ones(N, bool)


def of(row: int, value: float = 1.0) -> "np.ndarray[tuple[int], np.dtype[np.float32]]":
    found = NONE.copy()
    found[row] = value
    return found


def rows(signs: Signs, *, limit: int = N, weights: Weights | None = None) -> list[int]:
    return [each.row for each in rank(signs, weights=weights or Weights(), allowed=ALL, limit=limit)]


class TestRank:
    def test_gives_nothing_where_nothing_has_to_do_with_the_question(self) -> None:
        assert rows(replace(SIGNS, importance=NONE + 1, age_h=NONE)) == []
        assert rows(replace(SIGNS, meaning=NONE + 0.15)) == []

    def test_sums_what_each_sign_adds_and_says_so(self) -> None:
        signs = replace(SIGNS, words=of(2, 8.0), meaning=of(2, 0.5), importance=of(2, 0.5))
        [found] = rank(signs, weights=Weights(), allowed=ALL, limit=3)
        assert found.row == 2
        assert found.parts == pytest.approx({"meaning": 1.0, "words": 1.0, "importance": 0.15})
        assert found.score == pytest.approx(sum(found.parts.values()), abs=1e-3)

    @pytest.mark.parametrize(
        ("sign", "better"),
        [
            ("spoken", of(4)),
            ("importance", of(4)),
            ("congruence", of(4)),
            ("age_h", NONE + 1e6 - of(4, 1e6)),
            ("is_pinned", of(4) > 0),
            ("is_resolved", of(4) == 0),
        ],
    )
    def test_prefers_among_equals_what_a_sign_speaks_for(self, sign: str, better: object) -> None:
        equals = replace(SIGNS, words=NONE + 2)
        assert rows(equals, limit=1) == [0]
        assert rows(replace(equals, **{sign: better}), limit=1) == [4]

    def test_gives_what_is_pinned_though_it_has_nothing_to_do_with_it(self) -> None:
        assert rows(replace(SIGNS, is_pinned=of(3) > 0)) == [3]

    def test_lets_neighbours_lend_each_other_meaning_and_words(self) -> None:
        before = np.array([-1, 0, 1, -1, -1, -1])
        after = np.array([1, 2, -1, -1, -1, -1])
        assert rows(replace(SIGNS, words=of(1, 5.0), before=before, after=after)) == [1, 2, 0]

    def test_leaves_out_what_is_not_allowed(self) -> None:
        found = rank(replace(SIGNS, words=NONE + 1), weights=Weights(), allowed=of(5) > 0, limit=9)
        assert [each.row for each in found] == [5]

    def test_is_the_same_each_time_and_keeps_the_order_of_equals(self) -> None:
        signs = replace(SIGNS, words=NONE + 1)
        assert rows(signs) == rows(signs) == list(range(N))
        assert rows(signs, limit=2) == [0, 1]

    def test_takes_a_clock_that_was_put_back(self) -> None:
        [found] = rank(replace(SIGNS, words=of(0), age_h=NONE - 5), weights=Weights(), allowed=ALL, limit=1)
        assert found.parts["recency"] == Weights().recency

    def test_of_nothing_is_nothing(self) -> None:
        nothing = Signs(*(array[:0] for array in (NONE,) * 6), NO[:0], NO[:0], NOBODY[:0], NOBODY[:0])
        assert rank(nothing, weights=Weights(), allowed=NO[:0], limit=3) == []


class TestCongruence:
    def test_is_how_alike_two_feelings_are_by_their_strength(self) -> None:
        felt = np.array([[0.8, 0.2, 0], [-0.8, -0.2, 0], [0, 0, 0]], np.float32)
        strong = np.array([1, 1, 1], np.float32)
        found = congruence(felt, strong, (0.8, 0.2, 0.0))
        assert found[0] > 0.8 and found[1] < -0.8 and found[2] == 0
        assert congruence(felt, strong / 2, (0.8, 0.2, 0.0))[0] == pytest.approx(found[0] / 2)
        assert not congruence(felt, strong, None).any()
        assert not congruence(felt, strong, (0.0, 0.0, 0.0)).any()


class TestWeights:
    def test_are_the_usual_ones_but_for_wishes(self) -> None:
        assert Weights.of({"recency": 0.5}) == replace(Weights(), recency=0.5)
        with pytest.raises(ValueError, match="no weight colour"):
            Weights.of({"colour": 1.0})
