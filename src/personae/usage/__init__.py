"""What calls to models took, and how much may be spent."""

from personae.usage.asking import breakdown, calls, of_messages, of_portraits, sheet_of, totals
from personae.usage.entries import Context, Price, Pricing
from personae.usage.errors import (
    BudgetInvalid,
    BudgetReached,
    BudgetUpsideDown,
    PageUnknown,
    PriceUnknown,
    SpanInvalid,
)
from personae.usage.house import (
    Spender,
    house_breakdown,
    house_sheet,
    house_standings,
    house_totals,
    spenders,
)
from personae.usage.house_reports import Part
from personae.usage.ledger import Ledger
from personae.usage.limits import Allowance, Cap, House, Purse
from personae.usage.money import dollars, read_dollars, whole_micros, written_dollars
from personae.usage.periods import Period, Span, read_span
from personae.usage.reports import By, Line, Totals
from personae.usage.service import Standing, State, allowance, set_allowance, standings, warnings
from personae.usage.tables import Call, Purpose

__all__ = [
    "Allowance",
    "BudgetInvalid",
    "BudgetReached",
    "BudgetUpsideDown",
    "By",
    "Call",
    "Cap",
    "Context",
    "House",
    "Ledger",
    "Line",
    "PageUnknown",
    "Part",
    "Period",
    "Price",
    "PriceUnknown",
    "Pricing",
    "Purpose",
    "Purse",
    "Span",
    "SpanInvalid",
    "Spender",
    "Standing",
    "State",
    "Totals",
    "allowance",
    "breakdown",
    "calls",
    "dollars",
    "house_breakdown",
    "house_sheet",
    "house_standings",
    "house_totals",
    "of_messages",
    "of_portraits",
    "read_dollars",
    "read_span",
    "set_allowance",
    "sheet_of",
    "spenders",
    "standings",
    "totals",
    "warnings",
    "whole_micros",
    "written_dollars",
]
