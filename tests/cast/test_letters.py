"""Letters in a story are written, not said."""

from personae.cast import Quotation, blocks_of, read
from personae.cast.conventions import Convention
from personae.cast.grammar import grammar_for
from personae.cast.letters import LONGEST, Letters
from personae.cast.quotes import spans


def held(*paragraphs: str, language: str = "en") -> list[bool]:
    """Whether each paragraph belongs to a letter."""
    letters = Letters(grammar_for(language))
    return [letters.holds(text, spans(text, Convention("straight"))) for text in paragraphs]


class TestHolds:
    def test_goes_from_a_salutation_to_a_signature(self) -> None:
        assert held(
            '"Dear Mrs. Hale,"', '"The roof leaks.', '"It will rain."', '"Tom Grey"', '"Did you read it?"'
        ) == [True, True, True, True, False]

    def test_ends_where_the_teller_goes_on(self) -> None:
        assert held('"Dearest Ann,"', '"It rains."', "She folded it.", '"Well?"') == [
            True,
            True,
            False,
            False,
        ]

    def test_knows_a_salutation_with_a_dash_behind_it(self) -> None:
        assert held('"My dear Ann,--The roof leaks and I am cold."', '"Tom"') == [True, True]

    def test_takes_nobody_who_is_only_called_dear_for_a_reader(self) -> None:
        assert (
            held('"My dear Ann, come in."', '"Dear Ann," said Tom.', '"Dear me!"', '"Come, Ann,"', '"No."')
            == [False] * 5
        )

    def test_gives_up_where_nobody_signs(self) -> None:
        assert held('"Dear Ann,"', *['"It rains."'] * (LONGEST + 2))[-2:] == [False, False]

    def test_knows_no_letters_in_a_language_without_salutations(self) -> None:
        assert held('"Dear Ann,"', '"It rains."', language="xx") == [False, False]


class TestRead:
    def test_reports_no_letter_as_quotations(self) -> None:
        letter = '"Dear Ann,"\n\n"The roof leaks."\n\n"Tom"'
        text = f'"A letter," said Ann.\n\n{letter}\n\nAnn sighed. "Poor Tom," she said.'
        found: list[Quotation] = []
        read(lambda: blocks_of(text), on_quotation=found.append, on_mention=lambda _: None)
        assert [text[q.start : q.end] for q in found] == ["A letter,", "Poor Tom,"]
