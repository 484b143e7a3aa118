"""Days and months begin and end in UTC."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from personae.usage import Period, Span, SpanInvalid, read_span

TODAY = date(2026, 3, 1)


class TestPeriod:
    def test_is_of_utc_wherever_the_clock_stands(self) -> None:
        late = datetime(2026, 12, 31, 22, 30, tzinfo=timezone(timedelta(hours=-5)))
        assert Period.DAY.start(late) == date(2027, 1, 1)
        assert Period.MONTH.start(late) == date(2027, 1, 1)

    @pytest.mark.parametrize(
        ("at", "day", "month"),
        [
            (datetime(2026, 12, 31, 23, 59, tzinfo=UTC), datetime(2027, 1, 1), datetime(2027, 1, 1)),
            (datetime(2024, 2, 28, tzinfo=UTC), datetime(2024, 2, 29), datetime(2024, 3, 1)),
            (datetime(2026, 1, 31, 5, tzinfo=UTC), datetime(2026, 2, 1), datetime(2026, 2, 1)),
        ],
    )
    def test_ends_when_the_next_begins(self, at: datetime, day: datetime, month: datetime) -> None:
        assert Period.DAY.end(at) == day.replace(tzinfo=UTC)
        assert Period.MONTH.end(at) == month.replace(tzinfo=UTC)


class TestReadSpan:
    @pytest.mark.parametrize(
        ("since", "until", "span"),
        [
            ("", "", Span(date(2026, 1, 31), TODAY)),
            ("2026-02-28", "", Span(date(2026, 2, 28), TODAY)),
            ("", "2026-01-30", Span(date(2026, 1, 1), date(2026, 1, 30))),
            (" 2026-01-05 ", "2026-01-05", Span(date(2026, 1, 5), date(2026, 1, 5))),
            ("", "0001-01-03", Span(date(1, 1, 1), date(1, 1, 3))),
        ],
    )
    def test_fills_in_what_is_left_out(self, since: str, until: str, span: Span) -> None:
        assert read_span(since, until, today=TODAY) == span

    def test_takes_the_days_in_either_order(self) -> None:
        assert read_span("2026-03-02", "2026-03-01", today=TODAY) == Span(TODAY, date(2026, 3, 2))

    @pytest.mark.parametrize(
        ("since", "until", "span"),
        [
            ("2020-01-01", "2026-01-01", Span(date(2025, 1, 1), date(2026, 1, 1))),
            ("0001-01-01", "9999-12-31", Span(date(9998, 12, 31), date(9999, 12, 31))),
        ],
    )
    def test_takes_the_last_year_of_more(self, since: str, until: str, span: Span) -> None:
        assert read_span(since, until, today=TODAY) == span

    @pytest.mark.parametrize(
        ("since", "until"),
        [("yesterday", ""), ("2026-02-30", ""), ("20260228", ""), ("2026-W09-6", ""), ("2026-01-01; --", "")],
    )
    def test_refuses_what_is_no_day(self, since: str, until: str) -> None:
        with pytest.raises(SpanInvalid):
            read_span(since, until, today=TODAY)


class TestSpan:
    def test_has_every_day_of_it_once(self) -> None:
        assert Span(date(2026, 2, 27), TODAY).days == [date(2026, 2, 27), date(2026, 2, 28), TODAY]
