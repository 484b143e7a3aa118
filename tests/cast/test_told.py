"""Quoted words that a sentence of the teller's makes its own."""

import pytest

from personae.cast import Quotation, blocks_of, read
from personae.cast.conventions import Convention
from personae.cast.grammar import grammar_for
from personae.cast.quotes import spans
from personae.cast.told import told

STRAIGHT = Convention("straight")


def taken(text: str, *, language: str = "en", convention: Convention = STRAIGHT) -> list[str]:
    """The words taken for the teller's."""
    found = told(text, spans(text, convention), grammar_for(language))
    return [text[span.start : span.end] for span in found]


class TestTold:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            (
                'She was "very much obliged to them all for it." The rain fell.',
                "very much obliged to them all for it.",
            ),
            ('"Duty" was all he ever knew.', "Duty"),
            (
                'They were all bound to "rest in peace and hope for the best" there.',
                "rest in peace and hope for the best",
            ),
        ],
    )
    def test_takes_what_runs_into_a_sentence_or_out_of_one(self, text: str, words: str) -> None:
        assert taken(text) == [words]

    @pytest.mark.parametrize(
        "text",
        [
            '"Fine," was all of it.',
            '"Duty" said Ann.',
            '"I shall" she looked at the clock "be late for it all again."',
            'He rose slowly, saying "it is late and we had better all go home."',
            'Ann said "we had better all of us go home."',
            'A man called "All of you had better go home now!"',
            'He sat down   "and as for me, I had better be going."',
        ],
    )
    def test_leaves_what_somebody_says(self, text: str) -> None:
        assert taken(text) == []

    @pytest.mark.parametrize(
        ("text", "convention"),
        [
            ("“Duty” was all he ever knew.", Convention("curly")),
            ("„Duty“ was all he ever knew.", Convention("low-high")),
            ("»Duty« was all he ever knew.", Convention("guillemets", inverted=True)),
            ("« Duty » was all he ever knew.", Convention("guillemets")),
        ],
    )
    def test_takes_them_whatever_the_marks(self, text: str, convention: Convention) -> None:
        assert taken(text, convention=convention) == ["Duty"]

    def test_takes_nothing_where_it_knows_no_verbs_of_speech(self) -> None:
        assert taken('"Duty" was all he ever knew.', language="xx") == []


class TestRead:
    def test_shows_no_words_of_the_tellers(self) -> None:
        text = '"Sit down," said Ann.\n\nTom was "much too tired to think of sitting" that day.'
        found: list[Quotation] = []
        read(lambda: blocks_of(text), on_quotation=found.append, on_mention=lambda _: None)
        assert [text[q.start : q.end] for q in found] == ["Sit down,"]
