"""What of a text is news, and which of some texts say the same."""

import pytest

from personae.memory.likeness import distinct, news

GIVEN = """About: Keeps a lighthouse on the northern rocks.
How you are now:
- They said: My brother Silas lives in Lisbon."""


class TestNews:
    @pytest.mark.parametrize(
        "text",
        [
            "I keep a lighthouse on the northern rocks!",
            "How you are now:",
            "Your brother Silas lives in Lisbon.\nKeeps a lighthouse on the northern rocks.",
            "",
        ],
    )
    def test_is_nothing_in_what_was_given(self, text: str) -> None:
        assert news(text, GIVEN) == ""

    def test_is_the_sentences_that_say_more(self) -> None:
        more = "Silas wrote from Lisbon that he has married."
        assert news(f"Your brother Silas lives in Lisbon. {more}", GIVEN) == more

    @pytest.mark.parametrize("text", ["I lost a boot  in Porto.\nIt was new.", "Oh."])
    def test_is_all_of_another_text_as_it_stands(self, text: str) -> None:
        assert news(text, GIVEN) == text


class TestDistinct:
    def test_leaves_out_what_says_nothing_new_after_the_ones_before(self) -> None:
        texts = [
            "My sister Anna lives in a small house near Lisbon.",
            "Anna, my sister, lives in a small house near Lisbon!",
            "My brother Silas keeps a lighthouse.",
            "In Lisbon, near a house, my sister lives.",
            "My brother Silas keeps a lighthouse on the northern rocks, and is afraid of birds.",
        ]
        assert list(distinct(texts)) == [0, 2, 4]

    def test_looks_at_no_more_than_is_asked_for(self) -> None:
        texts = iter(["A red kettle sings.", "A blue kettle waits.", "A green kettle leaks."])
        assert next(distinct(texts)) == 0
        assert len(list(texts)) == 2
