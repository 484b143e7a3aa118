"""Appraising messages with the network that ships."""

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from personae.cast import LABELS, Appraisal, appraise
from personae.cast.emotion.feeling import READ_CHARS, excerpt, intensity_of


def felt(text: str) -> Appraisal:
    return appraise([text])[0]


class TestAppraise:
    @pytest.mark.parametrize(
        ("text", "emotion"),
        [
            ("Thank you so much, you saved my life!", "gratitude"),
            ("I hate you. Go away!", "anger"),
            ("I am so happy to see you.", "joy"),
            ("I'm so sorry, it was my fault.", "remorse"),
            ("He died last night and I can't stop crying.", "sadness"),
            ("Haha, that is hilarious", "amusement"),
            ("The train leaves at nine.", "neutral"),
        ],
    )
    def test_names_what_is_felt(self, text: str, emotion: str) -> None:
        assert felt(text).emotion == emotion

    def test_orders_messages_by_valence(self) -> None:
        good, plain, bad = (
            found.valence for found in appraise(["What a joy!", "A chair.", "What a horror!"])
        )
        assert good > plain > bad

    @pytest.mark.parametrize(
        ("text", "emotion"),
        [("😂😂", "amusement"), ("❤️", "love"), ("ok 😡", "anger"), ("😭", "sadness"), (":(", "sadness")],
    )
    def test_reads_emoji(self, text: str, emotion: str) -> None:
        found = felt(text)
        assert found.emotion == emotion
        assert found.intensity > 0.3

    @pytest.mark.parametrize(
        "text",
        [
            *("", "   \n\t ", "\x00\x07", "\ud800", "\u202e\u200b", "●◆"),
            "Je suis très content de te voir aujourd'hui, mon ami",
            "Ich hasse dich, du bist ein Dummkopf",
            "¿Dónde está la biblioteca de la ciudad?",
            *("你好世界", "مرحبا بك في بيتنا", "Я тебя люблю", "שלום לכולם", "สวัสดีครับ"),
        ],
    )
    def test_is_at_rest_where_it_can_read_nothing(self, text: str) -> None:
        assert felt(text) == Appraisal({"neutral": 1.0}, 0.0, 0.0, 0.0, 0.0)

    def test_lets_one_strange_word_stand_beside_others(self) -> None:
        assert felt("What a kerfuffle!").emotions != {"neutral": 1.0}
        assert felt("Kerfuffle und Quatsch, what").emotions == {"neutral": 1.0}

    def test_reads_emoji_in_any_language(self) -> None:
        assert felt("مرحبا بك 😢").emotion == "sadness"
        assert felt("Я тебя люблю ❤").valence > 0.3

    def test_is_moved_by_no_word_within_another(self) -> None:
        for whole in ("this", "scathing", "classic", "begun"):
            assert felt(f"The {whole} one").intensity < 0.3

    def test_takes_a_megabyte_in_bounded_time(self) -> None:
        for text in (
            "I love you. " * 90_000,
            "a" * 1_000_000,
            "😂" * 300_000,
            "!?" * 500_000,
            "' " * 500_000,
        ):
            began = time.process_time()
            felt(text)
            assert time.process_time() - began < 2

    def test_feels_a_message_the_same_among_others(self) -> None:
        texts = ["I love it", "No!", "", "Why would you do that to me, of all people?", "😂", "I love it"]
        alone = [felt(text) for text in texts]
        for one, other in zip(alone, appraise(texts), strict=True):
            assert one.emotion == other.emotion
            assert one.valence == pytest.approx(other.valence, abs=0.001)
        assert appraise(texts) == appraise(texts)

    def test_hears_one_strong_sentence_in_a_long_message(self) -> None:
        dull = "The train leaves at nine and the shop is next to the station. " * 12
        assert "gratitude" in felt(f"{dull} Thank you so much for everything! {dull}").emotions

    def test_takes_nothing(self) -> None:
        assert appraise([]) == []

    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.text(), max_size=4))
    def test_never_raises_and_stays_in_range(self, texts: list[str]) -> None:
        for found in appraise(texts):
            assert found.emotions
            assert set(found.emotions) <= set(LABELS)
            assert list(found.emotions.values()) == sorted(found.emotions.values(), reverse=True)
            assert all(-1 <= value <= 1 for value in (found.valence, found.arousal, found.dominance))
            assert 0 <= found.intensity <= 1
            assert Appraisal.from_json(found.to_json()) == found

    def test_loads_nothing_before_it_is_asked(self) -> None:
        code = "import sys, personae.cast; sys.exit('numpy' in sys.modules)"
        assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


class TestExcerpt:
    def test_keeps_the_start_and_the_end(self) -> None:
        text = "begin" + "x" * 10_000 + "end"
        assert len(excerpt(text)) == READ_CHARS + 1
        assert excerpt(text).startswith("begin")
        assert excerpt(text).endswith("end")
        assert excerpt("short") == "short"


class TestIntensityOf:
    def test_grows_with_the_feeling_and_with_the_distance_from_rest(self) -> None:
        assert intensity_of(0.8, 0, 0, 0) == 0.4
        assert intensity_of(0.8, 0.3, 0.4, 0) == 0.8
        assert intensity_of(0.8, 1, 1, 1) == 0.8
        assert intensity_of(0, 1, 1, 1) == 0
