"""Quotation marks and which way they turn."""

import pytest

from personae.cast.marks import CLOSE, EITHER, OPEN, marks_in


def turns(text: str, name: str, *, inverted: bool = False) -> list[str]:
    return [mark.turn for mark in marks_in(text, name, inverted=inverted)]


class TestMarksIn:
    def test_turns_straight_marks_towards_the_words_they_lean_on(self) -> None:
        assert turns('He said "no" twice.', "straight") == [OPEN, CLOSE]

    def test_leaves_open_what_a_straight_mark_between_letters_is(self) -> None:
        assert turns('no"yes', "straight") == [EITHER]

    @pytest.mark.parametrize(
        ("text", "name"), [("„Komm!“ rief sie.", "low-high"), ("“Komm!“ rief sie.", "curly")]
    )
    def test_closes_with_a_mark_that_leans_back_on_a_word(self, text: str, name: str) -> None:
        assert turns(text, name) == [OPEN, CLOSE]

    def test_takes_the_outer_of_two_pairs_of_corners(self) -> None:
        assert turns("「彼は『いいえ』と言った」と彼女は答えた。", "corner") == [OPEN, CLOSE]

    def test_opens_behind_a_dash(self) -> None:
        assert turns("He stopped--“‘Tis she”--and fell.", "curly") == [OPEN, CLOSE]

    def test_leaves_pairs_within_a_pair_out(self) -> None:
        assert turns("« Un « deux » trois » et « quatre »", "guillemets") == [OPEN, CLOSE, OPEN, CLOSE]

    def test_keeps_all_marks_where_one_has_no_fellow(self) -> None:
        assert turns("« Un « deux » trois", "guillemets") == [OPEN, OPEN, CLOSE]

    def test_turns_guillemets_inwards(self) -> None:
        assert turns("»Komm«", "guillemets", inverted=True) == [OPEN, CLOSE]

    def test_finds_none_by_a_name_of_no_marks(self) -> None:
        assert marks_in("—Come in, “he” said.", "dash") == marks_in("“Come in.”", "") == []
