"""The speaker's own words in a quotation that holds another's."""

import pytest

from personae.cast import Quotation, blocks_of, read
from personae.cast.conventions import Convention
from personae.cast.grammar import grammar_for
from personae.cast.nested import own_words
from personae.cast.quotes import spans

STRAIGHT, LOST = Convention("straight"), Convention("straight", lost=True)
DIALOGUE = "\"I said, 'Wait for me,' and he said, 'Never.' So I ran.\""


def own(text: str, convention: Convention = STRAIGHT, *, continued: bool = False) -> list[str]:
    """The stretches of the first quotation of a paragraph that its speaker says in their own name."""
    (span, *_) = spans(text, convention)
    return [text[a:b] for a, b in own_words(text, span, convention, grammar_for("en"), continued=continued)]


class TestOwnWords:
    def test_cuts_out_what_others_say_in_a_tale(self) -> None:
        assert own(DIALOGUE) == ["I said,", "and he said,", "So I ran."]

    def test_reads_a_tale_in_single_marks_too(self) -> None:
        text = "‘I said, “Wait for me,” and he said, “Never.” So I ran.’"
        assert own(text, Convention("single")) == ["I said,", "and he said,", "So I ran."]

    @pytest.mark.parametrize(
        "text",
        [
            "\"The 'lady' of the house is out.\"",
            "\"She shouted, 'Stop!'\"",
            "\"Don't wait for the boys' hats, Tom.\"",
            '"\'Tis late."',
        ],
    )
    def test_keeps_whole_what_tells_no_talk(self, text: str) -> None:
        (span,) = spans(text, STRAIGHT)
        assert own(text) == [text[span.start : span.end]]

    def test_cuts_a_tale_over_several_paragraphs_at_every_word_of_others(self) -> None:
        assert own("\"At last he called out, 'Here it is!'") == ["At last he called out,"]

    def test_leaves_nothing_of_a_continued_tale_in_which_only_another_speaks(self) -> None:
        assert own("\"'Here it is!'\"", continued=True) == []

    def test_keeps_words_recited_alone(self) -> None:
        assert own("\"'Here it is!'\"") == ["'Here it is!'"]

    def test_follows_marks_that_became_blanks(self) -> None:
        text = '"Well,  said he,  wait for me.  And I asked,  Why?  So he ran off." '
        assert own(text.replace('"Well', '" Well'), LOST) == ["said he,", "And I asked,", "So he ran off."]

    def test_takes_a_lost_apostrophe_for_no_mark(self) -> None:
        assert own('"I said it s kind o  late, and he said so."', LOST) == [
            "I said it s kind o  late, and he said so."
        ]


class TestRead:
    def test_gives_a_speaker_their_own_words_alone(self) -> None:
        text = '"Sit down," said Tom Grey. "Now." "Go on." "Do."\n\n' + DIALOGUE[:-2] + '," said Ann Hale.\n'
        found: list[Quotation] = []
        read(lambda: blocks_of(text), on_quotation=found.append, on_mention=lambda _: None)
        assert [text[q.start : q.end] for q in found[4:]] == ["I said,", "and he said,", "So I ran,"]
        assert len({q.speaker for q in found[4:]}) == 1
