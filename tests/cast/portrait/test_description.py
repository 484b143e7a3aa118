"""A description with its sources."""

import pytest

from cast.portrait.rows import fact, tie
from personae.cast.portrait import describe, relations


class TestDescribe:
    def test_tells_facts_in_the_words_of_the_text(self) -> None:
        found = describe(
            "Mr. Grey", [fact("nature", "proud", at=40), fact("occupation", "a clockmaker")], gender="M"
        )
        assert found.text == "Mr. Grey is a clockmaker. He is described as proud."

    def test_cites_a_place_for_every_sentence(self) -> None:
        found = describe("Mr. Grey", [fact("nature", "proud", at=40), fact("nature", "idle", at=90)])
        assert [place.start for place in found.sentences[0].citations] == [40, 90]
        assert all(sentence.citations for sentence in found.sentences)

    def test_says_a_thing_once(self) -> None:
        found = describe("Mr. Grey", [fact("nature", "very proud"), fact("nature", "proud", at=80)])
        assert found.text.count("proud") == 1

    def test_names_those_it_knows_to_be_related(self) -> None:
        ties = [tie("c1", "c2", kind="family", detail="sister", at=at) for at in (0, 20, 40)]
        found = describe("Ann", [], gender="F", relations=relations(ties)[:1], names={"c2": "Jane"})
        assert found.text == "Jane is Ann’s sister."

    def test_cites_what_says_a_relation_and_nothing_else(self) -> None:
        ties = [tie("c1", "c2", kind="family", detail="sister"), tie("c1", "c2", affinity=0.9, at=40)]
        found = describe("Ann", [], relations=relations(ties)[:1], names={"c2": "Jane"})
        assert [place.start for place in found.sentences[0].citations] == [0]

    def test_tells_all_sisters_in_one_sentence(self) -> None:
        ties = [
            tie("c1", other, kind="family", detail="sister", at=at) for other, at in (("c2", 0), ("c3", 90))
        ]
        known = [r for r in relations(ties) if r.source == "c1"]
        found = describe("Ann", [], relations=known, names={"c2": "Jane", "c3": "Mary"})
        assert found.text == "Jane and Mary are Ann’s sisters."
        assert [place.start for place in found.sentences[0].citations] == [0, 90]

    def test_leaves_out_that_a_mother_is_a_mother(self) -> None:
        ties = [tie("c1", "c2", kind="family", detail="mother")]
        known = [r for r in relations(ties) if r.source == "c1"]
        assert describe("Ann", [], relations=known, names={"c2": "Mother"}).sentences == ()

    def test_tells_what_people_call_themselves_as_their_own_word(self) -> None:
        found = describe("Ann", [fact("self", "a selfish creature")], gender="F")
        assert found.text == "Ann calls herself a selfish creature."

    @pytest.mark.parametrize(
        ("said", "text"),
        [
            (("also very clever", "so _tender_ and\nbrave"), "very clever, tender and brave"),
            (("a plump child", "a tall, thin man"), "a plump child, and a tall, thin man"),
            (("a proud man",), "a proud man"),
        ],
    )
    def test_joins_what_is_said_as_one_would(self, said: tuple[str, ...], text: str) -> None:
        facts = [fact("nature", words, at=100 * number) for number, words in enumerate(said)]
        assert describe("Ann", facts).text == f"Ann is described as {text}."

    def test_has_one_age(self) -> None:
        facts = [fact("age", "seven years old"), fact("age", "a boy of ten", at=90)]
        assert describe("Tom", facts).text == "Tom is seven years old."

    def test_is_empty_where_the_text_says_nothing(self) -> None:
        assert describe("Ann", []).sentences == ()
