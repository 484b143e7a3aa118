"""What a character's page makes of their lines."""

from makers import profile
from personae.characters import Said, portray
from personae.characters.portrait import KEY_QUOTATIONS, excerpt, key_quotations


def said(*texts: str, confidence: float = 1.0) -> list[Said]:
    return [Said(f"q{n}", text, "", 0, "One", n, n * 100, confidence) for n, text in enumerate(texts)]


class TestKeyQuotations:
    def test_prefer_rare_words_to_small_talk(self) -> None:
        talk = ["Yes, of course I will do that"] * 20
        lines = said(*talk, "The drowned lighthouse whispers every forgotten sailor's surname")
        assert lines[-1] in key_quotations(lines, count=1)

    def test_stand_in_the_order_of_the_book(self) -> None:
        lines = said(*(f"Number {n} speaks about subject{n} plainly" for n in range(30)))
        chosen = key_quotations(lines)
        assert len(chosen) == KEY_QUOTATIONS
        assert [line.start for line in chosen] == sorted(line.start for line in chosen)

    def test_leave_out_the_very_short_and_the_very_long_while_others_remain(self) -> None:
        fine = "The kettle remembers every guest it ever served"
        lines = said("Extraordinary!", fine, " ".join(f"word{n}" for n in range(200)))
        assert [line.text for line in key_quotations(lines)] == [fine]
        assert key_quotations(lines[:1]) == tuple(lines[:1])

    def test_show_once_what_is_said_twice(self) -> None:
        lines = said("The kettle remembers every guest it served,", "Sing me the harbour song again, Tom.")
        again = said("The kettle remembers every guest it served.")
        assert key_quotations([*lines, *again]) == tuple(lines)

    def test_are_none_for_nobody(self) -> None:
        assert key_quotations([]) == ()


class TestPortray:
    def test_measures_how_somebody_speaks(self) -> None:
        portrait = portray(profile(), said("Who is it?", "Go!", "One two three four.", "No."))
        assert (portrait.mean_words, portrait.questions, portrait.exclamations) == (2.2, 0.25, 0.25)

    def test_measures_nothing_for_somebody_who_is_silent(self) -> None:
        portrait = portray(profile(), [])
        assert (portrait.mean_words, portrait.questions, portrait.sayings) == (0, 0, ())


class TestExcerpt:
    def test_is_the_whole_of_a_short_text_on_one_line(self) -> None:
        assert excerpt("a  b\nc", 0) == "a b c"

    def test_shows_the_place_asked_for_and_marks_what_is_left_out(self) -> None:
        text = " ".join(f"word{n}" for n in range(500))
        at = text.index("word250")
        shown = excerpt(text, at, limit_chars=100)
        assert "word250" in shown
        assert shown.startswith("…") and shown.endswith("…")
        assert len(shown) <= 110
