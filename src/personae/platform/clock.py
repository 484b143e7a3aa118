"""The only place that asks what time it is. All times are aware and in UTC."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)
