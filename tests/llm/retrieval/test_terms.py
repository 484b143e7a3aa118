"""Words of any language and script that are worth comparing."""

from personae.llm.retrieval import is_courtesy, is_personal, is_to_you, terms


class TestTerms:
    def test_leave_out_empty_words_and_inflection_of_the_texts_own_language(self) -> None:
        assert terms("The dogs were walking with my sisters.") == ["dog", "walk", "sist"]
        assert terms("Je suis allé à la plage avec mes sœurs") == ["all", "plag", "sœur"]

    def test_pair_letters_where_no_blanks_part_words(self) -> None:
        assert terms("我喜欢灯塔") == ["我喜", "喜欢", "欢灯", "灯塔"]
        assert set(terms("灯塔在哪里")) & set(terms("我喜欢灯塔")) == {"灯塔"}

    def test_take_anything_within_bounds(self) -> None:
        assert terms("") == terms(" \0 …") == []
        assert len(terms("word " * 1_000_000)) <= 2_000
        assert max(map(len, terms("x" * 10_000))) <= 40


class TestCourtesy:
    def test_is_a_greeting_or_thanks_and_little_else(self) -> None:
        for text in ("Hello!", "Good night, dear friend", "Thank you so much", "Bonjour !", "Guten Morgen"):
            assert is_courtesy(text), text
        for text in ("Hello, I lost my mother's ring by the harbour.", "The sea.", "", "hi " * 1_000):
            assert not is_courtesy(text), text


class TestPersons:
    def test_are_whoever_a_text_speaks_of(self) -> None:
        assert is_personal("Where did I leave it?") and not is_to_you("Where did I leave it?")
        assert is_to_you("What do you fear?") and not is_personal("What do you fear?")
