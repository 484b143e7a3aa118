"""What a message does: by the emotions in it, and by whole words."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evolution.events import feelings
from evolution.talks import Feeling
from personae.cast.portrait.traits import LOADINGS
from personae.evolution import EMOTIONS, TRAITS
from personae.evolution.acts import PHRASES, acts_of
from personae.evolution.impulse import NUDGE, from_json, impulse, to_json
from personae.evolution.wording import CHANGED, FEELINGS, MOODS

ALL = [" ".join(words) for phrases in PHRASES.values() for words, _ in phrases]


class TestTables:
    def test_know_the_labels_and_traits_there_are(self) -> None:
        assert len(EMOTIONS) == 28
        assert {emotion.evokes for emotion in EMOTIONS.values()} <= set(EMOTIONS)
        assert tuple(LOADINGS) == TRAITS
        assert set(FEELINGS) == set(EMOTIONS) - {"neutral"}
        assert set(CHANGED) == set(TRAITS)
        assert len(MOODS) == 8

    @pytest.mark.parametrize("trait", TRAITS)
    def test_move_each_trait_both_ways_by_what_is_said(self, trait: str) -> None:
        moved = {
            math.copysign(1, nudge)
            for label in EMOTIONS
            for name, nudge in impulse(Feeling({label: 1.0}), speaker="user").nudges.items()
            if name == trait
        }
        assert moved == {-1, 1}


class TestImpulse:
    @given(feelings, st.sampled_from(["user", "character"]))
    def test_asks_for_no_more_than_a_nudge_whatever_it_is_told(self, feeling: Feeling, speaker: str) -> None:
        found = impulse(feeling, speaker=speaker)  # type: ignore[arg-type]
        assert all(0 < abs(by) <= NUDGE for by in found.nudges.values())
        assert all(0 < strength <= 1 for strength in found.felt.values())
        assert 0 <= found.force <= 1
        assert -1 <= found.closeness <= 1
        assert from_json(to_json(found)) == from_json(to_json(from_json(to_json(found))))

    def test_stirs_something_else_than_what_was_said(self) -> None:
        thanked = impulse(Feeling({"gratitude": 0.9}), speaker="user")
        assert (list(thanked.said), list(thanked.felt)) == (["gratitude"], ["joy"])
        thanking = impulse(Feeling({"gratitude": 0.9}), speaker="character")
        assert list(thanking.felt) == ["gratitude"]

    def test_is_nothing_for_a_plain_message(self) -> None:
        plain = impulse(Feeling({"neutral": 0.97}, 0.05, intensity=0.05), speaker="user")
        assert (plain.felt, plain.nudges) == ({}, {})
        assert abs(plain.closeness) < 0.01


class TestActsOf:
    @pytest.mark.parametrize(
        ("text", "acts"),
        [
            ("Thanks!", {"thanks"}),
            ("I’m SORRY. Thank  you", {"apology", "thanks"}),
            ("Tais-toi !", {"insult"}),
            ("¡Gracias! Lo siento.", {"thanks", "apology"}),
            ("You're wonderful", {"praise"}),
            ("I am not sorry at all", set()),
            ("", set()),
            ("\x00\u202e🔥", set()),
        ],
    )
    def test_finds_what_is_done_by_saying_it(self, text: str, acts: set[str]) -> None:
        assert acts_of(text) == acts

    @given(st.sampled_from(ALL), st.text("qxz", min_size=1, max_size=4), st.booleans())
    def test_finds_nothing_inside_other_words(self, phrase: str, letters: str, is_before: bool) -> None:
        text = letters + phrase if is_before else phrase + letters
        assert acts_of(text) == frozenset()
        assert impulse(None, speaker="user", text=text) == impulse(None, speaker="user")

    def test_takes_bounded_time_for_a_megabyte(self) -> None:
        assert acts_of("danke " * 200_000) == {"thanks"}
