"""Words in quotation marks that nobody says."""

import pytest

from personae.cast import Quotation, blocks_of, read
from personae.cast.conventions import Convention
from personae.cast.grammar import grammar_for
from personae.cast.mentioned import spoken
from personae.cast.quotes import spans

STRAIGHT = Convention("straight")


def said(text: str, *, language: str = "en") -> list[str]:
    """The words that may be speech."""
    found = spoken(text, spans(text, STRAIGHT), grammar_for(language))
    return [text[span.start : span.end] for span in found]


class TestSpoken:
    def test_leaves_out_words_whose_marks_stand_apart_from_them(self) -> None:
        text = "Le mot « attente » y était deux fois."
        assert spoken(text, spans(text, Convention("guillemets")), grammar_for("fr")) == []

    @pytest.mark.parametrize(
        "text",
        [
            'He had a bottle marked "poison," and drank it.',
            'The so-called "better half" of the town slept.',
            'They met at the sign of the "Anchor and Rope" every week.',
            'She had been "very ill indeed" for a day.',
        ],
    )
    def test_leaves_out_a_few_words_that_the_teller_carries_on(self, text: str) -> None:
        assert said(text) == []

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ('Ann said "yes" and went out.', "yes"),
            ('She came in, murmuring "not today" to herself.', "not today"),
            ('He gave a loud "No!" and ran.', "No!"),
            ('Tom looked up. "Fine" was all of it.', "Fine"),
            ('The old man with the hat "Good day" said Ann.', "Good day"),
            ('They all heard it: "thieves" in the night.', "thieves"),
            ('So the notice ran "all who come here must bring a lamp of their own" again.', ""),
        ],
    )
    def test_keeps_what_may_be_said(self, text: str, words: str) -> None:
        (found,) = said(text)
        assert found == (words or found)

    def test_keeps_a_speech_that_goes_on_behind_a_gesture(self) -> None:
        assert said('"I shall" she looked at the clock "be late."') == ["I shall", "be late."]

    def test_keeps_everything_where_it_knows_no_verbs_of_speech(self) -> None:
        assert said('He had a bottle marked "poison," and drank it.', language="xx") == ["poison,"]


class TestRead:
    def test_reports_no_label_as_a_quotation(self) -> None:
        text = '"Sit down," said Ann.\n\nThen Ann took a jar marked "plum jam" from the shelf.'
        found: list[Quotation] = []
        read(lambda: blocks_of(text), on_quotation=found.append, on_mention=lambda _: None)
        assert [text[q.start : q.end] for q in found] == ["Sit down,"]

    def test_does_not_take_whoever_a_sign_names_for_present(self) -> None:
        text = (
            '"Sit down," said Ann Hale. "Very well," said Tom Grey.\n\nTom Grey closed the book marked '
            '"Ann Hale" slowly.\n\n"It is late," he said.'
        )
        found: list[Quotation] = []
        cast = read(lambda: blocks_of(text), on_quotation=found.append, on_mention=lambda _: None)
        names = {c.id: c.name for c in cast.characters}
        assert [names[q.speaker or ""] for q in found] == ["Ann Hale", "Tom Grey", "Tom Grey"]
