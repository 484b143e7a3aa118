"""What calls to models took, and how much may be spent."""

from personae.usage.entries import Context, Price, Pricing
from personae.usage.errors import BudgetInvalid, BudgetReached, PriceUnknown, SpanInvalid
from personae.usage.ledger import Ledger
from personae.usage.limits import Allowance, Cap, House, Purse, alert_at
from personae.usage.money import dollars, read_dollars, whole_micros
from personae.usage.periods import Period, Span, read_span
from personae.usage.service import Standing, State, allowance, set_allowance, standings, warnings
from personae.usage.tables import Call, Purpose

__all__ = [
    "Allowance",
    "BudgetInvalid",
    "BudgetReached",
    "Call",
    "Cap",
    "Context",
    "House",
    "Ledger",
    "Period",
    "Price",
    "PriceUnknown",
    "Pricing",
    "Purpose",
    "Purse",
    "Span",
    "SpanInvalid",
    "Standing",
    "State",
    "alert_at",
    "allowance",
    "dollars",
    "read_dollars",
    "read_span",
    "set_allowance",
    "standings",
    "warnings",
    "whole_micros",
]
