"""Money is whole micro-dollars, however it is written."""

from decimal import Decimal

import pytest

from personae.usage import BudgetInvalid, dollars, read_dollars, whole_micros


class TestDollars:
    @pytest.mark.parametrize(
        ("micros", "text"),
        [
            (0, "$0"),
            (1, "under $0.00001"),
            (10, "$0.00001"),
            (2500, "$0.0025"),
            (9999, "$0.01"),
            (10_000, "$0.01"),
            (1_234_567, "$1.23"),
            (12_345_678_900, "$12,345.68"),
            (-2500, "-$0.0025"),
        ],
    )
    def test_says_as_much_as_is_of_use(self, micros: int, text: str) -> None:
        assert dollars(micros) == text


class TestReadDollars:
    @pytest.mark.parametrize(
        ("text", "micros"),
        [
            ("", None),
            ("  ", None),
            ("5", 5_000_000),
            ("$0.50", 500_000),
            ("1,000", 10**9),
            ("$1,000.50", 1_000_500_000),
            (" 0 ", 0),
            ("1e1", 10**7),
            ("0.0000019", 1),
        ],
    )
    def test_takes_what_people_write(self, text: str, micros: int | None) -> None:
        assert read_dollars(text) == micros

    @pytest.mark.parametrize(
        "text",
        ["-1", "five", "NaN", "inf", "1000001", "9" * 5000, "1e99", "0x10", "1 2", "٣x",
         "1,5", "0,50", "0,500", "1.000,00", "1,,000", ",5", "1,0000"],
    )  # fmt: skip
    def test_refuses_what_is_no_amount(self, text: str) -> None:
        with pytest.raises(BudgetInvalid):
            read_dollars(text)


class TestWholeMicros:
    def test_never_rounds_up(self) -> None:
        assert whole_micros(Decimal("0.0000009")) == 0
