"""Sums, lists and the sheet of a person's calls, and of nobody else's."""

import csv
from collections.abc import Sequence
from datetime import timedelta

import pytest

from personae import usage
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.usage import By, Line, Span, Totals
from usage.books import Books, a_call, ended, open_books, somebody, turned_away


async def booked(services: Services) -> Books:
    """Four calls on two days: two of one model, one that was turned away, one without a price."""
    books = await open_books(services)
    first = books.meter(character_id="a" * 26, conversation_id="v" * 26, message_id="m" * 26)
    second = books.meter(character_id="b" * 26, conversation_id="w" * 26, message_id="n" * 26)
    await (await first.reserve(a_call())).settle(ended(cached_tokens=400))
    await (await first.reserve(a_call())).settle(turned_away())
    books.clock.wait(days=2)
    await (await second.reserve(a_call())).settle(ended(is_estimate=True))
    await (await books.meter().reserve(a_call(model="mystery"))).settle(ended())
    return books


@pytest.fixture(scope="module")
async def full(services: Services) -> Books:
    """Books that tests only read."""
    return await booked(services)


@pytest.fixture
def span(full: Books) -> Span:
    """The three days of its calls."""
    today = full.clock.at.date()
    return Span(today - timedelta(days=2), today)


class TestTotals:
    async def test_add_up_what_is_known_and_count_what_is_not(
        self, services: Services, full: Books, span: Span
    ) -> None:
        async with services.database.begin(write=False) as tx:
            assert await usage.totals(tx, full.actor, span) == Totals(
                calls=4,
                failed=1,
                input_tokens=3000,
                cached_tokens=400,
                output_tokens=150,
                micros=1140 + 1500,
                unknown=1,
                estimates=1,
            )
            yesterday = Span(span.since + timedelta(days=1), span.since + timedelta(days=1))
            assert await usage.totals(tx, full.actor, yesterday) == Totals()


class TestBreakdown:
    async def by(self, services: Services, full: Books, span: Span, by: By) -> Sequence[Line]:
        async with services.database.begin(write=False) as tx:
            return await usage.breakdown(tx, full.actor, by, span)

    async def test_has_every_day_in_order(self, services: Services, full: Books, span: Span) -> None:
        found = await self.by(services, full, span, By.DAY)
        assert [line.key for line in found] == [str(day) for day in span.days]
        assert [(line.totals.calls, line.totals.micros) for line in found] == [(2, 1140), (0, 0), (2, 1500)]

    async def test_has_models_with_their_vendors_the_costliest_first(
        self, services: Services, full: Books, span: Span
    ) -> None:
        found = await self.by(services, full, span, By.MODEL)
        assert [(line.key, line.vendor, line.totals.micros, line.totals.unknown) for line in found] == [
            ("gpt-5", "openai", 2640, 0),
            ("mystery", "openai", 0, 1),
        ]

    @pytest.mark.parametrize(
        ("by", "keys"),
        [
            (By.CHARACTER, ["b" * 26, "a" * 26, None]),
            (By.CONVERSATION, ["w" * 26, "v" * 26, None]),
            (By.PURPOSE, ["reply"]),
        ],
    )
    async def test_has_what_the_calls_were_for(
        self, services: Services, full: Books, span: Span, by: By, keys: list[str | None]
    ) -> None:
        assert [line.key for line in await self.by(services, full, span, by)] == keys


class TestOfMessages:
    async def test_adds_up_all_calls_of_each(self, services: Services, full: Books) -> None:
        async with services.database.begin(write=False) as tx:
            found = await usage.of_messages(tx, full.actor, ["m" * 26, "n" * 26, "x" * 26])
            assert await usage.of_messages(tx, full.actor, []) == {}
        assert {key: (each.calls, each.micros) for key, each in found.items()} == {
            "m" * 26: (2, 1140),
            "n" * 26: (1, 1500),
        }


class TestCalls:
    async def test_come_in_pages_the_latest_first(self, services: Services, full: Books, span: Span) -> None:
        seen, before = [], None
        async with services.database.begin(write=False) as tx:
            for _ in range(4):
                rows, before = await usage.calls(tx, full.actor, span, before=before, limit=1)
                seen += [(row.model, row.outcome) for row in rows]
            assert before is None
            assert seen == [("mystery", "done"), ("gpt-5", "done"), ("gpt-5", "failed"), ("gpt-5", "done")]
            assert await usage.calls(tx, full.actor, span, before="nobody's") == ([], None)


class TestSheetOf:
    async def test_has_every_call_the_earliest_first(
        self, services: Services, full: Books, span: Span, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("personae.usage.asking.SHEET_PAGE", 2)
        rows = await sheet(services, full.actor, span)
        assert [row["cost_usd"] for row in rows] == ["0.001140", "0.000000", "0.001500", "unknown"]
        assert rows[0]["begun_utc"].endswith("+00:00")
        assert rows[0]["cached_tokens"] == "400"
        assert rows[1]["code"] == "model_busy"
        assert (rows[2]["estimated"], rows[2]["message_id"]) == ("yes", "n" * 26)

    async def test_is_harmless_to_spreadsheets(self, services: Services) -> None:
        books = await open_books(services)
        for model in ("=1+1", "+1", "-1", "@sum", "\tx", " =1", 'a,"b"\n=c', "plain"):
            await (await books.reserve(a_call(model=model))).settle(ended())
        day = books.clock.at.date()
        found = {row["model"] for row in await sheet(services, books.actor, Span(day, day))}
        assert found == {"'=1+1", "'+1", "'-1", "'@sum", "'\tx", "' =1", 'a,"b"\n=c', "plain"}


class TestStrangers:
    async def test_are_shown_nothing(self, services: Services, full: Books, span: Span) -> None:
        other = await somebody(services.database.begin)
        async with services.database.begin(write=False) as tx:
            assert await usage.totals(tx, other, span) == Totals()
            assert await usage.of_messages(tx, other, ["m" * 26]) == {}
            assert await usage.breakdown(tx, other, By.MODEL, span) == []
            assert await usage.calls(tx, other, span) == ([], None)
            [latest, *_], _ = await usage.calls(tx, full.actor, span)
            assert await usage.calls(tx, other, span, before=latest.id) == ([], None)
        assert await sheet(services, other, span) == []


async def sheet(services: Services, actor: Actor, span: Span) -> list[dict[str, str]]:
    """The sheet as a spreadsheet reads it."""
    text = "".join([piece async for piece in usage.sheet_of(services.database.begin, actor, span)])
    return list(csv.DictReader(text.splitlines(keepends=True)))
