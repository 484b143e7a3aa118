"""Telling what kind of document it is."""

import pytest

from personae.cast.grammar import grammar_for
from personae.cast.kinds import kind_of

ENGLISH = grammar_for("en")
TALK = [("ANNA", "Come in."), ("BERT", "I will not."), ("ANNA", "It rains."), ("BERT", "It always does.")]


class TestKindOf:
    @pytest.mark.parametrize(
        ("kind", "samples"),
        [
            ("play", [f"{who}. {words}" for who, words in TALK]),
            ("play", [f"{who}\n{words}" for who, words in TALK]),
            ("screenplay", ["INT. HOUSE - DAY", *(f"     {who}\n   {words}" for who, words in TALK)]),
            ("interview", [f"{who.title()}: {words}" for who, words in TALK]),
            ("interview", ["Q. Why?", "A. Because.", "Q. When?", "A. Now."]),
            ("conversation", ["Ann: hi\nBen: hello\nCat: hi", "Ann: so?\nBen: no\nCat: yes"]),
            ("letters", ["Dear Ann,", "The hens are well.", "Your Rose", "My dear Rose,", "So am I."]),
            ("verse", ["The tide comes in\nAnd goes again", "The moon is thin\nAnd so are men"]),
            ("manual", ["1. Close the valve.", "2. Lift the lid.", "3. Wait for an hour."]),
            ("memoir", ["I was born in a shop.", "I left it when I was nine, and I cried."]),
            ("essay", ["A key is kept because it promises.", "The drawer holds string."]),
            ("novel", ['"Come in," said Ann.', "He came.", '"Sit down," she said.']),
        ],
    )
    def test_names_the_kind(self, kind: str, samples: list[str]) -> None:
        assert kind_of(samples, ENGLISH) == kind

    def test_takes_no_story_with_a_page_of_script_for_a_play(self) -> None:
        told = ['"It rains," said Ann. "It rained all day."'] * 20
        assert kind_of([*told, *(f"{who}. {words}" for who, words in TALK)], ENGLISH) == "novel"

    def test_takes_a_story_in_which_letters_come_for_a_story(self) -> None:
        assert kind_of(['"Read it," said Ann.', '"No."', "Dear Ann,", '"Well?"'], ENGLISH) == "novel"

    def test_takes_warnings_for_no_speakers(self) -> None:
        steps = ["Warning: it is hot.", "1. Lift it.", "Note: dry it.", "Warning: it is wet.", "2. Wait."]
        assert kind_of([*steps, "Note: wait."], ENGLISH) == "manual"

    def test_calls_nothing_an_essay(self) -> None:
        assert kind_of([], ENGLISH) == "essay"
