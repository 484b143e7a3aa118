"""Splitting a text into blocks, and blocks into pieces."""

from itertools import pairwise

from personae.cast import Block, blocks_of
from personae.cast.blocks import BLOCK_LIMIT, PIECE_LIMIT, is_heading, pieces

TEXT = """CHAPTER I


The mill stood still. Nobody
had come since spring.

  "Is it you?" said Anne.

CHAPTER II

Rain.
"""


class TestBlocksOf:
    def test_keeps_offsets_exact(self) -> None:
        for block in blocks_of(TEXT):
            assert TEXT[block.start : block.end] == block.text

    def test_splits_on_blank_lines_and_keeps_wrapped_ones_together(self) -> None:
        texts = [block.text for block in blocks_of(TEXT)]
        assert texts[1] == "The mill stood still. Nobody\nhad come since spring."

    def test_counts_chapters_from_nought(self) -> None:
        assert [block.chapter for block in blocks_of(TEXT)] == [0, 0, 0, 1, 1]

    def test_reads_lines_as_it_reads_text(self) -> None:
        assert list(blocks_of(TEXT.splitlines(keepends=True))) == list(blocks_of(TEXT))

    def test_splits_where_a_first_line_stands_in(self) -> None:
        text = "The mill stood still.\nNobody came.\n  Then Anne did.\nShe sat.\n"
        assert [block.text for block in blocks_of(text)] == [
            "The mill stood still.\nNobody came.",
            "Then Anne did.\nShe sat.",
        ]

    def test_keeps_together_what_stands_in_as_a_whole(self) -> None:
        text = "  The mill stood still.\n  Nobody came.\n"
        assert len(list(blocks_of(text))) == 1

    def test_keeps_carriage_returns_in_their_place(self) -> None:
        text = "One.\r\n\r\nTwo.\r\n"
        assert [text[b.start : b.end] for b in blocks_of(text)] == ["One.", "Two."]

    def test_goes_on_with_a_long_paragraph_in_touching_blocks(self) -> None:
        text = "word " * BLOCK_LIMIT
        blocks = list(blocks_of(text))
        assert max(len(block.text) for block in blocks) <= BLOCK_LIMIT
        assert all(one.end == two.start for one, two in pairwise(blocks))

    def test_gives_nothing_for_an_empty_text(self) -> None:
        assert list(blocks_of("\n \n")) == []


class TestIsHeading:
    def test_knows_chapters_by_word_and_by_numeral(self) -> None:
        assert is_heading("CHAPTER IV.")
        assert is_heading("Part the First")
        assert is_heading("XII")

    def test_takes_no_sentence_for_one(self) -> None:
        assert not is_heading(
            "Letters came every day, and nobody answered them any more, for what was the use?"
        )
        assert not is_heading("He left.")


class TestPieces:
    def test_joins_blocks_that_touch(self) -> None:
        blocks = [Block(0, 4, 0, "one "), Block(4, 7, 0, "two"), Block(9, 14, 0, "three")]
        assert [(piece.start, piece.text) for piece in pieces(blocks)] == [(0, "one two"), (9, "three")]

    def test_cuts_what_is_too_long_and_says_that_it_goes_on(self) -> None:
        text = "word " * PIECE_LIMIT
        found = list(pieces([Block(0, len(text), 0, text)]))
        assert "".join(piece.text for piece in found) == text
        assert [piece.continued for piece in found] == [False] + [True] * (len(found) - 1)
        assert max(len(piece.text) for piece in found) <= PIECE_LIMIT
