"""The words beside a quotation that tell its speaker."""

import pytest

from personae.cast import cues
from personae.cast.grammar import grammar_for

ENGLISH = grammar_for("en")


def after(gap: str) -> tuple[str, str, str] | None:
    cue = cues.after(gap, 0, len(gap), ENGLISH)
    return cue and (cue.strength, cue.subject.kind, gap[cue.subject.start : cue.subject.end])


def before(gap: str) -> tuple[str, str, str] | None:
    cue = cues.before(gap, 0, len(gap), ENGLISH)
    return cue and (cue.strength, cue.subject.kind, gap[cue.subject.start : cue.subject.end])


class TestAfter:
    @pytest.mark.parametrize(
        ("gap", "kind", "subject"),
        [
            (" said Ann.", "name", "Ann"),
            (" said poor Ann.", "name", "Ann"),
            (" cried out the good Mr. Grey, rising.", "name", "Mr. Grey"),
            (" replied she.", "pronoun", "she"),
            (" she replied softly.", "pronoun", "she"),
            (" said I.", "first", "I"),
            (" Mrs. Hale had answered.", "name", "Mrs. Hale"),
            (" said the old miller, laughing.", "nominal", "the old miller"),
            (" the old woman went on.", "nominal", "the old woman"),
            (" said the Mouse.", "name", "Mouse"),
            (" was Ann's answer.", "name", "Ann"),
            (" was his reply.", "pronoun", "his reply"),
            (" admitted Ann.", "name", "Ann"),
        ],
    )
    def test_finds_who_is_said_to_speak(self, gap: str, kind: str, subject: str) -> None:
        assert after(gap) == ("speech", kind, subject)

    def test_takes_whoever_does_something_for_a_weaker_hint(self) -> None:
        assert after(" Ann rose and went to the door.") == ("beat", "name", "Ann")

    def test_finds_nobody_behind_a_full_stop(self) -> None:
        assert after(". It rained.") is None

    def test_does_not_take_the_listener_for_the_speaker(self) -> None:
        assert after(" said he to Ann.") == ("speech", "pronoun", "he")

    def test_gives_a_relative_with_gender_and_owner(self) -> None:
        gap = " said his wife."
        cue = cues.after(gap, 0, len(gap), ENGLISH)
        assert cue is not None
        assert (cue.subject.gender, cue.subject.owned) == ("F", True)


class TestBefore:
    @pytest.mark.parametrize(
        ("gap", "subject"),
        [
            ("Ann said, ", "Ann"),
            ("It rained. Ann turned to Tom and said: ", "Ann"),
            ("They looked up at Ann, who answered, ", "Ann"),
            ("Tom was cold, and, after a while, Ann said, ", "Ann"),
            ("Then said Ann: ", "Ann"),
            ("Ann's answer was, ", "Ann"),
        ],
    )
    def test_finds_who_is_led_in(self, gap: str, subject: str) -> None:
        found = before(gap)
        assert found is not None
        assert found[2] == subject

    def test_calls_a_colon_without_a_verb_a_lead(self) -> None:
        assert before("Ann turned round: ") == ("lead", "name", "Ann")

    def test_calls_a_finished_sentence_a_beat(self) -> None:
        assert before("Ann laughed. ") == ("beat", "name", "Ann")

    def test_finds_nobody_in_an_empty_gap(self) -> None:
        assert before("  ") is None


class TestLeadsOn:
    @pytest.mark.parametrize(
        ("text", "leads"),
        [
            ('"Go." He said: "Stay."', True),
            ('"Go!" Then Ann cried, "Stay."', True),
            ('"Go," he said, "and stay."', False),
            ('"Go." He rose. "Stay."', False),
        ],
    )
    def test_tells_a_new_sentence_that_hands_the_word_on(self, text: str, leads: bool) -> None:
        start, end = text.index('"', 1) + 1, text.rindex('"', 0, len(text) - 1)
        assert cues.leads_on(text, start, end) is leads
