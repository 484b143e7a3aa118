"""The parts of the training of feelings that need no card: corpus, invented texts, thresholds."""

import numpy as np
import pytest

from evals.train.feelings.corpus import FOLDS, Texts, Vocabulary, prepare
from evals.train.feelings.inventing import LONGEST, invent
from evals.train.feelings.limits import LEAST, f1, thresholds

PIECES = [
    "<s>",
    "<pad>",
    "</s>",
    "[UNK]",
    "(",
    ")",
    "[",
    "]",
    "name",
    "laughing",
    "link",
    "so",
    "sad",
    "un",
    "##sad",
]
PIECES += ["i", "am", "'", "m", "!", "alice"]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Texts, Vocabulary]:
    folder = tmp_path_factory.mktemp("corpus")
    rows = "I'm so sad [NAME]!!\t25\ta\nI'm so unsad 😂\t1,17\tb\nI'm so sad [NAME]!!\t25\tc\n"
    (folder / "train.tsv").write_text(rows, encoding="utf-8")
    (folder / "rated.csv").write_text(
        "id,split,V,A,D,text\n1,train,1,2,3,so sad\n2,dev,5,5,5,so unsad\n3,train,2,2,2,I am\n",
        encoding="utf-8",
    )
    return prepare(folder / "train.tsv", folder / "rated.csv", PIECES)


class TestPrepare:
    def test_reads_training_rows_alone(self, prepared: tuple[Texts, Vocabulary]) -> None:
        texts, _ = prepared
        assert (texts.commented, len(texts.ids)) == (3, 5)
        assert texts.vad.tolist() == [[1, 2, 3], [2, 2, 2]]
        assert np.flatnonzero(texts.labels[1]).tolist() == [1, 17]

    def test_keeps_texts_that_are_alike_in_one_fold(self, prepared: tuple[Texts, Vocabulary]) -> None:
        texts, _ = prepared
        assert texts.folds[0] == texts.folds[2]
        assert set(texts.folds.tolist()) <= set(range(FOLDS))

    def test_makes_frequent_words_tokens_and_spells_all_for_the_teacher(
        self, prepared: tuple[Texts, Vocabulary]
    ) -> None:
        texts, words = prepared
        named = [words.tokens[at] for at in texts.ids[0]]
        assert named == ["i'm", "so", "sad", "[name]", "!!"]
        assert [PIECES[at] for at in texts_spelled(texts, words, 0)] == [
            *("i", "'", "m", "so", "sad", "[", "name", "]", "!", "!")
        ]
        assert [PIECES[at] for at in texts_spelled(texts, words, 1)][-3:] == ["(", "laughing", ")"]


def texts_spelled(texts: Texts, words: Vocabulary, row: int) -> list[int]:
    """The teacher's pieces of a text."""
    return [int(piece) for at in texts.ids[row] for piece in words.spelled[at]]


class TestInvent:
    def test_makes_the_same_texts_each_time_and_knows_their_folds(
        self, prepared: tuple[Texts, Vocabulary]
    ) -> None:
        one, other = invent(*prepared, 300), invent(*prepared, 300)
        assert all(np.array_equal(a, b) for a, b in zip(one.ids, other.ids, strict=True))
        assert one.folds.shape == (300, 2)

    def test_makes_texts_that_fit_and_have_a_look_for_each_token(
        self, prepared: tuple[Texts, Vocabulary]
    ) -> None:
        made = invent(*prepared, 300)
        assert all(0 < len(ids) <= LONGEST for ids in made.ids)
        assert [len(ids) for ids in made.ids] == [len(looks) for looks in made.looks]
        assert max(int(ids.max()) for ids in made.ids) < len(prepared[1].tokens)


class TestThresholds:
    def test_parts_what_is_there_from_what_is_not(self) -> None:
        true = np.array([[1, 0]] * 50 + [[0, 0]] * 50, np.float32)
        chances = np.array([[0.6, 0.001]] * 50 + [[0.2, 0.001]] * 50, np.float32)
        limits = thresholds(true, chances)
        assert 0.2 < limits[0] <= 0.6
        assert limits[1] >= LEAST

    def test_takes_the_middle_of_a_good_stretch_rather_than_a_lucky_peak(self) -> None:
        chance = np.random.default_rng(3)
        true = (chance.random(400) < 0.3).astype(np.float32)
        chances = np.clip(0.3 * true + 0.4 * chance.random(400), 0, 1).astype(np.float32)
        limit = thresholds(true[:, None], chances[:, None])[0]
        best = max(f1(true, chances >= at) for at in np.linspace(0.05, 0.7, 200))
        assert f1(true, chances >= limit) > best - 0.05


class TestF1:
    def test_counts_twice_what_is_right(self) -> None:
        assert f1(np.array([1, 1, 0], np.float32), np.array([True, False, True])) == 0.5
        assert f1(np.zeros(2, np.float32), np.zeros(2, bool)) == 0
