"""Words for what the rooms name by code."""

import pytest

from personae.web.wording import language_name, notice_sentences


class TestNoticeSentences:
    @pytest.mark.parametrize(
        ("code", "beginning"),
        [
            ("language_unread:fi", "Finnish is not fully read yet"),
            ("language_unread:und", "A language that could not be told is not fully read yet"),
            ("language_unread:xx", "This language is not fully read yet"),
            ("hidden_text:3", "Hidden text was left out"),
        ],
    )
    def test_name_what_they_are_about(self, code: str, beginning: str) -> None:
        [sentence] = notice_sentences([code, code])
        assert sentence.startswith(beginning) and sentence.endswith(".")


class TestLanguageName:
    @pytest.mark.parametrize(
        ("code", "name"),
        [(None, None), ("en", "English"), ("und", "language not told"), ("tlh", "tlh")],
    )
    def test_says_it_in_words(self, code: str | None, name: str | None) -> None:
        assert language_name(code) == name
