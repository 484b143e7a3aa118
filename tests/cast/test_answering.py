"""Two names of one person, told by who answers."""

import pytest

from personae.cast import blocks_of, read
from personae.cast.answering import Answers

CALLS = '"Come in, {called}," said Ruth.\n\n"Thank you," said {speaker}.\n\nIt rained.\n\n'


def together(text: str) -> dict[str, set[str]]:
    """The aliases of each character by every one of them."""
    cast = read(lambda: blocks_of(text), on_quotation=lambda _: None, on_mention=lambda _: None)
    groups = [{alias.name for alias in c.aliases} for c in cast.characters]
    return {name: group for group in groups for name in group}


def talk(called: str, speaker: str, times: int) -> str:
    return CALLS.format(called=called, speaker=speaker) * times


class TestAnswers:
    def test_counts_who_speaks_next(self) -> None:
        answers = Answers()
        answers.listen(["Mr Vane"], {"Ruth"})
        answers.listen([], {"Paul"})
        assert answers.counts == {("Mr Vane", "Paul"): 1}

    def test_counts_who_spoke_just_before(self) -> None:
        answers = Answers()
        answers.listen([], {"Paul"})
        answers.listen(["Mr Vane"], ())
        assert answers.counts == {("Mr Vane", "Paul"): 1}

    def test_counts_nobody_across_a_paragraph_without_speech(self) -> None:
        answers = Answers()
        answers.listen(["Mr Vane"], {"Ruth"})
        answers.listen((), ())
        answers.listen([], {"Paul"})
        assert not answers.counts


class TestJoinAnswering:
    def test_joins_a_surname_to_whoever_answers_to_it(self) -> None:
        assert together(talk("Mr. Vane", "Paul", 4))["Paul"] >= {"Paul", "Mr. Vane"}

    def test_joins_an_aunt_to_the_name_the_teller_has_for_her(self) -> None:
        assert "Aunt Lina" in together(talk("Aunt Lina", "Mrs. Vane", 4))["Mrs. Vane"]

    @pytest.mark.parametrize(
        "text",
        [
            talk("Mr. Vane", "Paul", 2),  # too seldom
            talk("Mr. Vane", "Mary", 4),  # no woman is a mister
            talk("Mr. Vane", "Paul", 4) + '"No," said Mr. Vane to Paul.\n\n' * 4,
            talk("Mr. Vane", "Paul", 4) + "Mr. Vane and Paul went out.\n\n",
            talk("Mr. Vane", "Mr. Grey", 4),  # two surnames need more
        ],
    )
    def test_leaves_apart_who_may_be_two(self, text: str) -> None:
        assert together(text)["Mr. Vane"] == {"Mr. Vane", "Vane"}

    def test_joins_two_surnames_where_nobody_else_ever_answers(self) -> None:
        assert "Mr. Vane" in together(talk("Mr. Vane", "Mr. Grey", 8))["Mr. Grey"]
