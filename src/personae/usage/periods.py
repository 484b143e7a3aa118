"""Days and months, which begin and end in UTC, and spans of days that people ask about."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from personae.usage.errors import SpanInvalid

LONGEST_DAYS = 366
USUAL_DAYS = 30


class Period(StrEnum):
    """How long a budget lasts until it is renewed."""

    DAY = "day"
    MONTH = "month"

    def start(self, at: datetime) -> date:
        """The first day of the period that a moment lies in."""
        return self.first(at.astimezone(UTC).date())

    def first(self, day: date) -> date:
        """The first day of the period that a day lies in."""
        return day if self is Period.DAY else day.replace(day=1)

    def end(self, at: datetime) -> datetime:
        """The moment the next period begins."""
        first = self.start(at)
        step = timedelta(days=1 if self is Period.DAY else 31)
        return midnight(self.start(midnight(first) + step))


@dataclass(frozen=True, slots=True)
class Span:
    """The days from `since` to `until`, both included."""

    since: date
    until: date

    @property
    def days(self) -> list[date]:
        """Every day of it, in order."""
        return [self.since + timedelta(days=n) for n in range((self.until - self.since).days + 1)]


def midnight(day: date) -> datetime:
    """The moment a day begins."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def read_span(since: str, until: str, *, today: date) -> Span:
    """The span between two days as people write them, such as 2026-11-25.

    A blank end is today, a blank start 29 days before the end. The two may come in either order; of more
    than LONGEST_DAYS the last are taken. Raises SpanInvalid for what is no day.
    """
    last = _day(until) or today
    first = _day(since) or _before(last, days=USUAL_DAYS - 1)
    first, last = min(first, last), max(first, last)
    return Span(max(first, _before(last, days=LONGEST_DAYS - 1)), last)


def _before(day: date, *, days: int) -> date:
    return date.fromordinal(max(day.toordinal() - days, 1))


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return datetime.strptime(text.strip(), "%Y-%m-%d").date()
    except ValueError as error:
        raise SpanInvalid(longest=LONGEST_DAYS) from error
