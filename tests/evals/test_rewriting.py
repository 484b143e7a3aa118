"""The same words with other marks round their speech."""

import pytest

from evals.scoring import MANNERS, rewritten

TEXT = """"Don't go," said Ann, "it's late."

"He said, 'Never.'" Tom sat down. "So there."

The "boys'" hats hung there.
"""
SAID = ("Don't go,", "it's late.", "He said, 'Never.'", "So there.")
SPANS = [(TEXT.index(words), TEXT.index(words) + len(words)) for words in SAID]


class TestRewritten:
    @pytest.mark.parametrize("manner", MANNERS)
    def test_moves_the_spans_with_their_words(self, manner: str) -> None:
        text, spans = rewritten(TEXT, SPANS, manner)
        letters = ["".join(filter(str.isalpha, words)) for words in SAID]
        assert ["".join(filter(str.isalpha, text[start:end])) for start, end in spans] == letters

    @pytest.mark.parametrize(
        ("manner", "line"),
        [
            ("straight", '"He said, \'Never.\'" Tom sat down. "So there."'),
            ("curly", "“He said, ‘Never.’” Tom sat down. “So there.”"),
            ("single curly", "‘He said, “Never.”’ Tom sat down. ‘So there.’"),
            ("guillemets inward", "»He said, ›Never.‹« Tom sat down. »So there.«"),
            ("low-high", "„He said, ‚Never.‘“ Tom sat down. „So there.“"),
            ("dashes", "—He said, 'Never.' —Tom sat down.— So there."),
            ("lost", '"He said,  Never. " Tom sat down. "So there."'),
        ],
    )
    def test_prints_speech_as_books_do(self, manner: str, line: str) -> None:
        assert rewritten(TEXT, SPANS, manner)[0].splitlines()[2] == line

    def test_turns_apostrophes_to_what_looks_like_a_closing_mark(self) -> None:
        text, _ = rewritten(TEXT, SPANS, "single curly")
        assert text.startswith("‘Don’t go,’") and "‘boys’’ hats" in text

    def test_has_guillemets_among_dashes_where_nobody_speaks(self) -> None:
        assert "The «boys'» hats" in rewritten(TEXT, SPANS, "dashes")[0]
