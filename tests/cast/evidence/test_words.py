"""Words as everything counts them."""

from personae.cast.evidence.words import words_of


class TestWordsOf:
    def test_keeps_apostrophes_and_drops_the_rest(self) -> None:
        assert words_of("Don’t, Tom—it's 4 o'clock!") == ["don't", "tom", "it's", "o'clock"]
