"""Which messages of a conversation are sent."""

from personae.conversations import Author, Message, fitting
from personae.conversations.fitting import Span


def history(count: int, *, words: int = 30, first: int = 0) -> list[Message]:
    authors = (Author.USER, Author.CHARACTER)
    return [
        Message(author=authors[n % 2], text="word " * words, depth=n, state="complete")
        for n in range(first, first + count)
    ]


EACH = fitting.tokens_of(history(1)[0])


class TestBegin:
    def test_sends_all_that_fits(self) -> None:
        assert fitting.begin(history(41), Span(tokens=41 * EACH)) == 0

    def test_begins_at_the_same_message_until_it_no_longer_fits(self) -> None:
        span = Span(tokens=25 * EACH, steps=(10, 1))
        begins = [fitting.begin(history(count), span) for count in range(25, 47)]
        assert begins == [0] + [10] * 10 + [20] * 10 + [30]

    def test_leaves_out_no_more_than_half_at_once(self) -> None:
        span = Span(tokens=15 * EACH, steps=(10, 4, 1))
        assert [fitting.begin(history(count), span) for count in (15, 16, 17, 20)] == [0, 4, 4, 8]

    def test_sends_the_last_message_whatever_its_length(self) -> None:
        assert fitting.begin(history(3, words=5_000), Span(tokens=10)) == 2

    def test_goes_by_the_depth_in_the_conversation_not_by_what_was_fetched(self) -> None:
        span = Span(tokens=10**6, steps=(10, 1))
        assert history(81, first=1_003)[fitting.begin(history(81, first=1_003), span)].depth == 1_010

    def test_counts_no_more_than_fits(self) -> None:
        long = [*history(2, words=50), Message(author=Author.USER, text="x" * 10**6, depth=2)]
        assert fitting.begin(long, Span(tokens=100)) == 2


class TestTokensOf:
    def test_is_nothing_for_a_message_without_words(self) -> None:
        assert fitting.tokens_of(Message(author=Author.CHARACTER, text="", depth=0)) == 0
