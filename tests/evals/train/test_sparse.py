"""The trainer of the small models, and how texts are kept together."""

import numpy as np

from evals.train.bags import folds, groups
from evals.train.sparse import Rows, fit


def rows() -> Rows:
    one = np.ones(1, dtype=np.float32)
    found = [(np.array([number % 2]), one) for number in range(40)]
    return Rows.of(found, np.zeros((40, 1), dtype=np.float32), columns=2)


class TestFit:
    def test_learns_which_column_tells(self) -> None:
        wanted = np.array([float(number % 2) for number in range(40)])
        weights, bias = fit(rows(), wanted, strength=10.0, much=np.ones(40))
        logits = rows().times(weights) + bias
        assert ((logits > 0) == (wanted > 0)).all()

    def test_stands_where_the_slope_is_nought(self) -> None:
        wanted = np.array([float(number % 2 or number % 10 == 0) for number in range(40)])
        weights, bias = fit(rows(), wanted, strength=3.0, much=np.ones(40), steps=200)
        shares = 1 / (1 + np.exp(-(rows().times(weights) + bias)))
        assert abs((shares - wanted).sum()) < 0.05
        assert np.abs(3.0 * rows().back(shares - wanted) + weights).max() < 0.1

    def test_leaves_out_what_counts_for_nothing(self) -> None:
        wanted = np.array([1.0] * 20 + [0.0] * 20)
        much = np.array([1.0] * 20 + [0.0] * 20)
        weights, bias = fit(rows(), wanted, strength=1.0, much=much)
        assert (rows().times(weights) + bias > 0).all()


class TestGroups:
    def test_keep_like_texts_together(self) -> None:
        texts = [
            "the old house stood by the sea and slept",
            "The old house stood by the sea and woke",
            "good day",
        ]
        found = groups(texts, words=3)
        assert found[0] == found[1] != found[2]


class TestFolds:
    def test_keep_a_group_in_one_fold_and_are_of_like_size(self) -> None:
        together = np.array([0] * 5 + [1] * 5 + list(range(10, 20)))
        found = folds(together, 4, seed=1)
        assert len(set(found[:5].tolist())) == 1
        assert np.bincount(found).tolist() == [5, 5, 5, 5]
