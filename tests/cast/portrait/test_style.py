"""How a character speaks."""

from cast.portrait.rows import lines
from personae.cast.portrait import style


class TestStyle:
    def test_measures_length_questions_and_exclamations(self) -> None:
        found = style(lines("Who goes there?", "Nobody at all!", "Come in.", "Sit."), [])
        assert (found.lines, found.words, found.mean_words) == (4, 9, 2.2)
        assert (found.questions, found.exclamations) == (0.25, 0.25)

    def test_finds_the_words_that_are_somebodys_own(self) -> None:
        own = lines(*["The tide is late and the tide is mine."] * 5)
        others = lines(*["The bread is late and the bread is mine."] * 5, by="c2")
        found = style(own, others)
        assert found.favourites[0].word == "tide"
        assert found.favourites[0].uses == 10
        assert found.favourites[0].places[0].start == own[0].start

    def test_finds_no_favourites_where_everybody_talks_alike(self) -> None:
        same = ["Come in and sit down, it is warm in here."] * 6
        assert style(lines(*same), lines(*same, by="c2")).favourites == ()

    def test_says_nothing_of_richness_after_a_few_words(self) -> None:
        assert style(lines("Come in."), []).richness is None
        assert style(lines(*["Come in and sit down by the fire."] * 10), []).richness is not None

    def test_is_surer_after_many_lines_and_not_at_all_after_none(self) -> None:
        assert style([], []).confidence == 0.0
        assert style(lines("Yes."), []).confidence < style(lines(*["Yes."] * 40), []).confidence
