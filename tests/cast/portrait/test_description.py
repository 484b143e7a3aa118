"""A description with its sources."""

from cast.portrait.rows import fact, tie
from personae.cast.portrait import describe, relations


class TestDescribe:
    def test_tells_facts_in_the_words_of_the_text(self) -> None:
        found = describe(
            "Mr. Grey", [fact("nature", "proud", at=40), fact("occupation", "a clockmaker")], gender="M"
        )
        assert found.text == "Mr. Grey is a clockmaker. He is called proud."

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
        assert found.text == "Jane is her sister."

    def test_is_empty_where_the_text_says_nothing(self) -> None:
        assert describe("Ann", []).sentences == ()
