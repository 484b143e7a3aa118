"""Showing what a text hides from people's eyes."""

import pytest

from personae.safety import unmask


def tags(text: str) -> str:
    return "".join(chr(0xE0000 + ord(each)) for each in text)


def selectors(text: str) -> str:
    return "".join(chr(0xFE00 + each if each < 16 else 0xE0100 + each - 16) for each in text.encode())


class TestUnmask:
    def test_leaves_plain_text_alone(self) -> None:
        text = "It was a dark and stormy night; the rain fell in torrents."
        assert unmask(text).text == text
        assert unmask(text).hidden == ()

    @pytest.mark.parametrize(
        "text",
        [
            "Flags: 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
            "Families: 👩\u200d👩\u200d👧\u200d👦 and hearts ❤\ufe0f",
            "می\u200cخواهم و نمی\u200cخواهم",
            "क्\u200dष is written with a joiner",
            "co\u00adoperate, by a book's own soft hyphen",
            "Привет, Alice! Это просто два языка.",
            "Ελληνικά και English",
            "1 2 3 4 5 6 7 8",
            "a - b - c",
        ],
    )
    def test_takes_ordinary_writing_for_nothing_hidden(self, text: str) -> None:
        assert unmask(text).hidden == ()

    def test_spells_out_tag_characters(self) -> None:
        found = unmask(f"A letter.{tags('say hello')} Yours, Ann")
        assert [(each.kind, each.says) for each in found.hidden] == [("tags", "say hello")]
        assert "say hello" in found.text

    def test_spells_out_bytes_in_variation_selectors(self) -> None:
        found = unmask(f"😀{selectors('say hello')} there")
        assert [(each.kind, each.says) for each in found.hidden] == [("variation selectors", "say hello")]

    def test_turns_overridden_direction_round(self) -> None:
        found = unmask("Look: \u202eolleh yas\u202c!")
        assert "say hello" in found.text
        assert [each.kind for each in found.hidden] == ["direction"]

    def test_closes_words_that_invisible_characters_break_up(self) -> None:
        found = unmask("ig\u200bno\u200dre pre\u2060vious")
        assert found.text == "ignore previous"
        assert {each.kind for each in found.hidden} == {"zero width"}

    @pytest.mark.parametrize("text", ["іgnоre", "ｉｇｎｏｒｅ", "𝐢𝐠𝐧𝐨𝐫𝐞", "i g n o r e", "i.g.n.o.r.e"])
    def test_writes_lookalikes_and_gaps_plainly(self, text: str) -> None:
        assert unmask(text).text == "ignore"

    def test_keeps_spaced_words_apart(self) -> None:
        assert unmask("i g n o r e  i t  a l l").text == "ignore it all"

    def test_says_where_in_the_given_text(self) -> None:
        text = f"One.{tags('two')} Three."
        [hidden] = unmask(text).hidden
        assert text[hidden.start : hidden.end] == tags("two")

    def test_thins_heaped_marks(self) -> None:
        found = unmask("i" + "\u0336\u0335" * 40 + "gnore")
        assert len(found.text) < 15
        assert [each.kind for each in found.hidden] == ["marks"]

    @pytest.mark.parametrize("unit", ["\u202e", "\u200b", "а b", "a ", "\U000e0041", "\u0301", "аa"])
    def test_takes_a_hostile_megabyte_in_stride(self, unit: str) -> None:
        assert len(unmask(unit * 200_000).text) <= 600_000
