"""What vendors say of tokens, taken only where it can be true."""

import pytest

from personae.llm.providers.counts import MOST, count


class TestCount:
    @pytest.mark.parametrize(("told", "meant"), [(0, 0), (7, 7), (7.0, 7), (MOST, MOST)])
    def test_takes_whole_numbers(self, told: object, meant: int) -> None:
        assert count(told) == meant

    @pytest.mark.parametrize(
        "told", [None, -1, MOST + 1, 1e30, 10**30, float("nan"), float("inf"), 7.5, True, "7", [7], {}]
    )
    def test_takes_nothing_else(self, told: object) -> None:
        assert count(told) is None
