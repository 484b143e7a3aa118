"""Languages: which one a text is in, and what a message in it asks for."""

import pytest

from personae.llm.retrieval.language import CODES, Ask, language, likeliest
from personae.llm.retrieval.words import folded, split


class TestLikeliest:
    @pytest.mark.parametrize(
        ("code", "text"),
        [
            ("en", "I have not seen the captain since the storm."),
            ("fr", "Je n'ai pas vu le capitaine depuis la tempête."),
            ("de", "Ich habe den Kapitän seit dem Sturm nicht gesehen."),
            ("es", "No he visto al capitán desde la tormenta."),
            ("it", "Non ho visto il capitano dalla tempesta di ieri."),
        ],
    )
    def test_knows_a_sentence(self, code: str, text: str) -> None:
        assert likeliest([text]).code == code

    def test_is_english_when_nothing_stands_out(self) -> None:
        assert likeliest([]).code == "en"
        assert likeliest(["Море"]).code == "en"


class TestLanguage:
    @pytest.mark.parametrize("code", CODES)
    def test_lists_words_as_the_folder_leaves_them(self, code: str) -> None:
        known = language(code)
        listed = [*known.stop, *known.frame, *(word for family in known.families for word in family)]
        assert [word for word in listed if split(folded(word)) != [word]] == []

    @pytest.mark.parametrize("code", CODES)
    def test_orders_suffixes_so_that_a_longer_one_is_not_hidden(self, code: str) -> None:
        suffixes = language(code).suffixes
        hidden = [
            (short, long)
            for place, short in enumerate(suffixes)
            for long in suffixes[place + 1 :]
            if long.endswith(short)
        ]
        assert hidden == []

    @pytest.mark.parametrize("code", CODES)
    def test_knows_every_kind_of_message_and_of_reply(self, code: str) -> None:
        known = language(code)
        assert set(known.asks) == set(known.replies) == set(Ask)


class TestAsked:
    @pytest.mark.parametrize(
        ("code", "message", "ask"),
        [
            ("en", "Oh, hello!", Ask.GREETING),
            ("en", "Good night, then", Ask.FAREWELL),
            ("en", "Thanks a lot", Ask.THANKS),
            ("en", "How are you?", Ask.MOOD),
            ("en", "Tell me about yourself", Ask.SELF),
            ("en", "What do you think of Tom?", Ask.OPINION),
            ("en", "How many boats?", Ask.HOW_MANY),
            ("en", "Didn't you go?", Ask.YES_NO),
            ("fr", "Où est-il ?", Ask.WHERE),
            ("de", "Wann kommst du?", Ask.WHEN),
            ("es", "¿Por qué lloras?", Ask.WHY),
            ("it", "Come stai?", Ask.MOOD),
        ],
    )
    def test_hears_what_kind_of_thing_is_wanted(self, code: str, message: str, ask: Ask) -> None:
        assert ask in language(code).asked(folded(message).strip())

    def test_hears_nothing_in_a_statement(self) -> None:
        assert language("en").asked("the tide is out.") == frozenset()
