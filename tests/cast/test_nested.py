"""The speaker's own words in a tale that holds another's."""

import pytest

from personae.cast import Quotation, blocks_of, read
from personae.cast.conventions import Convention
from personae.cast.nested import own_words
from personae.cast.quotes import spans

STRAIGHT, LOST = Convention("straight"), Convention("straight", lost=True)
DIALOGUE = "\"I said, 'Wait for me,' and he said, 'Never.' So I ran."


def own(text: str, convention: Convention = STRAIGHT, *, continued: bool = False) -> list[str]:
    """The stretches of the first quotation of a paragraph that its speaker says in their own name."""
    (span, *_) = spans(text, convention)
    return [text[a:b] for a, b in own_words(text, span, convention, continued=continued)]


class TestOwnWords:
    def test_cuts_out_what_others_say_in_a_tale(self) -> None:
        assert own(DIALOGUE) == ["I said,", "and he said,", "So I ran."]

    def test_reads_a_tale_in_single_marks_too(self) -> None:
        text = "‘I said, “Wait for me,” and he said, “Never.” So I ran."
        assert own(text, Convention("single")) == ["I said,", "and he said,", "So I ran."]

    def test_cuts_the_last_paragraph_of_a_tale(self) -> None:
        assert own(DIALOGUE + '"', continued=True) == ["I said,", "and he said,", "So I ran."]

    @pytest.mark.parametrize(
        "text",
        [
            DIALOGUE + '"',
            "\"The 'lady' of the house is out.",
            "\"Don't wait for the boys' hats, Tom.",
            "\"'Tis late.",
            "\"'Here it is.'",
        ],
    )
    def test_keeps_whole_what_is_no_tale_or_all_of_it_another_s(self, text: str) -> None:
        (span,) = spans(text, STRAIGHT)
        assert own(text) == [text[span.start : span.end]]

    def test_follows_marks_that_became_blanks(self) -> None:
        text = '" Well,  said he,  wait for me.  And I asked,  Why?  So he ran off.'
        assert own(text, LOST) == ["said he,", "And I asked,", "So he ran off."]

    def test_takes_a_lost_apostrophe_for_no_mark(self) -> None:
        assert own('"I said it s kind o  late, and so.', LOST) == ["I said it s kind o  late, and so."]


class TestRead:
    def test_gives_whoever_tells_a_tale_their_own_words_alone(self) -> None:
        text = '"Sit down," said Tom. "Now."\n\n' + DIALOGUE + '\n\n"It was late," said Tom. "So."\n'
        found: list[Quotation] = []
        read(lambda: blocks_of(text), on_quotation=found.append, on_mention=lambda _: None)
        assert [text[q.start : q.end] for q in found[2:5]] == ["I said,", "and he said,", "So I ran."]
