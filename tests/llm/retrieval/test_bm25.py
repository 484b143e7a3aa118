"""Word scores."""

import math

import pytest

from personae.llm.retrieval.bm25 import K1, B, scores


class TestScores:
    def test_is_the_formula_that_it_names(self) -> None:
        texts = [["sea", "rock"], ["sea", "sea", "lamp", "oil"], ["oil"]]
        mean = 7 / 3
        rarity = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
        expected = [
            rarity * count * (K1 + 1) / (count + K1 * (1 - B + B * length / mean))
            for count, length in [(1, 2), (2, 4), (0, 1)]
        ]
        assert scores(texts, [{"sea": 1.0}]) == pytest.approx(expected)

    def test_values_the_rare_word_more(self) -> None:
        first, second, _ = scores([["sea"], ["oil"], ["sea"]], [{"sea": 1.0}, {"oil": 1.0}])
        assert second > first

    def test_counts_only_the_best_word_of_a_want(self) -> None:
        texts = [["love"], ["adore", "fond"], ["rock"]]
        both = scores(texts, [{"love": 1.0, "adore": 0.4, "fond": 0.4}])
        one = scores(texts, [{"love": 1.0, "adore": 0.4}])
        assert both == pytest.approx(one)
        assert both[0] > both[1] > both[2] == 0

    def test_gives_zeros_for_nothing(self) -> None:
        assert scores([], [{"sea": 1.0}]) == []
        assert scores([["sea"], []], []) == [0.0, 0.0]
        assert scores([[], []], [{"sea": 1.0}]) == [0.0, 0.0]
