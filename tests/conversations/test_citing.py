"""Which passages a reply draws on."""

import pytest

from personae.conversations.citing import cited

FROG = "The bucket lay on its side, and a frog sat in it. Mira lifted the frog out."
SIGN = "“The price of water has doubled,” said Tobias Finch. “Edith Marsh has put up a sign.”"
WELL = "“The well is dry,” said Mira Vale. “Somebody has stopped the spring.”"


class TestCited:
    def test_names_what_a_reply_tells_in_words_of_its_own(self) -> None:
        reply = "I lifted it out of the bucket with my own two hands, and it never thanked me."
        assert cited(reply, [SIGN, FROG, WELL], question="What about the frog?") == [1]

    def test_names_several_in_the_order_given(self) -> None:
        reply = "Somebody stopped the spring, and the well went dry; Edith put up a sign, for it had doubled."
        assert cited(reply, [SIGN, FROG, WELL]) == [0, 2]

    def test_names_what_is_quoted_in_a_row(self) -> None:
        passage = "He said to me that it was not for me to say so then, and more besides of ships and sails."
        assert cited("It was not for me to say so then.", [passage]) == [0]

    @pytest.mark.parametrize("reply", ["", "   ", "Aye.", "I would rather not say.", "Water? What sign?"])
    def test_names_none_for_a_reply_that_tells_nothing_of_them(self, reply: str) -> None:
        assert cited(reply, [SIGN, FROG, WELL], question="Is there a sign about water?") == []

    def test_takes_no_word_of_the_question_for_proof(self) -> None:
        question = "Did you lift the frog out of the bucket?"
        assert cited("The frog? The bucket? Did I lift the frog?", [FROG], question=question) == []

    def test_names_none_where_none_were_given(self) -> None:
        assert cited("The frog sat in the bucket.", []) == []
