"""What one is seen to feel about another."""

import pytest

from personae.cast import Tie, blocks_of, read

CAST = (
    "“Good morning,” said Emma Hale.\n\n“Good morning,” said Mr. Grey.\n\n“Well met,” said Tom Vane.\n\n"
    "“Well met,” replied Emma. Emma sat down. Tom sat down. Mr. Grey sat down.\n\n"
)


def felt(text: str) -> dict[tuple[str, str], float]:
    ties: list[Tie] = []
    told = CAST + text
    cast = read(
        lambda: blocks_of(told), on_quotation=lambda _: None, on_mention=lambda _: None, on_tie=ties.append
    )
    names = {c.id: c.name.split()[-1] if c.name == "Mr. Grey" else c.name.split()[0] for c in cast.characters}
    ties.sort(key=lambda tie: abs(tie.affinity))  # the strongest wins
    return {(names[t.source], names[t.target]): t.affinity for t in ties if t.affinity}


class TestActed:
    @pytest.mark.parametrize(
        ("text", "warm"),
        [
            ("Emma secretly loved Tom.", True),
            ("Emma despised Tom.", False),
            ("Emma was very fond of Tom.", True),
            ("Emma was afraid of Tom.", False),
        ],
    )
    def test_reads_the_verb_between_two_names(self, text: str, warm: bool) -> None:
        assert (felt(text)["Emma", "Tom"] > 0.2) is warm

    def test_turns_round_what_is_denied(self) -> None:
        assert felt("Emma never loved Tom.").get(("Emma", "Tom"), 0) < 0.2

    def test_keeps_to_one_sentence(self) -> None:
        assert felt("Emma loved. Tom sat down.") == {}


class TestManner:
    def test_hears_how_a_thing_is_said(self) -> None:
        talk = "“Where is it?” asked Tom.\n\n“I have it here,” said Emma {}.\n"
        assert felt(talk.format("tenderly"))["Emma", "Tom"] > 0
        assert felt(talk.format("scornfully"))["Emma", "Tom"] < 0


class TestToTheFace:
    def test_hears_endearments_and_abuse(self) -> None:
        talk = "“Where is it?” asked Tom.\n\n“I have it here, {},” said Emma.\n"
        assert felt(talk.format("my dear boy"))["Emma", "Tom"] > 0
        assert felt(talk.format("you wretched fool"))["Emma", "Tom"] < 0


class TestSpokenOf:
    def test_hears_what_is_said_of_somebody_else(self) -> None:
        assert felt("“I despise Mr. Grey,” said Emma.")["Emma", "Grey"] < 0
        assert felt("“Mr. Grey is a kind man,” said Emma.")["Emma", "Grey"] > 0
