"""Comparing a reading with an annotation."""

from dataclasses import replace

import pytest

from evals.scoring import Gold, Person, Quote, causes, found_in, match, score
from evals.scoring.matching import cheapest

TEXT = """Mrs. Hale looked at the boy on the wall.

"Come down from there, Tom," said Mrs. Hale. "You will break your neck."

"I am quite safe," Tom replied.

"That is what your father said."

"And he was right."
"""


def quote(words: str, speaker: str | None, kind: str = "explicit") -> Quote:
    start = TEXT.index(words)
    return Quote(((start, start + len(words)),), speaker, kind)


@pytest.fixture
def gold() -> Gold:
    people = {
        "hale": Person("Mrs. Hale", frozenset(["Mrs. Hale"]), "F", "major"),
        "tom": Person("Tom", frozenset(["Tom"]), "M", "major"),
    }
    quotes = (
        quote("Come down from there, Tom,", "hale"),
        quote("You will break your neck.", "hale"),
        quote("I am quite safe,", "tom"),
        quote("That is what your father said.", "hale", "implicit"),
        quote("And he was right.", "tom", "implicit"),
    )
    return Gold(TEXT, people, quotes)


class TestScore:
    def test_gives_a_right_reading_full_marks(self, gold: Gold) -> None:
        found = found_in(TEXT)
        figures = score(gold, found, match(gold, found))
        whole = (
            "accuracy",
            "explicit",
            "implicit",
            "coverage",
            "detection_f1",
            "alias_f1",
            "gender",
            "people",
        )
        assert {figures[name] for name in whole} == {1.0}
        assert figures["split"] == 0.0
        assert "narrator" not in figures and "anaphoric" not in figures

    def test_takes_off_for_each_wrong_speaker(self, gold: Gold) -> None:
        wrong = replace(gold.quotes[4], speaker="hale")
        found = found_in(TEXT)
        met = match(gold, found)
        figures = score(replace(gold, quotes=(*gold.quotes[:4], wrong)), found, met)
        assert (figures["accuracy"], figures["explicit"], figures["implicit"]) == (0.8, 1.0, 0.5)

    def test_leaves_a_group_out_of_accuracy_but_not_of_detection(self, gold: Gold) -> None:
        group = replace(gold.quotes[4], speaker=None)
        found = found_in(TEXT)
        figures = score(replace(gold, quotes=(*gold.quotes[:4], group)), found, match(gold, found))
        assert figures["accuracy"] == figures["detection_f1"] == 1.0


class TestCauses:
    def test_are_none_for_a_right_reading(self, gold: Gold) -> None:
        found = found_in(TEXT)
        assert set(causes(gold, found, match(gold, found)).values()) == {0.0}

    def test_tell_a_turn_from_a_mention(self, gold: Gold) -> None:
        found = found_in(TEXT)
        met = match(gold, found)
        swapped = (replace(gold.quotes[0], speaker="tom"), *gold.quotes[1:4])
        turned = (*swapped, replace(gold.quotes[4], speaker="hale"))
        shares = causes(replace(gold, quotes=turned), found, met)
        assert (shares["wrong mention"], shares["turn order"]) == (0.2, 0.2)

    def test_see_a_person_nobody_found(self, gold: Gold) -> None:
        people = {**gold.people, "ann": Person("Ann", frozenset(["Ann"]), "F", "minor")}
        quotes = (replace(gold.quotes[0], speaker="ann"), *gold.quotes[1:])
        found = found_in(TEXT)
        strange = Gold(TEXT, people, quotes)
        assert causes(strange, found, match(strange, found))["missed character"] == 0.2

    def test_see_a_person_in_two_pieces(self, gold: Gold) -> None:
        one = {"both": Person("Tom", frozenset(["Tom", "Mrs. Hale"]), "?", "major")}
        quotes = tuple(replace(each, speaker="both") for each in gold.quotes)
        found = found_in(TEXT)
        both = Gold(TEXT, one, quotes)
        met = match(both, found)
        assert causes(both, found, met)["wrong alias"] > 0
        assert score(both, found, met)["split"] > 0

    def test_see_a_quotation_nobody_detected(self, gold: Gold) -> None:
        silent = Gold(TEXT, gold.people, (quote("looked at the boy", "hale"),))
        found = found_in(TEXT)
        assert causes(silent, found, match(silent, found))["not detected"] == 1.0


class TestCheapest:
    def test_finds_the_least_total(self) -> None:
        assert cheapest([[4, 1, 3], [2, 0, 5], [3, 2, 2]]) == {0: 1, 1: 0, 2: 2}

    def test_leaves_columns_over(self) -> None:
        assert cheapest([[5, 1, 9]]) == {0: 1}

    def test_assigns_nothing_to_nobody(self) -> None:
        assert cheapest([]) == {}
