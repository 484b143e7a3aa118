"""Whom a turn is said to."""

from personae.cast.evidence import addressees
from personae.cast.turn import Turn


def turn(**hints: object) -> Turn:
    return Turn([(0, 1, 0)], **hints)  # type: ignore[arg-type]


class TestAddressees:
    def test_hears_a_name_called(self) -> None:
        assert addressees([turn(addressed={4}), turn()], [1, 2]) == [4, 1]

    def test_gives_each_of_two_the_other(self) -> None:
        assert addressees([turn(), turn(), turn()], [1, 2, 1]) == [2, 1, 2]

    def test_looks_ahead_for_the_answer_to_the_first_turn(self) -> None:
        assert addressees([turn(gap=3), turn()], [1, 2]) == [2, 1]

    def test_goes_on_with_the_same_listener(self) -> None:
        assert addressees([turn(), turn(), turn(same_paragraph=True)], [1, 2, 2]) == [2, 1, 1]

    def test_takes_whoever_is_there_when_only_one_speaks(self) -> None:
        assert addressees([turn(present={1: 2.0, 7: 1.6})], [1]) == [7]
        assert addressees([turn(present={1: 2.0, 7: 0.2})], [1]) == [None]

    def test_knows_nobody_where_the_speaker_is_unknown(self) -> None:
        assert addressees([turn(addressed={4})], [None]) == [None]
