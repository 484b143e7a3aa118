"""Whom a question is about, and what is looked up of it."""

from personae.memory import Speaker
from personae.memory.about import Names, asked

NAMES: Names = {Speaker.USER: ["Ada", "Miss Vale"], Speaker.CHARACTER: ["The Keeper", ""]}


class TestAsked:
    def test_is_about_whom_it_names_and_told_as_they_would_tell_it(self) -> None:
        found = asked("What is Ada's sister called, and where did ada go?", NAMES)
        assert (found.about, found.surely) == (Speaker.USER, 1.0)
        assert found.text == "What is my sister called, and where did I go?"
        assert "ada" not in found.words and "sist" in found.words
        assert asked("Where was the keeper born?", NAMES).about == Speaker.CHARACTER

    def test_is_about_neither_where_both_are_named(self) -> None:
        assert asked("When did Miss Vale meet the Keeper?", NAMES).about is None

    def test_goes_by_pronouns_where_nobody_is_named(self) -> None:
        assert asked("Where did I leave my ring?", NAMES).about == Speaker.USER
        assert asked("What do you fear?", {}).about == Speaker.CHARACTER
        assert asked("Do you know what I fear?", {}).about is None
        assert asked("Where is the lamp?", {}).surely == 0.0

    def test_finds_no_name_inside_a_word(self) -> None:
        assert asked("Where is Adana?", NAMES).about is None

    def test_looks_at_the_end_of_what_is_long(self) -> None:
        found = asked("word " * 300_000 + "Where is my lamp?", NAMES)
        assert found.text.endswith("Where is my lamp?") and len(found.text) <= 2_000
        assert asked("", NAMES).words == asked("\0 \ud800", {}).words == []
