"""Word scores from postings are those of BM25 over the texts themselves."""

import numpy as np
import pytest

from personae.llm.retrieval.bm25 import scores
from personae.llm.retrieval.postings import Postings

TEXTS = [["sea", "light", "sea"], ["stairs"], [], ["light", "stairs", "night", "kettle"], ["kettle"] * 9]


def filled() -> Postings:
    postings = Postings()
    assert [postings.add(text) for text in TEXTS] == list(range(len(TEXTS)))
    return postings


class TestScores:
    def test_are_bm25s(self) -> None:
        wants = ["light", "kettle", "unknown", "light"]
        expected = scores(TEXTS, [{word: 1.0} for word in dict.fromkeys(wants)])
        assert filled().scores(wants, np.ones(5, bool)) == pytest.approx(expected, abs=1e-5)

    def test_count_nothing_that_is_taken_off(self) -> None:
        is_there = np.array([True, True, False, True, False])
        found = filled().scores(["kettle", "sea"], is_there)
        left = [text for text, there in zip(TEXTS, is_there, strict=True) if there]
        assert found[is_there] == pytest.approx(scores(left, [{"kettle": 1.0}, {"sea": 1.0}]), abs=1e-5)
        assert not found[~is_there].any()

    def test_are_none_of_no_texts(self) -> None:
        assert len(Postings().scores(["sea"], np.zeros(0, bool))) == 0
        assert not filled().scores(["sea"], np.zeros(5, bool)).any()

    def test_come_with_a_size_that_grows(self) -> None:
        postings = filled()
        before = postings.size_bytes
        postings.add(["a", "b", "c"])
        assert postings.size_bytes > before > 0
