"""Text without case or accents."""

import pytest

from personae.platform.folding import fold


class TestFold:
    @pytest.mark.parametrize(
        ("written", "sought"),
        [
            ("Élan", "elan"),
            ("E\u0301LAN", "élan"),
            ("STRASSE", "straße"),
            ("İstanbul", "istanbul"),
            ("ΣΊΣΥΦΟΣ", "σισυφος"),
            ("Ёлка", "елка"),
            ("שָׁלוֹם", "שלום"),
            ("مُحَمَّد", "محمد"),
            ("ＡＢＣ", "abc"),
            ("ﬁne", "fine"),
        ],
    )
    def test_makes_case_and_accents_equal(self, written: str, sought: str) -> None:
        assert fold(written) == fold(sought)

    @pytest.mark.parametrize(("one", "other"), [("हिंदी", "हदी"), ("が", "か"), ("ö", "p")])
    def test_keeps_apart_what_is_another_sound(self, one: str, other: str) -> None:
        assert fold(one) != fold(other)

    @pytest.mark.parametrize("text", ["", "Ǆ ß ﷺ ϓ", "한국어", "👩🏽‍🚀", "e\u0301\u0327"])
    def test_changes_nothing_the_second_time(self, text: str) -> None:
        assert fold(fold(text)) == fold(text)
