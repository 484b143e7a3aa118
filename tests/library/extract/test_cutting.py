from hypothesis import given
from hypothesis import strategies as st

from personae.library.extract.cutting import cut


class TestCut:
    @given(st.text(max_size=300), st.integers(min_value=1, max_value=40))
    def test_yields_abutting_pieces_that_make_up_the_text(self, text: str, limit: int) -> None:
        pieces = list(cut(text, limit))
        assert "".join(piece for _, piece in pieces) == text
        assert all(text[start : start + len(piece)] == piece for start, piece in pieces)
        assert all(0 < len(piece) <= limit for _, piece in pieces)

    def test_cuts_at_a_sentences_end(self) -> None:
        assert [piece for _, piece in cut("He came. She went home.", 15)] == ["He came. ", "She went home."]

    def test_cuts_at_a_blank_where_no_sentence_ends(self) -> None:
        assert [piece for _, piece in cut("one two three", 9)] == ["one two ", "three"]

    def test_cuts_anywhere_where_there_is_no_blank(self) -> None:
        assert [piece for _, piece in cut("aaaaaaa", 3)] == ["aaa", "aaa", "a"]
