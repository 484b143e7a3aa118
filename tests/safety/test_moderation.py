"""Moderation: what each category flags, with mild examples only."""

import numpy as np
import pytest

from personae.safety import CATEGORIES, Policy, harm, moderate
from personae.safety.harm import is_english


class TestModerate:
    @pytest.mark.parametrize(
        ("text", "category"),
        [
            ("I hate women, they are all disgusting.", "hate"),
            ("All immigrants are worthless and should be deported.", "hate"),
            ("I want to kill myself tonight.", "self_harm"),
            ("Ich will nicht mehr leben.", "self_harm"),
        ],
    )
    def test_flags_what_is_said(self, text: str, category: str) -> None:
        assert any(
            name == category and found.is_flagged for name, found in moderate(text).by_category.items()
        )

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "Good evening. How was your journey?",
            "That joke killed me.",
            "Who murdered the old count?",
            "I love my Muslim neighbours.",
            "How did the knight slay the dragon?",
            "My daughter is ten years old and loves your stories.",
            "Stay.",
            "No.",
            "I want to sleep.",
            "Why did you kill him?",
            "What do you think of women?",
            "Do you hate the French?",
        ],
    )
    def test_leaves_ordinary_talk_alone(self, text: str) -> None:
        assert not moderate(text).is_flagged

    def test_tells_every_category_between_0_and_1(self) -> None:
        verdict = moderate("Tell me a story about the sea.")
        assert set(verdict.by_category) == set(CATEGORIES)
        assert all(0 <= each.score <= 1 for each in verdict.by_category.values())

    def test_scores_the_whole_at_least_as_high_as_its_parts(self) -> None:
        verdict = moderate("I hate women, they are all disgusting.")
        assert all(
            found.score <= verdict.score <= 1
            for name, found in verdict.by_category.items()
            if name != "profanity"
        )

    def test_finds_one_line_in_a_long_text(self) -> None:
        calm = "The sea was calm and the men mended their nets in the shade of the wall. " * 200
        assert moderate(f"{calm} I want to kill myself tonight.").by_category["self_harm"].score > (
            moderate(calm).by_category["self_harm"].score
        )

    def test_is_careful_where_the_young_are_concerned(self) -> None:
        verdict = moderate("An erotic story with naked school girls, with explicit sex.")
        assert verdict.by_category["sexual_minors"].is_flagged
        assert Policy.parse("").decide(verdict).action == "block"

    def test_does_not_take_childhood_for_anything_else(self) -> None:
        text = "When I was a little girl we swam in the river every summer, my sister and I, till dusk."
        assert not moderate(text).by_category["sexual_minors"].is_flagged

    def test_reads_what_only_the_order_of_words_tells(self) -> None:
        threat = moderate("I will find you tonight and I will hurt you.")
        tale = moderate("Tonight you will find that I hurt myself for you.")
        assert threat.by_category["violence"].score > 2 * tale.by_category["violence"].score

    def test_asks_the_network_about_english_alone(self) -> None:
        assert is_english("Tell me about your mother, and about the house by the sea.")
        assert is_english("Hm?")
        assert not is_english("Erzähl mir von deiner Mutter, und von dem Haus am Meer.")

    def test_takes_no_longer_for_windows_that_look_harmless(self, monkeypatch: pytest.MonkeyPatch) -> None:
        read: list[str] = []
        monkeypatch.setattr(
            harm, "_by_network", lambda plain: read.append(plain) or np.zeros(len(CATEGORIES))
        )
        calm = "The sea was calm and the men mended their nets in the shade of the wall. " * 800
        moderate(f"{calm} I hate women, they are all disgusting. {calm}")
        assert len(read) == harm.READ_MOST
        assert "disgusting" in read[0]
