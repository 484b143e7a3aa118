"""Words for what people are to each other."""

import pytest

from personae.cast.evidence.kinds import KINDS, fits, plain, seen_back


class TestSeenBack:
    @pytest.mark.parametrize(
        ("detail", "gender", "back"),
        [
            ("father", "F", "daughter"),
            ("husband", "F", "wife"),
            ("aunt", "M", "nephew"),
            ("friend", "F", "friend"),
            ("fiancé", "F", "fiancée"),
            ("admirer", "F", ""),
            ("secretary", "M", ""),
        ],
    )
    def test_turns_a_word_round(self, detail: str, gender: str, back: str) -> None:
        assert seen_back(detail, gender) == back

    def test_turns_every_word_of_kinship_into_one_that_fits(self) -> None:
        for detail in KINDS["family"]:
            assert fits(seen_back(plain(detail), "F"), "F") and fits(seen_back(plain(detail), "M"), "M")


class TestPlain:
    def test_has_one_word_for_a_parent_however_called(self) -> None:
        assert [plain(word) for word in ("papa", "mum", "sister")] == ["father", "mother", "sister"]


class TestFits:
    def test_rules_out_the_other_gender_alone(self) -> None:
        assert [fits("mamma", gender) for gender in "FM?"] == [True, False, True]
        assert [fits("cousin", gender) for gender in "FM?"] == [True, True, True]
