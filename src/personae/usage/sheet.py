"""Calls as a sheet of comma-separated values that spreadsheets open without harm."""

import csv
import io
from collections.abc import Iterable
from decimal import Decimal

from personae.usage.money import MICROS
from personae.usage.tables import Call

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
HEADER = (
    "begun_utc",
    "purpose",
    "vendor",
    "model",
    "own_key",
    "input_tokens",
    "cached_tokens",
    "output_tokens",
    "estimated",
    "cost_usd",
    "price_of",
    "first_token_ms",
    "duration_ms",
    "outcome",
    "code",
    "character_id",
    "conversation_id",
    "message_id",
    "call_id",
)


def rows_of(calls: Iterable[Call]) -> str:
    """Some calls as lines of the sheet. A cost that is unknown says so; it is never 0."""
    return written(
        (
            call.created_at.isoformat(timespec="seconds"),
            call.purpose,
            call.vendor,
            call.model,
            _yes(call.is_own_key),
            call.input_tokens,
            call.cached_tokens,
            call.output_tokens,
            _yes(call.is_estimate),
            "unknown" if call.micros is None else f"{Decimal(call.micros) / MICROS:.6f}",
            call.price_date,
            call.first_token_ms,
            call.duration_ms,
            call.outcome,
            call.code,
            call.character_id,
            call.conversation_id,
            call.message_id,
            call.id,
        )
        for call in calls
    )


def written(rows: Iterable[Iterable[object]]) -> str:
    """Rows of cells as lines, each cell harmless; None is an empty cell."""
    out = io.StringIO()
    csv.writer(out).writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def harmless(cell: object) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe stands before what looks like one."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.lstrip(" ").startswith(RISKY) else text


def _yes(fact: bool) -> str:
    return "yes" if fact else "no"
