"""Cutting messages into tokens."""

import pytest

from personae.cast.emotion.words import CAPITAL, PLAIN, SHOUTED, STRETCHED, Words, dress, raw_tokens

VOCABULARY = [
    "<pad>",
    "<unk>",
    "<laughing>",
    "<loving>",
    "<relieved>",
    "so",
    "sad",
    "it's",
    "this",
    "hi",
    "un",
]
VOCABULARY += ["##sad", "!", "!!!", "?", "cafe", "[name]", "<link>", "[religion]"]


@pytest.fixture(scope="module")
def words() -> Words:
    return Words(VOCABULARY, frozenset({VOCABULARY.index("sad"), VOCABULARY.index("so")}))


def named(words: Words, text: str) -> list[str]:
    return [VOCABULARY[at] for at in words.tokens(text).ids]


class TestTokens:
    def test_keeps_words_whole_and_cuts_only_what_is_unknown(self, words: Words) -> None:
        assert named(words, "It’s so sad, this") == ["it's", "so", "sad", "this"]
        assert named(words, "unsad") == ["un", "##sad"]
        assert named(words, "xyz") == ["<unk>"]

    def test_finds_no_word_within_another(self, words: Words) -> None:
        assert named(words, "this") == ["this"]
        assert "hi" not in named(words, "this thing")

    def test_reads_emoji_whatever_their_skin_or_joiner(self, words: Words) -> None:
        assert named(words, "😂🤣 ❤️❤ 😮‍💨") == ["<laughing>"] * 2 + ["<loving>"] * 2 + ["<relieved>"]
        assert named(words, "xD <3") == ["<laughing>", "<loving>"]
        assert set(named(words, "xDy a<3")) == {"<unk>"}

    def test_shortens_what_is_stretched(self, words: Words) -> None:
        assert named(words, "soooo saaad!!!!!!!") == ["so", "sad", "!!!"]
        assert named(words, "café") == ["cafe"]

    def test_counts_words_and_those_it_has_met(self, words: Words) -> None:
        read = words.tokens("so saaad, monde! 12 😂")
        assert (read.words, read.known) == (3, 2)

    def test_hides_links_and_controls(self, words: Words) -> None:
        assert named(words, "\u202eso\u200b sad\x00 https://so.sad/hi") == ["so", "sad", "<link>"]

    def test_is_the_same_the_second_time(self, words: Words) -> None:
        assert words.tokens("unsad So") == words.tokens("unsad So")


class TestDress:
    @pytest.mark.parametrize(
        ("found", "token", "look"),
        [("Sad", "sad", CAPITAL), ("SAD", "sad", SHOUTED), ("saaad", "saaad", STRETCHED), ("I", "i", PLAIN)],
    )
    def test_tells_how_a_word_is_written(self, found: str, token: str, look: int) -> None:
        assert dress(found) == (token, look)


class TestRawTokens:
    def test_parts_marks_from_words(self) -> None:
        assert list(raw_tokens("Well... [NAME]?! Don't")) == ["Well", "...", "[NAME]", "?!", "Don't"]
