"""Telling which language a message is in."""

import pytest

from personae.safety import language


class TestLanguage:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("Where were you when the storm broke?", "en"),
            ("Wo warst du, als der Sturm losbrach?", "de"),
            ("Où étais-tu quand l'orage a éclaté ?", "fr"),
            ("¿Dónde estabas cuando empezó la tormenta?", "es"),
            ("Dov'eri quando è scoppiato il temporale?", "it"),
            ("Где ты был, когда началась буря?", "ru"),
            ("嵐が来たとき、どこにいましたか。", "ja"),
            ("폭풍이 왔을 때 어디 있었어요?", "ko"),
            ("暴风雨来的时候你在哪里？", "zh"),
            ("Πού ήσουν όταν ξέσπασε η καταιγίδα;", "el"),
            ("WHERE WERE YOU WHEN THE STORM BROKE?", "en"),
            ("Wo warst du gestern? https://example.com/the/old/house @johnsmith", "de"),
        ],
    )
    def test_knows_a_sentence(self, text: str, code: str) -> None:
        assert language(text).code == code

    @pytest.mark.parametrize("text", ["", "   ", "?!", "12345", "🙂🙂", "https://example.com", "x"])
    def test_does_not_guess_without_letters(self, text: str) -> None:
        assert language(text) == type(language(""))("und", 0.0)

    def test_is_less_sure_of_a_word_than_of_a_sentence(self) -> None:
        assert language("Haus").confidence < language("Das alte Haus stand am Ende der Straße.").confidence

    def test_looks_at_the_beginning_alone(self) -> None:
        assert (
            language("The old house stood at the end of the street. " * 30 + "Das Haus. " * 100_000).code
            == "en"
        )
