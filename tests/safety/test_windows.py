"""Cutting long texts."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from personae.safety.windows import LONGEST, PIECE, WHOLE, pieces, windows

TEXTS = st.text(alphabet="ab .!\n", max_size=9000)


class TestWindows:
    @given(TEXTS)
    def test_leave_nothing_out(self, text: str) -> None:
        spans = list(windows(text))
        assert spans[0][0] == 0
        assert spans[-1][1] == len(text)
        assert all(following[0] < before[1] for before, following in pairwise(spans))
        assert all(end - start <= WHOLE for start, end in spans)


class TestPieces:
    @given(TEXTS)
    def test_are_the_whole_text_in_order(self, text: str) -> None:
        assert "".join(text[start:end] for start, end in pieces(text)) == text

    @given(TEXTS)
    def test_are_short(self, text: str) -> None:
        assert all(0 < end - start <= max(PIECE, LONGEST) for start, end in pieces(text))
