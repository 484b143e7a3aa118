"""The index over very many texts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from personae.llm.retrieval import bm25
from personae.llm.retrieval.concordance import Concordance, Reader, scores
from personae.llm.retrieval.language import language
from personae.llm.retrieval.question import content
from personae.llm.retrieval.words import folded

TEXTS = [
    "The lamp went out over the sea.",
    "Nobody lit the lamp again; the lamp was broken.",
    "A kettle sang.",
    "",
    "The sea took the boats, and the sea kept them.",
]
ENGLISH = language("en")


def parts(texts: list[str], *, cut: int = 3) -> list[Concordance]:
    reader = Reader(ENGLISH)
    return [reader.read(texts[:cut]), reader.read(texts[cut:])]


class TestScores:
    @given(st.lists(st.sampled_from(["lamp", "sea", "kettle", "boat", "whale"]), max_size=4))
    def test_are_those_of_bm25_over_the_same_words(self, words: list[str]) -> None:
        wants = [{word: 1.0} for word in words]
        found, _ = scores(parts(TEXTS), wants, np.ones(5, bool))
        expected = bm25.scores([content(folded(text), ENGLISH) for text in TEXTS], wants)
        assert found.tolist() == pytest.approx(expected, rel=1e-4)

    def test_let_texts_that_are_not_allowed_change_nothing(self) -> None:
        allowed = np.array([True, True, True, False, False])
        found, most = scores(parts(TEXTS), [{"lamp": 1.0}, {"sea": 1.0}], allowed)
        alone, most_alone = scores(parts(TEXTS[:3]), [{"lamp": 1.0}, {"sea": 1.0}], np.ones(3, bool))
        assert found[:3].tolist() == alone.tolist()
        assert found[3:].tolist() == [0.0, 0.0]
        assert most == most_alone

    def test_are_nothing_for_no_texts_or_no_wants(self) -> None:
        assert scores(parts(TEXTS), [], np.ones(5, bool))[0].tolist() == [0.0] * 5
        assert scores(parts(TEXTS), [{"lamp": 1.0}], np.zeros(5, bool))[1] == 0.0
        assert scores([Reader(ENGLISH).read([])], [{"lamp": 1.0}], np.zeros(0, bool))[0].tolist() == []


class TestReader:
    def test_finds_words_whatever_their_form(self) -> None:
        [part, _] = parts(TEXTS)
        texts, counts = part.holding("lamp")
        assert texts.tolist() == [0, 1]
        assert counts.tolist() == [1, 2]

    def test_knows_nothing_of_words_that_carry_no_topic(self) -> None:
        assert len(parts(TEXTS)[0].holding("the")[0]) == 0

    def test_is_smaller_than_the_text(self) -> None:
        words = [f"word{n % 977} and other{n % 89} words" for n in range(20_000)]
        assert Reader(ENGLISH).read(words).size_bytes < sum(map(len, words))
