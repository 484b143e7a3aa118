"""Words, folded and stemmed."""

import pytest

from personae.llm.retrieval.language import language
from personae.llm.retrieval.words import folded, split, stem


class TestFolded:
    def test_drops_case_accents_and_curls(self) -> None:
        assert folded("L’Été _STRASSE_ Straße") == "l'ete  strasse  strasse"


class TestSplit:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("l'ete d'une femme", ["ete", "une", "femme"]),
            ("john's hat, don't!", ["john", "hat", "dont"]),
            ("dell'arte 'quoted' 42", ["arte", "quoted", "42"]),
            ("о море", ["о", "море"]),
            ("", []),
        ],
    )
    def test_gives_words_without_what_clings_to_them(self, text: str, words: list[str]) -> None:
        assert split(text) == words


class TestStem:
    @pytest.mark.parametrize(
        ("code", "forms"),
        [
            ("en", "love loved loves loving"),
            ("en", "marry married marries"),
            ("en", "stop stopped stopping stops"),
            ("fr", "aimer aime aimez aiment aimait"),
            ("de", "lieben liebe liebst liebt liebte"),
            ("es", "hablar habla hablan hablando hablaba"),
            ("it", "parlare parla parlano parlando parlava"),
        ],
    )
    def test_joins_the_forms_of_a_word(self, code: str, forms: str) -> None:
        suffixes = language(code).suffixes
        assert len({stem(form, suffixes) for form in forms.split()}) == 1

    def test_leaves_three_letters(self) -> None:
        assert stem("sees", ("ees", "es", "s")) == "see"
        assert stem("a", ("a",)) == "a"
