"""The score of our own story against the last one on record."""

from pathlib import Path

import pytest

from evals import history
from evals.card import Card, Row
from evals.cast import own_story, score_text
from personae.cast import MODES, Mode

FIGURES = {"accuracy": 0.8, "detection_f1": 0.9, "alias_f1": 0.9, "gender": 1.0}


class TestOwnStory:
    @pytest.mark.parametrize("mode", MODES)
    def test_has_lost_no_point_since_the_last_record(self, mode: Mode) -> None:
        before = history.last(mode)
        assert before is not None
        now = score_text(own_story(), mode).figures
        assert history.drops(before, now) == {}


class TestDrops:
    def test_lets_a_point_pass_and_no_more(self) -> None:
        assert history.drops(FIGURES, {**FIGURES, "accuracy": 0.7901}) == {}
        assert history.drops(FIGURES, {**FIGURES, "accuracy": 0.789}) == {"accuracy": (0.8, 0.789)}

    def test_has_nothing_against_a_rise(self) -> None:
        assert history.drops(FIGURES, {**FIGURES, "accuracy": 0.95}) == {}


class TestLast:
    def test_is_none_before_the_first_record(self, tmp_path: Path) -> None:
        assert history.last("quick", tmp_path / "history.jsonl") is None

    def test_is_the_last_of_the_same_mode(self, tmp_path: Path) -> None:
        path = tmp_path / "history.jsonl"
        for mode, accuracy in (("quick", 0.5), ("quick", 0.6), ("careful", 0.9)):
            row = Row({**FIGURES, "accuracy": accuracy}, {})
            history.append(Card(mode, {"a novel": row}, row), why="a change", path=path)  # type: ignore[arg-type]
        found = history.last("quick", path)
        assert found is not None and found["accuracy"] == 0.6
