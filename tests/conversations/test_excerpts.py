"""Where in a text the words are that somebody searched for."""

import pytest

from personae.conversations.excerpts import AFTER, BEFORE, Excerpt, excerpt
from personae.platform.folding import fold


class TestExcerpt:
    @pytest.mark.parametrize(
        ("text", "wanted", "match"),
        [
            ("The LAMP is lit.", "lamp", "LAMP"),
            ("Un e\u0301lan vital", "elan", "e\u0301lan"),
            ("Die Straße dort", "strasse", "Straße"),
            ("ΣΊΣΥΦΟΣ ΕΔΏ", "σισυφος", "ΣΊΣΥΦΟΣ"),
            ("她说：我守着灯塔。", "灯塔", "灯塔"),
            ("אמר שָׁלוֹם לכולם", "שלום", "שָׁלוֹם"),
            ("قال مُحَمَّد ذلك", "محمد", "مُحَمَّد"),
            ("👩🏽‍🚀 été ✨ lamp", "lamp", "lamp"),
            ("ends with é", "e", "e"),
        ],
    )
    def test_shows_the_words_as_they_were_written(self, text: str, wanted: str, match: str) -> None:
        found = excerpt(text, fold(wanted).split())
        assert found.match == match
        assert found.before + found.match + found.after == text

    def test_shows_what_stands_around_the_first_of_them(self) -> None:
        text = "a" * 500 + " é lamp and boots " + "b" * 500
        found = excerpt(text, ["boots", "lamp"])
        assert found.match == "lamp"
        assert (len(found.before), len(found.after)) == (BEFORE + 1, AFTER + 1)
        assert (found.before[0], found.after[-1]) == ("…", "…")

    def test_shows_the_beginning_where_none_stands_in_it(self) -> None:
        assert excerpt("Nothing here.", ["lamp"]) == Excerpt("", "", "Nothing here.")
        assert excerpt("", ["lamp"]) == Excerpt("", "", "")

    @pytest.mark.parametrize("text", ["한국어 각", "\u1112\u1161\u11ab lamp", "e\u0327\u0301 lamp ﷺ"])
    def test_loses_nothing_in_scripts_that_put_letters_together(self, text: str) -> None:
        for wanted in ("lamp", "한", "각", "c"):
            found = excerpt(text, [fold(wanted)])
            assert found.before + found.match + found.after == text
