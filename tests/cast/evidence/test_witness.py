"""What small texts say of their people."""

import pytest

from personae.cast import Tie, blocks_of, read

CAST = (
    "“Good morning,” said Emma Hale.\n\n“Good morning,” said Jane Hale.\n\n“Well met,” said Mr. Grey.\n\n"
    "“Well met,” replied Emma. Emma smiled. Jane smiled. Mr. Grey sat down.\n\n"
)


def ties_of(text: str) -> list[tuple[str, str, str]]:
    ties: list[Tie] = []
    told = CAST + text
    cast = read(
        lambda: blocks_of(told), on_quotation=lambda _: None, on_mention=lambda _: None, on_tie=ties.append
    )
    names = {c.id: c.name.split()[-2] if "Hale" in c.name else c.name for c in cast.characters}
    assert [tie.start for tie in ties] == sorted(tie.start for tie in ties)
    return [(names[t.source], names[t.target], t.detail) for t in ties if t.detail]


class TestWitness:
    @pytest.mark.parametrize(
        ("text", "tie"),
        [
            ("Emma’s sister Jane came in.", ("Emma", "Jane", "sister")),
            ("Emma's dear old friend, Mr. Grey, came in.", ("Emma", "Mr. Grey", "friend")),
            ("Jane, Emma’s sister, came in.", ("Emma", "Jane", "sister")),
            ("Jane was the sister of Emma.", ("Emma", "Jane", "sister")),
            ("Emma came in with her sister Jane.", ("Emma", "Jane", "sister")),
            ("“My sister Jane is late,” said Emma.", ("Emma", "Jane", "sister")),
        ],
    )
    def test_finds_who_is_what_to_whom(self, text: str, tie: tuple[str, str, str]) -> None:
        assert ties_of(text) == [tie]

    @pytest.mark.parametrize(
        "text",
        [
            "Emma’s sister came in. Jane was late.",
            "Emma spoke to her sister, Jane went out.",
            "He was not the friend of Emma.",
            "The friend of a lifetime, said Emma’s book, is rare.",
            "Emma thought of her sister, Jane was gone.",
            "In came Jane, her sister, and Mr. Grey; Emma sat down.",
            "“He said, ‘My sister Jane is late,’ and left,” said Emma.",
            "Emma sat down. Mr. Grey was her mother.",
        ],
    )
    def test_ties_nobody_whom_the_words_leave_apart(self, text: str) -> None:
        assert ties_of(text) == []

    def test_hears_what_people_call_each_other(self) -> None:
        talk = "“Where is it?” asked Mr. Grey.\n\n“I have it here, papa,” said Emma.\n"
        assert ties_of(talk) == [("Emma", "Mr. Grey", "papa")]

    def test_knows_who_speaks_as_somebodys_kin(self) -> None:
        talk = "“Where is it?” asked Mr. Grey.\n\n“I have it here,” replied his sister.\n"
        ((source, _, detail),) = ties_of(f"Mr. Grey sat down.\n\n{talk}")
        assert (source, detail) == ("Mr. Grey", "sister")

    def test_hears_no_mother_in_a_miss(self) -> None:
        talk = "“Where is it?” asked Miss Vane.\n\n“I have it here, mamma,” said Emma.\n"
        assert ties_of(f"Miss Vane smiled. Miss Vane sat down.\n\n{talk}") == []
        assert ties_of(f"Mrs. Vane smiled. Mrs. Vane sat down.\n\n{talk.replace('Miss', 'Mrs.')}") != []
