"""What of a text is news."""

import pytest

from personae.memory.likeness import news

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
