"""The order of a character's lines."""

from llm.makers import line
from personae.llm.retrieval import rank


class TestRank:
    def test_returns_every_line_once(self) -> None:
        lines = [line(f"Window {place} is shut.") for place in range(5)]
        assert sorted(fit.place for fit in rank("Is the door shut?", lines)) == list(range(5))

    def test_keeps_the_order_of_equal_lines(self) -> None:
        lines = [line("The same old song again.", key=str(place)) for place in range(4)]
        assert [fit.place for fit in rank("Sing", lines)] == [0, 1, 2, 3]

    def test_knows_no_topic_where_nothing_is_shared(self) -> None:
        (fit,) = rank("What about bitcoin?", [line("The tide is out.")])
        assert fit.topic == 0

    def test_trusts_the_reply_to_the_same_question(self) -> None:
        lines = [
            line("I would rather not say, and you know it.", "Where were you on the night of the storm?"),
            line("The night was long, and I was cold.", "He lit the lamp."),
        ]
        assert rank("Where were you on the night of the storm?", lines)[0].place == 0

    def test_has_nothing_to_order_without_lines(self) -> None:
        assert rank("Hail", []) == []
