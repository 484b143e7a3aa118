"""The area under the ROC curve."""

import math

import pytest

from evals.scoring.curves import auroc


class TestAuroc:
    @pytest.mark.parametrize(
        ("scores", "wanted", "area"),
        [
            ([0.1, 0.2, 0.8, 0.9], [False, False, True, True], 1.0),
            ([0.9, 0.8, 0.2, 0.1], [False, False, True, True], 0.0),
            ([0.5, 0.5, 0.5, 0.5], [False, True, False, True], 0.5),
            ([0.1, 0.4, 0.35, 0.8], [False, False, True, True], 0.75),
        ],
    )
    def test_is_how_often_a_wanted_text_scores_higher(
        self, scores: list[float], wanted: list[bool], area: float
    ) -> None:
        assert auroc(scores, wanted) == pytest.approx(area)

    def test_is_no_number_where_one_kind_is_missing(self) -> None:
        assert math.isnan(auroc([0.1, 0.2], [True, True]))
