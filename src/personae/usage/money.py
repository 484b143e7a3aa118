"""Money in whole micro-dollars: how it is read and written."""

import re
from decimal import Decimal, InvalidOperation
from typing import Final

from personae.usage.errors import BudgetInvalid

MICROS = 1_000_000
MOST_DOLLARS = 1_000_000
GROUPED: Final = re.compile(r"[1-9]\d{0,2}(,\d{3})+(\.\d*)?")  # or "0,50" would be fifty dollars


def dollars(micros: int) -> str:
    """An amount as people read it: two places from a cent on, below it as many as say something.

    Nothing is $0; what is less than a hundred-thousandth of a dollar is said to be less.
    """
    if micros == 0:
        return "$0"
    if micros < 0:
        return f"-{dollars(-micros)}"
    if micros < 10:
        return "under $0.00001"
    if micros >= MICROS // 100:
        return f"${Decimal(micros) / MICROS:,.2f}"
    digits = f"{Decimal(micros) / MICROS:.5f}"
    return f"${digits.rstrip('0')}"


def read_dollars(text: str) -> int | None:
    """Micro-dollars of an amount such as "5", "$0.50" or "1,000"; None for nothing.

    Raises BudgetInvalid below 0, above MOST_DOLLARS and for what is no number, such as "0,50".
    """
    digits = text.strip().removeprefix("$").strip()
    if not digits:
        return None
    if len(digits) > 20 or ("," in digits and not GROUPED.fullmatch(digits)):
        raise BudgetInvalid(most=f"{MOST_DOLLARS:,}")
    try:
        return whole_micros(Decimal(digits.replace(",", "")))
    except InvalidOperation as error:
        raise BudgetInvalid(most=f"{MOST_DOLLARS:,}") from error


def written_dollars(micros: int | None) -> str:
    """An amount as `read_dollars` takes it, to the micro: "0.5"; nothing for None."""
    if micros is None:
        return ""
    text = f"{Decimal(micros) / MICROS:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def whole_micros(amount: Decimal) -> int:
    """Micro-dollars of an amount in dollars. Raises BudgetInvalid below 0 and above MOST_DOLLARS."""
    if not amount.is_finite() or not 0 <= amount <= MOST_DOLLARS:
        raise BudgetInvalid(most=f"{MOST_DOLLARS:,}")
    return int(amount * MICROS)
