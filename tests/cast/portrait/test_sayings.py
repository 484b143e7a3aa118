"""The lines worth quoting."""

from cast.portrait.rows import line, lines
from personae.cast.portrait import key_quotations

SMALL_TALK = [
    "How do you do this morning, sir?",
    "It is a very fine day, is it not?",
    "Will you come in and sit down?",
]
STRIKING = "Every lantern I ever mended has outlived the man who dropped it."


class TestKeyQuotations:
    def test_prefers_what_nobody_else_would_say(self) -> None:
        others = lines(*SMALL_TALK * 4, by="c2")
        assert [q.text for q in key_quotations(lines(*SMALL_TALK, STRIKING), others, count=1)] == [STRIKING]

    def test_gives_nothing_for_length(self) -> None:
        long = "It is a very fine day and you will come in and sit down, will you not, and it is fine, sir?"
        others = lines(*SMALL_TALK * 4, by="c2")
        assert key_quotations(lines(long, STRIKING), others, count=1)[0].text == STRIKING

    def test_shows_a_saying_once(self) -> None:
        own = lines(STRIKING, STRIKING, SMALL_TALK[0])
        assert [q.start for q in key_quotations(own, [], count=2)] == [0, 200]

    def test_keeps_the_order_of_the_book(self) -> None:
        own = lines(*SMALL_TALK, STRIKING)
        found = key_quotations(own, [], count=3)
        assert [q.start for q in found] == sorted(q.start for q in found)

    def test_takes_short_lines_where_there_are_no_others(self) -> None:
        assert len(key_quotations(lines("Yes.", "No."), [], count=5)) == 2
        assert key_quotations([], [], count=5) == ()

    def test_trusts_a_sure_speaker_more(self) -> None:
        sure = line(STRIKING, at=0)
        doubtful = line(
            "Every anchor I ever forged has drowned the fool who trusted it.", at=90, confidence=0.2
        )
        assert key_quotations([doubtful, sure], [], count=1) == (sure,)
