"""Which passages a character was there for."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from personae.characters.witness import GAP, REACH, Part, Sign, witnessed


def speaks(*passages: int, chapter: int = 0) -> list[Sign]:
    return [Sign(passage, chapter, Part.SPEAKS) for passage in passages]


def acts(*passages: int, chapter: int = 0) -> list[Sign]:
    return [Sign(passage, chapter, Part.ACTS) for passage in passages]


class TestWitnessed:
    def test_is_there_where_it_speaks_or_is_spoken_to(self) -> None:
        assert witnessed(speaks(3)) == [(3, 3)]

    def test_stays_between_two_lines_of_one_scene(self) -> None:
        assert witnessed(speaks(3, 3 + GAP)) == [(3, 3 + GAP)]

    def test_is_not_there_in_a_long_silence(self) -> None:
        assert witnessed(speaks(3, 4 + GAP)) == [(3, 3), (4 + GAP, 4 + GAP)]

    def test_does_not_stay_over_the_end_of_a_chapter(self) -> None:
        assert witnessed(speaks(3) + speaks(4, chapter=1)) == [(3, 3), (4, 4)]

    def test_comes_and_goes_with_what_it_does_beside_its_lines(self) -> None:
        assert witnessed(acts(8) + speaks(10) + acts(12, 14)) == [(8, 14)]

    def test_is_not_there_for_a_deed_far_from_its_lines(self) -> None:
        assert witnessed(acts(10 - REACH - 1) + speaks(10)) == [(10, 10)]

    def test_is_there_where_it_acts_again_and_again_without_a_word(self) -> None:
        assert witnessed(acts(1, 2, 4)) == [(1, 4)]
        assert witnessed(acts(1, 2)) == []

    def test_counts_a_passage_once_however_often_it_shows_the_character(self) -> None:
        assert witnessed(acts(1, 1, 1) + acts(2)) == []
        assert witnessed(acts(5) + speaks(5)) == [(5, 5)]

    def test_is_nowhere_without_a_sign(self) -> None:
        assert witnessed([]) == []

    @given(st.lists(st.tuples(st.integers(0, 60), st.sampled_from(Part)), max_size=40))
    def test_names_every_line_once_and_in_order(self, places: list[tuple[int, Part]]) -> None:
        found = witnessed(Sign(passage, passage // 20, part) for passage, part in places)
        assert found == sorted(found)
        assert all(one[1] < other[0] for one, other in pairwise(found))
        for passage, part in places:
            if part is Part.SPEAKS:
                assert any(first <= passage <= last for first, last in found)
        assert all(first // 20 == last // 20 for first, last in found)
