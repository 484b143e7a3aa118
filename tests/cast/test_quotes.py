"""Quoted segments under every convention."""

import pytest

from personae.cast.conventions import Convention
from personae.cast.quotes import ahead, gaps, spans

STRAIGHT, CURLY, SINGLE = Convention("straight"), Convention("curly"), Convention("single")
HIGH = Convention("high")
LOW_HIGH, DASH = Convention("low-high"), Convention("dash", dash=True)
GUILLEMETS, INVERTED = Convention("guillemets"), Convention("guillemets", inverted=True)


def quoted(text: str, convention: Convention, *, inside: bool = False) -> list[str]:
    return [text[span.start : span.end] for span in spans(text, convention, inside=inside)]


class TestSpans:
    def test_reads_straight_marks(self) -> None:
        assert quoted('"Come in," said Ann, "and sit."', STRAIGHT) == ["Come in,", "and sit."]

    def test_reads_curly_marks(self) -> None:
        assert quoted("“Come in,” said Ann. “Sit.”", CURLY) == ["Come in,", "Sit."]

    def test_reads_curly_marks_in_a_straight_document(self) -> None:
        assert quoted("“Come in,” said Ann.", STRAIGHT) == ["Come in,"]

    def test_reads_guillemets_with_blanks_inside(self) -> None:
        assert quoted("« Entrez », dit Anne.", GUILLEMETS) == ["Entrez"]

    def test_reads_guillemets_turned_inwards(self) -> None:
        assert quoted("»Komm«, sagte Anna.", INVERTED) == ["Komm"]

    def test_reads_low_and_high_marks(self) -> None:
        assert quoted("„Komm“, sagte Anna. „Setz dich.“", LOW_HIGH) == ["Komm", "Setz dich."]

    def test_reads_marks_that_are_high_on_both_sides(self) -> None:
        assert quoted("”Ehkä huomenna”, sanoi Aino. ”Tai ei.”", HIGH) == ["Ehkä huomenna", "Tai ei."]

    def test_reads_curly_single_marks_and_leaves_apostrophes(self) -> None:
        assert quoted("‘It’s mine,’ said Ann. ‘The boys’ hats aren’t.’", SINGLE) == [
            "It’s mine,",
            "The boys’ hats aren’t.",
        ]

    def test_reads_straight_single_marks_and_leaves_apostrophes(self) -> None:
        assert quoted("'Don't go,' said Ann. ''Tis late.'", SINGLE) == ["Don't go,", "'Tis late."]

    def test_ends_a_single_quotation_behind_a_letter(self) -> None:
        assert quoted("'Yes' was all he said, and 'no' all she said.", SINGLE) == ["Yes", "no"]

    def test_leaves_possessives_outside_quotations(self) -> None:
        assert quoted("The boys' hats and Ann's coat hung there.", SINGLE) == []

    def test_keeps_a_quotation_within_a_quotation_whole(self) -> None:
        assert quoted("\"He said 'no' to me,\" said Ann.", STRAIGHT) == ["He said 'no' to me,"]

    def test_ends_an_unclosed_quotation_with_its_paragraph(self) -> None:
        found = spans('"I have more to tell.', STRAIGHT)
        assert [(span.start, span.end, span.closed) for span in found] == [(1, 21, False)]

    def test_goes_on_inside_where_the_piece_before_did(self) -> None:
        assert quoted('and that is all." He left.', STRAIGHT, inside=True) == ["and that is all."]

    def test_ends_a_quotation_where_the_next_one_opens(self) -> None:
        assert quoted("“One. “Two.”", CURLY) == ["One.", "Two."]

    def test_reads_marks_behind_a_dash(self) -> None:
        assert quoted('He stopped--"Who is there?"--and listened.', STRAIGHT) == ["Who is there?"]

    def test_splits_dash_dialogue_at_the_tellers_aside(self) -> None:
        assert quoted("—Pasa —dijo Ana—. Siéntate.", DASH) == ["Pasa", ". Siéntate."]

    def test_takes_a_dash_paragraph_whole_without_an_aside(self) -> None:
        assert quoted("— Entrez donc.", DASH) == ["Entrez donc."]

    def test_ends_a_dash_turn_where_the_dialogue_closes(self) -> None:
        assert quoted("— Demain. » Elle sortit.", DASH) == ["Demain."]
        assert quoted("— Il dit « demain ».", DASH) == ["Il dit « demain »."]

    def test_takes_what_leans_on_a_dash_for_the_tellers_whatever_its_first_letter(self) -> None:
        assert quoted("—Pasa. —Ana se sentó—. Hace frío.", DASH) == ["Pasa.", ". Hace frío."]
        assert quoted("—Sí —(con un suspiro)— y no.", DASH) == ["Sí", "y no."]

    def test_lets_a_dash_between_two_words_of_an_aside_alone(self) -> None:
        assert quoted("—No —dijo Ana, la mayor—tan alta—de todas—. Vete.", DASH) == ["No", ". Vete."]

    def test_takes_a_capital_behind_a_dash_for_speech_where_dashes_stand_apart(self) -> None:
        assert quoted("— Entre — Jean Morel est là.", DASH) == ["Entre — Jean Morel est là."]

    def test_leaves_a_dash_inside_a_sentence_alone(self) -> None:
        assert quoted("He came — late — and sat down.", DASH) == []

    @pytest.mark.parametrize(
        ("text", "convention"),
        [
            ("« Il a dit : « Non. » Et voilà. »", GUILLEMETS),
            ("»Er sagte: ›Nein.‹ Das war es.«", INVERTED),
            ("“He said, “No.” So there.”", CURLY),
            ("„Er sagte: ‚Nein.‘ Das war es.“", LOW_HIGH),
        ],
    )
    def test_keeps_a_nested_quotation_whole_in_every_convention(
        self, text: str, convention: Convention
    ) -> None:
        assert quoted(text, convention) == [text[1:-1].strip()]

    def test_reads_single_guillemets_that_stand_alone(self) -> None:
        assert quoted("‹Komm›, sagte Anna.", GUILLEMETS) == ["Komm"]

    def test_goes_on_where_a_paragraph_repeats_a_closing_mark(self) -> None:
        assert quoted("» Alors je suis entrée. » Elle rougit.", GUILLEMETS) == ["Alors je suis entrée."]

    def test_reads_paragraphs_that_have_the_marks_beside(self) -> None:
        convention = Convention("dash", dash=True, beside="guillemets")
        assert quoted("Ella gritó: «¡Vete!»", convention) == ["¡Vete!"]
        assert quoted("—Pasa —dijo «la Rubia».", convention) == ["Pasa"]

    def test_prefers_the_marks_of_its_own(self) -> None:
        assert quoted("“It's ‘his,’” he said.", Convention("curly", beside="single")) == ["It's ‘his,’"]

    def test_finds_nothing_between_empty_marks(self) -> None:
        assert quoted('"" and "  "', STRAIGHT) == []


class TestAhead:
    @pytest.mark.parametrize(
        ("text", "convention"),
        [("He said: “Go.”", CURLY), ("He said: « Go. »", GUILLEMETS), ("He said: ‘Go.’", SINGLE)],
    )
    def test_returns_what_stands_before_the_mark(self, text: str, convention: Convention) -> None:
        (span,) = spans(text, convention)
        assert ahead(text, span) == "He said: "

    def test_returns_nothing_before_the_first_word(self) -> None:
        (span,) = spans("“Go.”", CURLY)
        assert ahead("“Go.”", span) == ""


class TestGaps:
    def test_returns_the_telling_around_the_spans(self) -> None:
        text = 'He said, "Go," and left.'
        assert [text[a:b] for a, b in gaps(text, spans(text, STRAIGHT))] == ["He said, ", " and left."]
