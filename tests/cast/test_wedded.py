"""Names before and after a wedding."""

import pytest

from personae.cast import blocks_of, read
from personae.cast.grammar import grammar_for
from personae.cast.wedded import Wedding, weddings

TALK = '"Yes," said {one}. "No," said {two}. So {one} sat down, and {two} left.\n\n'


def told(text: str, language: str = "en") -> list[Wedding]:
    return list(weddings(text, grammar_for(language)))


class TestWeddings:
    @pytest.mark.parametrize(
        ("text", "born"),
        [
            ("There came Miss Hale, now Mrs. Grey, with her dog.", "Miss Hale"),
            ("There came Mrs. Grey, née Hale, with her dog.", "Hale"),
            ("That spring Ann Hale became Mrs. Grey at last.", "Ann Hale"),
        ],
    )
    def test_hears_both_names(self, text: str, born: str) -> None:
        assert told(text) == [Wedding(born, "Mrs Grey")]

    def test_hears_whom_somebody_married(self) -> None:
        assert told("Then Ann had married Mr. Grey.") == [Wedding("Ann", "Mr Grey", is_husband=True)]

    def test_hears_it_in_german(self) -> None:
        assert told("Da kam Frau Grau, geborene Stein, herein.", "de") == [Wedding("Stein", "Frau Grau")]

    @pytest.mark.parametrize(
        "text",
        [
            "Had Ann married Mr. Grey, all would be well.",
            "Then Ann became Mrs. Grey's friend.",
            "Ann is now Captain of the ship.",
            "She was married on Monday.",
        ],
    )
    def test_hears_nothing_else(self, text: str) -> None:
        assert told(text) == []


class TestJoinWedded:
    @pytest.mark.parametrize(
        ("one", "said"),
        [
            ("Miss Hale", "Miss Hale, now Mrs. Grey, came in."),
            ("Ann", "For Ann had married Mr. Grey."),
            ("Miss Hale", "It was Mrs. Grey, née Hale, who came."),
        ],
    )
    def test_makes_one_person_of_both_names(self, one: str, said: str) -> None:
        text = TALK.format(one=one, two="Mrs. Grey") + said
        cast = read(lambda: blocks_of(text), on_quotation=lambda _: None, on_mention=lambda _: None)
        (both,) = [c for c in cast.characters if any(alias.name == one for alias in c.aliases)]
        assert "Mrs. Grey" in {alias.name for alias in both.aliases}
        assert both.gender == "F"
