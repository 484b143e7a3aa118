"""Pieces of words, as BERT's uncased models cut them."""

import pytest

from personae.encoder.weights import read
from personae.encoder.wordpiece import MOST_PIECES, WordPieces


@pytest.fixture(scope="module")
def vocabulary() -> dict[str, int]:
    return dict(read().vocabulary)


def pieces(text: str, vocabulary: dict[str, int]) -> list[str]:
    names = {id: word for word, id in vocabulary.items()}
    return [names[id] for id in WordPieces(vocabulary).ids(text)]


class TestIds:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Hello, World!", "[CLS] hello , world ! [SEP]"),
            ("unaffable", "[CLS] una ##ffa ##ble [SEP]"),
            ("Élan naïve", "[CLS] el ##an naive [SEP]"),
            ("don't", "[CLS] don ' t [SEP]"),
            ("snake_case", "[CLS] snake _ case [SEP]"),
            ("東京", "[CLS] 東 京 [SEP]"),
            ("a\0b\u200bc", "[CLS] abc [SEP]"),
            ("🧿", "[CLS] [UNK] [SEP]"),
            ("y" * 101, "[CLS] [UNK] [SEP]"),
            ("", "[CLS] [SEP]"),
        ],
    )
    def test_are_those_of_the_published_tokenizer(
        self, text: str, expected: str, vocabulary: dict[str, int]
    ) -> None:
        assert " ".join(pieces(text, vocabulary)) == expected

    def test_end_within_what_the_encoder_reads(self, vocabulary: dict[str, int]) -> None:
        found = pieces("word " * 100_000, vocabulary)
        assert len(found) == MOST_PIECES and found[-1] == "[SEP]"
