"""What the usage pages and the API tell of calls, and what they let a person set."""

import csv
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx2
import pytest

from makers import Person, register
from personae.bootstrap import Services
from personae.platform.clock import now
from personae.usage import Context, Ledger, Purpose
from usage.books import a_call, ended, price, turned_away
from web.browser import alert, assert_inert, browser_of, parsed, problem, send
from web.test_pages import text_of

EVIL = '"><script>pwned()</script>'


@pytest.fixture(scope="module")
async def spender(address: str, services: Services) -> AsyncIterator[Person]:
    """Somebody for whom five calls were booked: about a chat, about one that is gone, and about nothing."""
    async with register(address, "Spender") as person:
        wish = {"name": "Nell <b>Stone</b>", "description": "A miller.", "sayings": "Grain first, then talk."}
        nell = (await person.client.post("/api/v1/characters", json=wish)).json()["id"]
        talk = await person.client.post("/api/v1/conversations", json={"character_id": nell})
        known = {"character_id": nell, "conversation_id": talk.json()["id"]}
        for about, model, ending in [
            (known, "gpt-5", ended(cached_tokens=400)),
            (known, "gpt-5", turned_away()),
            ({"character_id": "c" * 26, "conversation_id": "v" * 26}, "gpt-5-mini", ended(is_estimate=True)),
            ({}, EVIL, ended()),
            ({}, "mystery", ended()),
        ]:
            ledger = Ledger(services.database.begin, price)
            meter = ledger.meter(Context(person.actor.user_id, Purpose.REPLY, **about))
            await (await meter.reserve(a_call(model=model))).settle(ending)
        yield person


@pytest.fixture
async def purse(spender: Person, address: str) -> AsyncIterator[httpx2.AsyncClient]:
    """Their browser."""
    async with browser_of(spender, address) as client:
        yield client


class TestPage:
    async def test_tells_what_was_spent_on_whom_and_what_nobody_knows(
        self, purse: httpx2.AsyncClient
    ) -> None:
        page = await purse.get("/usage")
        said = await text_of(page)
        assert "Today $0.00414 or more 1 call of unknown price" in said
        assert "5 calls, 1 failed · 4,000 tokens in (400 cached), 200 out · 1 call counted by us" in said
        assert "mystery openai unknown" in said, "never 0"
        assert "Nell <b>Stone</b> $0.00114 2 calls" in said
        for gone in ("somebody deleted", "a deleted chat", "nobody in particular", "outside of chats"):
            assert gone in said
        assert_inert(page.text)

    async def test_draws_one_bar_for_each_day(self, purse: httpx2.AsyncClient) -> None:
        page = parsed(await purse.get("/usage"))
        assert len(page.css("svg.days g")) == 30
        today = now().date()
        week = await purse.get(f"/usage?since={today - timedelta(days=6)}&until={today}")
        assert [len(parsed(week).css(f"svg.days rect.{kind}")) for kind in ("some", "none")] == [1, 6]

    async def test_of_somebody_who_asked_nothing_says_so(self, ben: Person, address: str) -> None:
        async with browser_of(ben, address) as tab:
            said = await text_of(await tab.get("/usage"))
        assert "Today $0 0 calls" in said
        assert "No model was asked in these days." in said

    async def test_lists_every_call_in_pages(
        self, purse: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        page = await purse.get("/usage/calls")
        assert len(parsed(page).css("tbody tr")) == 5
        assert_inert(page.text)
        assert EVIL in await text_of(page)
        first = parsed(page).css("tbody tr")[-1]
        assert "gpt-5 openai" in " ".join(first.text().split())

    async def test_shows_a_stranger_nothing(
        self, spender: Person, other_tab: httpx2.AsyncClient, other: Person
    ) -> None:
        assert "gpt-5" not in (await other_tab.get("/usage/calls")).text
        latest = (await spender.client.get("/api/v1/usage/calls")).json()["items"][0]["id"]
        answer = await other.client.get(f"/api/v1/usage/calls?after={latest}")
        assert answer.json() == {"items": [], "next": None}


class TestBudget:
    async def test_is_saved_shown_and_warned_about(
        self, ada: Person, address: str, services: Services
    ) -> None:
        async with browser_of(ada, address) as tab:
            wish = {
                "day_hard": "$0.002",
                "month_hard": "1,000",
                "month_soft": "12.5",
                "allows_unknown": "yes",
            }
            answer = await send(tab, "/usage", "/usage/budget", **wish)
            assert answer.headers["location"] == "/usage#budget"
            kept = (await ada.client.get("/api/v1/usage/budget")).json()
            assert kept == {
                "day": {"hard_micros": 2000, "soft_micros": None},
                "month": {"hard_micros": 10**9, "soft_micros": 12_500_000},
                "allows_unknown_prices": True,
            }
            meter = Ledger(services.database.begin, price).meter(Context(ada.actor.user_id, Purpose.REPLY))
            await (await meter.reserve(a_call())).settle(ended(output_tokens=70))
            page = await tab.get("/usage")
        assert "Your own budget a day is nearly used up." in await text_of(page)
        fields = {
            field.attributes["name"]: field.attributes["value"] for field in parsed(page).css("#budget input")
        }
        assert (fields["day_hard"], fields["day_soft"], fields["month_soft"]) == ("0.002", "", "12.5")
        limits = (await ada.client.get("/api/v1/usage")).json()["limits"]
        assert [(each["period"], each["used_micros"], each["state"]) for each in limits] == [
            ("day", 1700, "near"),
            ("month", 1700, "room"),
        ]

    @pytest.mark.parametrize(
        "wish",
        [
            {"day_hard": "a lot"},
            {"month_soft": "1e9"},
            {"month_hard": "NaN"},
        ],
    )
    async def test_that_makes_no_sense_keeps_what_was_typed(
        self, tab: httpx2.AsyncClient, wish: dict[str, str]
    ) -> None:
        answer = await send(tab, "/usage", "/usage/budget", **wish)
        assert answer.status_code == 422
        assert alert(answer).startswith("A budget is an amount in dollars from 0 to 1,000,000")
        for name, typed in wish.items():
            assert parsed(answer).css_first(f"input[name={name}]").attributes["value"] == typed

    async def test_whose_alert_is_above_its_limit_keeps_what_was_typed(self, tab: httpx2.AsyncClient) -> None:
        answer = await send(tab, "/usage", "/usage/budget", day_hard="5", day_soft="6")
        assert answer.status_code == 409
        assert alert(answer).startswith("The alert of a budget comes before its limit.")
        assert parsed(answer).css_first("input[name=day_soft]").attributes["value"] == "6"

    @pytest.mark.parametrize(
        "wish",
        [
            {"day": {"hard_micros": -1}},
            {"day": {"hard_micros": 10**13}},
            {"day": {"hard_micros": "x"}},
            {"month": 5},
        ],
    )
    async def test_over_the_api_is_refused_with_a_sentence(
        self, owner: Person, wish: dict[str, object]
    ) -> None:
        answer = await owner.client.put("/api/v1/usage/budget", json=wish)
        assert answer.status_code == 422
        problem(answer)


class TestApi:
    async def test_sums_up_and_tells_apart(self, spender: Person) -> None:
        told = (await spender.client.get("/api/v1/usage")).json()
        assert told["today"] == told["month"] == told["total"]
        assert told["total"] == {
            "calls": 5,
            "failed": 1,
            "input_tokens": 4000,
            "cached_tokens": 400,
            "output_tokens": 200,
            "cost_micros": 4140,
            "unknown_prices": 1,
            "estimates": 1,
        }
        for by, many in (("day", 30), ("model", 4), ("character", 3), ("conversation", 3), ("purpose", 1)):
            items = (await spender.client.get(f"/api/v1/usage/by/{by}")).json()["items"]
            assert (len(items), sum(item["calls"] for item in items)) == (many, 5), by

    async def test_gives_calls_in_pages(self, spender: Person) -> None:
        seen, after = [], ""
        for _ in range(3):
            page = (await spender.client.get(f"/api/v1/usage/calls?limit=2{after}")).json()
            seen += [item["cost_micros"] for item in page["items"]]
            after = f"&after={page['next']}"
        assert (seen, page["next"]) == ([None, 1500, 1500, 0, 1140], None)

    async def test_gives_a_sheet_to_be_kept(self, spender: Person) -> None:
        answer = await spender.client.get("/api/v1/usage/calls.csv")
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        today = now().date()
        name = f"personae-usage-{today - timedelta(days=29)}-{today}.csv"
        assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
        rows = list(csv.DictReader(answer.text.splitlines()))
        assert [row["cost_usd"] for row in rows] == [
            "0.001140",
            "0.000000",
            "0.001500",
            "0.001500",
            "unknown",
        ]

    @pytest.mark.parametrize(
        "query",
        ["since=yesterday", "since=2026-01-01%00", "until=99999-01-01"],
    )
    async def test_refuses_days_that_are_none(self, owner: Person, query: str) -> None:
        for path in ("usage", "usage/by/day", "usage/calls", "usage/calls.csv"):
            answer = await owner.client.get(f"/api/v1/{path}?{query}")
            assert answer.status_code in (404, 422), path
            problem(answer)
