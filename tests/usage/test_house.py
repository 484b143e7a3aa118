"""Everybody's calls at the studio's expense: for admins, and without what people pay themselves."""

import csv
from dataclasses import replace
from datetime import timedelta

import pytest

from makers import Person
from personae import accounts, usage
from personae.accounts import AdminNeeded
from personae.bootstrap import Services
from personae.platform.db import Tx
from personae.usage import Allowance, Cap, House, PageUnknown, Part, Span
from usage.books import Books, a_call, ended, open_books, somebody


@pytest.fixture(scope="module")
async def full(services: Services) -> Books:
    """Calls of three people in a year of their own, the last with a key of their own."""
    books = await open_books(services)
    begin = services.database.begin
    for cost, is_own_key in ((50, False), (90, False), (70, True)):
        actor = await somebody(begin)
        meter = books.meter(actor=actor, is_own_key=is_own_key)
        await (await meter.reserve(a_call())).settle(ended(output_tokens=cost))
    books.clock.wait(days=1)
    await (await books.meter().reserve(a_call(model="=HYPERLINK(1)"))).settle(ended())
    await (await books.meter().reserve(a_call(model="mystery"))).settle(ended())
    return books


@pytest.fixture
def span(full: Books) -> Span:
    """The two days of those calls."""
    today = full.clock.at.date()
    return Span(today - timedelta(days=1), today)


class TestHouse:
    async def test_adds_up_what_the_studio_pays_and_nothing_else(
        self, tx: Tx, admin: Person, full: Books, span: Span
    ) -> None:
        found = await usage.house_totals(tx, admin.actor, span)
        assert (found.calls, found.micros, found.unknown) == (4, 1500 + 1900 + 1500, 1)
        days = await usage.house_breakdown(tx, admin.actor, Part.DAY, span)
        assert [(line.key, line.totals.calls) for line in days] == [(str(day), 2) for day in span.days]
        models = await usage.house_breakdown(tx, admin.actor, Part.MODEL, span)
        assert [(line.key, line.vendor) for line in models] == [
            ("gpt-5", "openai"), ("=HYPERLINK(1)", "openai"), ("mystery", "openai"),
        ]  # fmt: skip

    async def test_pages_people_by_what_they_spent(
        self, tx: Tx, admin: Person, full: Books, span: Span
    ) -> None:
        whole, end = await usage.spenders(tx, admin.actor, span)
        assert [each.totals.micros for each in whole] == [1900, 1500, 1500]
        assert end is None
        paged, after = [], None
        while True:
            rows, after = await usage.spenders(tx, admin.actor, span, after=after, limit=1)
            paged += rows
            if after is None:
                break
        assert paged == list(whole)

    @pytest.mark.parametrize("after", ["", "-", "x-y", "1", "-1-a", "9" * 30 + "-a", "²-a"])
    async def test_knows_no_page_but_its_own(
        self, tx: Tx, admin: Person, full: Books, span: Span, after: str
    ) -> None:
        with pytest.raises(PageUnknown):
            await usage.spenders(tx, admin.actor, span, after=after)

    async def test_tells_admins_how_everybodys_budget_stands(
        self, tx: Tx, admin: Person, full: Books
    ) -> None:
        house = House(all=Allowance(day=Cap(10_000), month=Cap(4_900)))
        day, month = await usage.house_standings(tx, admin.actor, house=house, at=full.clock.at)
        assert (day.used, day.state) == (1500, "room")
        assert (month.used, month.state) == (4900, "reached")

    async def test_gives_a_sheet_that_spreadsheets_open_without_harm(
        self, services: Services, admin: Person, full: Books, span: Span, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("personae.usage.house.SHEET_PAGE", 1)
        pieces = usage.house_sheet(services.database.begin, admin.actor, span, names=accounts.names_unscoped)
        rows = list(csv.DictReader("".join([piece async for piece in pieces]).splitlines()))
        assert {row["day"] for row in rows[:2]} == {str(span.since)}
        assert {row["cost_usd"] for row in rows[:2]} == {"0.001500", "0.001900"}
        assert [(row["model"], row["cost_usd"]) for row in rows[2:]] == [
            ("'=HYPERLINK(1)", "0.001500"), ("mystery", "unknown"),
        ]  # fmt: skip

    async def test_is_not_there_for_others(
        self, services: Services, tx: Tx, ada: Person, full: Books, span: Span
    ) -> None:
        for ask in (
            usage.house_totals(tx, ada.actor, span),
            usage.house_breakdown(tx, ada.actor, Part.MODEL, span),
            usage.spenders(tx, ada.actor, span),
            usage.house_standings(tx, replace(ada.actor, role="admin"), house=House()),
        ):
            with pytest.raises(AdminNeeded):
                await ask
        pieces = usage.house_sheet(services.database.begin, ada.actor, span, names=accounts.names_unscoped)
        with pytest.raises(AdminNeeded):
            _ = [piece async for piece in pieces]
