"""Scoring a reading against an annotated story."""

import pytest

from evals.story import score

ANN = {"id": "ann", "name": "Ann Hale", "aliases": ["Ann Hale", "Ann"], "gender": "F"}
TOM = {"id": "tom", "name": "Tom", "aliases": ["Tom"], "gender": "M"}
GOLD = {
    "characters": [ANN, TOM],
    "quotes": [{"start": 0, "end": 10, "speaker": "ann"}, {"start": 20, "end": 30, "speaker": "tom"}],
}


class TestScore:
    def test_gives_full_marks_to_the_annotation_itself(self) -> None:
        assert list(score(GOLD, GOLD).values()) == pytest.approx([1.0] * 7)

    def test_counts_a_quotation_only_where_half_of_both_is_shared(self) -> None:
        near = {"start": 1, "end": 11, "speaker": "ann"}
        far = {"start": 29, "end": 60, "speaker": "tom"}
        row = score({**GOLD, "quotes": [near, far]}, GOLD)
        assert row["detection_f1"] == pytest.approx(0.5)
        assert row["accuracy"] == 0.5

    def test_counts_whoever_is_found_and_is_nobody(self) -> None:
        nobody = {"id": "x", "name": "Monday", "aliases": ["Monday"], "gender": "?"}
        row = score({**GOLD, "characters": [ANN, TOM, nobody]}, GOLD)
        assert row["character_precision"] == pytest.approx(2 / 3)
        assert row["character_recall"] == 1.0

    def test_counts_a_person_split_in_two_once(self) -> None:
        half = {"id": "c1", "name": "Ann", "aliases": ["Ann"], "gender": "F"}
        other = {"id": "c2", "name": "Ann Hale", "aliases": ["Ann Hale"], "gender": "F"}
        row = score({**GOLD, "characters": [half, other, TOM]}, GOLD)
        assert row["character_precision"] == pytest.approx(2 / 3)
        assert row["alias_recall"] == pytest.approx(2 / 3)
        assert row["alias_precision"] == pytest.approx(2 / 3)

    def test_forgives_articles_and_the_shape_of_apostrophes(self) -> None:
        host = {"id": "host", "name": "l’oste", "aliases": ["l’oste"], "gender": "M"}
        found = {"id": "c1", "name": "oste", "aliases": ["oste"], "gender": "M"}
        row = score({"characters": [found], "quotes": []}, {"characters": [host], "quotes": []})
        assert row["character_recall"] == 1.0

    def test_takes_an_unknown_gender_for_a_wrong_one(self) -> None:
        row = score({**GOLD, "characters": [{**ANN, "gender": "?"}, TOM]}, GOLD)
        assert row["gender"] == 0.5
