"""What small texts say of one person."""

import pytest

from personae.cast import Fact, blocks_of, read

CAST = (
    "“Good morning,” said Mr. Grey.\n\n“Good morning,” said Emma Hale.\n\n“Well met,” said Mr. Grey.\n\n"
    "“Well met,” replied Emma. Emma smiled.\n\n"
)


def facts_of(text: str) -> list[tuple[str, str, str]]:
    facts: list[Fact] = []
    told = CAST + text
    cast = read(
        lambda: blocks_of(told), on_quotation=lambda _: None, on_mention=lambda _: None, on_fact=facts.append
    )
    names = {c.id: c.name.removesuffix(" Hale") for c in cast.characters}
    assert all(" ".join(told[fact.start : fact.end].split()) == fact.text for fact in facts)
    assert [fact.start for fact in facts] == sorted(fact.start for fact in facts)
    return [(names[fact.character], fact.kind, fact.text) for fact in facts]


class TestTold:
    @pytest.mark.parametrize(
        ("text", "fact"),
        [
            ("Mr. Grey was a clockmaker.", ("Mr. Grey", "occupation", "a clockmaker")),
            ("Mr. Grey, an old sea captain, sat down.", ("Mr. Grey", "occupation", "an old sea captain")),
            ("Mr. Grey was a clerk in the bank.", ("Mr. Grey", "occupation", "a clerk in the bank")),
            ("At the door stood a clockmaker named Mr. Grey.", ("Mr. Grey", "occupation", "a clockmaker")),
            ("Emma was very clever and proud.", ("Emma", "nature", "very clever and proud")),
            ("Emma was a tall, fair girl.", ("Emma", "appearance", "a tall, fair girl")),
            (
                "Emma, handsome, clever, and rich, sat down.",
                ("Emma", "appearance", "handsome, clever, and rich"),
            ),
            ("Emma had a pale, freckled face.", ("Emma", "features", "a pale, freckled face")),
            ("Emma was nearly twenty-one years old.", ("Emma", "age", "nearly twenty-one years old")),
            ("Emma was a girl of thirteen.", ("Emma", "age", "a girl of thirteen")),
            ("Emma lived in Wick Lane.", ("Emma", "home", "Wick Lane")),
            ("Emma was the daughter of a\nclergyman.", ("Emma", "kin", "the daughter of a clergyman")),
            ("Mr. Grey sat down. He was a tall man.", ("Mr. Grey", "appearance", "a tall man")),
            ("Mr. Grey, who was a doctor, sat down.", ("Mr. Grey", "occupation", "a doctor")),
            ("“I am a doctor,” said Mr. Grey.", ("Mr. Grey", "occupation", "a doctor")),
            ("“I am a selfish creature,” said Emma.", ("Emma", "self", "a selfish creature")),
            ("“I am a doctor’s daughter,” said Emma.", ("Emma", "self", "a doctor’s daughter")),
        ],
    )
    def test_finds_what_is_said(self, text: str, fact: tuple[str, str, str]) -> None:
        assert facts_of(text) == [fact]

    @pytest.mark.parametrize(
        "text",
        [
            "Emma was not clever.",
            "Emma would be clever.",
            "If Emma was clever, nobody knew it.",
            "Was Emma clever? Emma was clever?",
            "Emma was tired.",
            "Emma was pale.",
            "Emma was the first girl to speak.",
            "Emma, the doctor, and Mr. Grey sat down.",
            "Emma smiled. Mrs. Vane smiled. She was a tall woman.",
            "Emma was a girl.",
            "Mr. Grey was a parent.",
            "Mr. Grey was a tall woman.",
            "Emma was young.",
            "Emma was a willing slave of duty.",
            "Emma was the poor housekeeper.",
            "“When I am a wife, I shall rule,” said Emma.",
            "“I am a good dancer in my way,” said Emma.",
        ],
    )
    def test_leaves_out_what_is_denied_supposed_passing_or_unclear(self, text: str) -> None:
        assert facts_of(text) == []
