"""What an appraisal keeps, and how it comes back."""

import json

import pytest

from personae.cast import LABELS, Appraisal

JOY = Appraisal({"joy": 0.8, "love": 0.3}, 0.5, 0.25, 0.1, 0.8)


class TestAppraisal:
    def test_names_the_strongest_emotion(self) -> None:
        assert JOY.emotion == "joy"

    def test_comes_back_from_json(self) -> None:
        assert Appraisal.from_json(json.loads(json.dumps(JOY.to_json()))) == JOY

    def test_is_strongest_first_whatever_order_a_database_gives(self) -> None:
        kept = {**JOY.to_json(), "emotions": {"love": 0.3, "joy": 0.8}}
        assert list(Appraisal.from_json(kept).emotions) == ["joy", "love"]

    @pytest.mark.parametrize(
        "spoilt",
        [{"emotions": {}}, {"emotions": {"glee": 1}}, {"emotions": 3}, {"valence": "low"}, {"arousal": None}],
    )
    def test_refuses_what_is_no_appraisal(self, spoilt: dict[str, object]) -> None:
        with pytest.raises(ValueError, match="kept appraisal"):
            Appraisal.from_json({**JOY.to_json(), **spoilt})


class TestLabels:
    def test_are_the_28_of_goemotions(self) -> None:
        assert len(set(LABELS)) == 28
        assert (LABELS[0], LABELS[27]) == ("admiration", "neutral")
