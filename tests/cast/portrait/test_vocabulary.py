"""Richness of words, and words that are somebody's own."""

from personae.cast.portrait.vocabulary import favourites, mtld


class TestMtld:
    def test_is_higher_for_more_varied_words(self) -> None:
        poor = ["the", "sea", "is", "late"] * 30
        rich = [f"word{number % 60}" for number in range(120)]
        assert mtld(rich) > 3 * mtld(poor)

    def test_hardly_depends_on_length(self) -> None:
        some = [f"word{number % 17}" for number in range(200)]
        assert abs(mtld(some) - mtld(some * 4)) < 0.2 * mtld(some)

    def test_is_zero_for_no_words(self) -> None:
        assert mtld([]) == 0.0


class TestFavourites:
    def test_passes_over_words_used_once_or_twice(self) -> None:
        assert [word for word, _ in favourites({"tide": 2, "sea": 30}, {"bread": 50}, count=5)] == ["sea"]

    def test_needs_more_than_a_few_more_uses_to_be_far_beyond_chance(self) -> None:
        ((_, few),) = favourites({"tide": 4}, {"tide": 3, "bread": 100}, count=1)
        ((_, many),) = favourites({"tide": 40}, {"tide": 3, "bread": 100}, count=1)
        assert few < many
