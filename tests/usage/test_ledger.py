"""Room is set aside before a call and given back after it, and no hard limit is ever passed."""

import asyncio
import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import update

from personae import llm
from personae.bootstrap import Services
from personae.platform import metrics
from personae.platform.db import Database
from personae.usage import Allowance, BudgetReached, Cap, Context, House, Ledger, PriceUnknown, Purpose
from personae.usage.entries import LIFETIME, LOST
from personae.usage.tables import Reservation
from usage.books import PRICED, Books, Clock, a_call, ended, open_books, price, somebody, turned_away

TESTS = Path(__file__).parents[1]
KILLED = -int(signal.SIGKILL)
MOST = 2000  # what `a_call` costs at most
TOOK = 1500  # what it takes as `ended` says


class TestReserve:
    async def test_sets_aside_the_prompt_and_the_longest_reply_at_the_models_price(
        self, books: Books
    ) -> None:
        await books.reserve(a_call(3000, 200))
        assert await books.held() == 3000 + 200 * 10
        assert await books.calls() == []

    async def test_lets_anything_through_where_nobody_set_a_limit(self, books: Books) -> None:
        await books.reserve(a_call(10**9, 10**9))
        await books.reserve(a_call(model="mystery"))

    async def test_refuses_what_does_not_fit_beside_what_is_spent_and_under_way(self, books: Books) -> None:
        await books.limit(day=Cap(hard=MOST + TOOK + MOST))
        spent = await books.reserve(a_call())
        await spent.settle(ended())
        await books.reserve(a_call())
        await books.reserve(a_call())
        with pytest.raises(BudgetReached):
            await books.reserve(a_call(1, 0))
        assert await books.held() == 2 * MOST

    async def test_counts_each_limit_for_itself(self, books: Books) -> None:
        await books.limit(day=Cap(hard=10 * MOST), month=Cap(hard=MOST))
        await books.reserve(a_call())
        with pytest.raises(BudgetReached) as caught:
            await books.reserve(a_call())
        assert caught.value.facts["period"] == "month"

    async def test_begins_anew_with_the_next_day_and_month(self, books: Books) -> None:
        await books.limit(day=Cap(hard=MOST), month=Cap(hard=2 * MOST))
        await (await books.reserve(a_call())).settle(ended(output_tokens=100))
        with pytest.raises(BudgetReached):
            await books.reserve(a_call())
        books.clock.wait(days=1)
        await (await books.reserve(a_call())).settle(ended(output_tokens=100))
        books.clock.wait(days=1)
        with pytest.raises(BudgetReached):
            await books.reserve(a_call())
        books.clock.wait(days=20)
        await books.reserve(a_call())

    async def test_says_whose_limit_it_is_and_what_to_do(self, books: Books) -> None:
        await books.limit(day=Cap(hard=MOST + 500))
        await books.reserve(a_call())
        with pytest.raises(BudgetReached) as caught:
            await books.reserve(a_call())
        year = books.clock.at.year
        assert caught.value.sentence == (
            "Your own budget of $0.0025 a day has $0.0005 left, and this may cost up to $0.002. "
            f"It is renewed on 21 May {year}, 00:00 UTC. Until then raise it on the usage page, "
            "or let characters answer in their own quotations, which costs nothing."
        )

    async def test_does_not_tell_one_person_what_others_spend(self, services: Services) -> None:
        books = await open_books(services, house=House(all=Allowance(month=Cap(hard=MOST + 77))))
        await books.reserve(a_call())
        with pytest.raises(BudgetReached) as caught:
            await books.reserve(a_call())
        assert "everybody here of $0.00208 a month is used up." in caught.value.sentence
        assert "77" not in caught.value.sentence

    async def test_refuses_a_model_without_a_price_where_there_is_a_limit(self, books: Books) -> None:
        await books.limit(month=Cap(hard=10 * MOST))
        with pytest.raises(PriceUnknown) as caught:
            await books.reserve(a_call(model="mystery"))
        assert "Nobody here knows what mystery costs, so your own budget" in caught.value.sentence
        await books.limit(month=Cap(hard=10 * MOST), allows_unknown=True)
        await books.reserve(a_call(model="mystery"))
        assert await books.held() == 0

    async def test_refuses_it_too_where_only_the_operator_does_not_allow_it(self, services: Services) -> None:
        books = await open_books(services, house=House(each=Allowance(day=Cap(hard=10 * MOST))))
        await books.limit(day=Cap(hard=10 * MOST), allows_unknown=True)
        with pytest.raises(PriceUnknown, match="BUDGETS_ALLOW_UNKNOWN_PRICES"):
            await books.reserve(a_call(model="mystery"))

    async def test_lets_a_soft_limit_refuse_nothing(self, books: Books) -> None:
        await books.limit(day=Cap(soft=1))
        await books.reserve(a_call())
        await books.reserve(a_call(model="mystery"))

    async def test_asks_only_the_person_for_a_key_of_their_own(self, services: Services) -> None:
        none = Allowance(day=Cap(hard=0))
        books = await open_books(services, house=House(each=none, all=none))
        with pytest.raises(BudgetReached):
            await books.reserve(a_call())
        own = await books.reserve(a_call(), is_own_key=True)
        await own.settle(ended())
        assert await books.spent() == {
            "own/day": TOOK,
            "own/month": TOOK,
            "each/day": 0,
            "each/month": 0,
            "all/day": 0,
            "all/month": 0,
        }
        await books.limit(day=Cap(hard=TOOK))
        with pytest.raises(BudgetReached):
            await books.reserve(a_call(), is_own_key=True)

    async def test_passes_what_is_free_and_writes_nothing_yet(self, books: Books) -> None:
        await books.limit(day=Cap(hard=0))
        booking = await books.reserve(a_call(vendor="quotation", model="quotation"))
        assert await books.held() == 0
        await booking.settle(ended())
        [call] = await books.calls()
        assert (call.micros, call.input_tokens, call.price_date) == (0, 1000, None)
        assert (await books.spent())["own/day"] == 0


class TestManyAtOnce:
    async def test_never_pass_a_limit_of_ones_own(self, books: Books) -> None:
        await books.limit(day=Cap(hard=20 * MOST + MOST - 1))
        about = Context(books.actor.user_id, Purpose.REPLY)
        meters = [ledger.meter(about) for ledger in books.rivals(10)] * 5
        asking = (meter.reserve(a_call()) for meter in meters)
        found = await asyncio.gather(*asking, return_exceptions=True)
        refused = [each for each in found if isinstance(each, BudgetReached)]
        bookings = [each for each in found if not isinstance(each, BaseException)]
        assert (len(bookings), len(refused)) == (20, 30)
        assert await books.held() == 20 * MOST
        await asyncio.gather(*(booking.settle(ended()) for booking in bookings))
        assert (await books.held(), (await books.spent())["own/day"]) == (0, 20 * TOOK)
        assert len(await books.calls()) == 20

    async def test_never_pass_a_limit_of_everybodys_while_others_settle(self, services: Services) -> None:
        house = House(all=Allowance(day=Cap(hard=10 * MOST), month=Cap(hard=10 * MOST)))
        books = await open_books(services, house=house)
        people = [await somebody(services.database.begin) for _ in range(5)]
        ledgers = books.rivals(10)

        async def talk(number: int) -> bool:
            meter = ledgers[number % 10].meter(Context(people[number % 5].user_id, Purpose.REPLY))
            try:
                booking = await meter.reserve(a_call())
            except BudgetReached:
                return False
            await booking.settle(ended(output_tokens=100))
            return True

        assert sum(await asyncio.gather(*(talk(number) for number in range(50)))) == 10
        assert (await books.spent())["all/month"] == 10 * MOST


class TestSettle:
    async def test_writes_what_it_really_took_and_gives_the_rest_back(self, books: Books) -> None:
        begun = books.clock.at
        meter = books.meter(character_id="c" * 26, conversation_id="v" * 26, message_id="m" * 26)
        booking = await meter.reserve(a_call())
        books.clock.wait(hours=13)
        await booking.settle(ended(cached_tokens=400))
        [call] = await books.calls()
        assert (call.created_at, call.day) == (begun, begun.date()), "a call belongs to the day it was begun"
        assert (call.character_id, call.conversation_id, call.message_id) == ("c" * 26, "v" * 26, "m" * 26)
        assert (call.purpose, call.vendor, call.model, call.is_own_key) == (
            "reply",
            "openai",
            "gpt-5",
            False,
        )
        assert (call.input_tokens, call.cached_tokens, call.output_tokens) == (1000, 400, 50)
        assert (call.micros, call.price_date) == (600 + 40 + 500, PRICED)
        assert (call.first_token_ms, call.duration_ms) == (250, 1500)
        assert (call.outcome, call.code, call.is_estimate) == ("done", None, False)
        assert await books.held() == 0

    async def test_books_nothing_when_the_vendor_billed_nothing(self, books: Books) -> None:
        await (await books.reserve(a_call())).settle(turned_away())
        [call] = await books.calls()
        assert (call.micros, call.input_tokens, call.output_tokens) == (0, 0, 0)
        assert (call.outcome, call.code, call.first_token_ms) == ("failed", "model_busy", None)
        assert (await books.held(), (await books.spent())["own/day"]) == (0, 0)

    async def test_books_what_a_call_that_was_stopped_or_cut_off_took(self, books: Books) -> None:
        for outcome in (llm.Outcome.STOPPED, llm.Outcome.INTERRUPTED):
            booking = await books.reserve(a_call())
            await booking.settle(ended(output_tokens=7, outcome=outcome, is_estimate=True))
        assert [(call.outcome, call.micros, call.is_estimate) for call in await books.calls()] == [
            ("stopped", 1070, True),
            ("interrupted", 1070, True),
        ]

    async def test_keeps_an_unknown_price_unknown(self, books: Books) -> None:
        await (await books.reserve(a_call(model="mystery"))).settle(ended())
        [call] = await books.calls()
        assert (call.micros, call.price_date, call.input_tokens) == (None, None, 1000)

    async def test_takes_what_the_vendor_left_out_to_be_the_most(self, books: Books) -> None:
        await (await books.reserve(a_call())).settle(ended(None, None, cached_tokens=None))
        [call] = await books.calls()
        assert (call.input_tokens, call.cached_tokens, call.output_tokens) == (1000, 0, 100)
        assert (call.micros, call.is_estimate) == (MOST, True)

    async def test_happens_once(self, books: Books) -> None:
        for vendor in ("openai", "quotation"):
            booking = await books.reserve(a_call(vendor=vendor))
            await booking.settle(ended())
            await booking.settle(ended())
        assert [call.vendor for call in await books.calls()] == ["openai", "quotation"]
        assert (await books.spent())["own/day"] == TOOK

    async def test_cuts_the_name_of_a_model_that_no_column_would_hold(self, books: Books) -> None:
        await (await books.reserve(a_call(model="m" * 500))).settle(ended())
        [call] = await books.calls()
        assert call.model == "m" * 200

    async def test_alerts_once_a_period_when_a_soft_limit_is_reached(self, books: Books) -> None:
        await books.limit(day=Cap(hard=10 * MOST, soft=2 * TOOK))
        counted = []
        for _ in range(4):
            await (await books.reserve(a_call())).settle(ended())
            counted.append(alerts())
        assert [each - counted[0] for each in counted] == [0, 1, 1, 1]
        books.clock.wait(days=1)
        for _ in range(2):
            await (await books.reserve(a_call())).settle(ended())
        assert alerts() - counted[0] == 2


def alerts() -> float:
    return float(metrics.BUDGET_ALERTS.labels("own", "day")._value.get())


class TestSettleDead:
    @pytest.fixture(autouse=True)
    async def alone(self, books: Books) -> None:
        """No other test has left anything under way."""
        await books.ledger.settle_dead(at_once=True)

    async def test_books_all_that_was_set_aside_as_spent(self, books: Books) -> None:
        await books.reserve(a_call())
        await books.reserve(a_call(model="mystery"))
        books.clock.wait(minutes=LIFETIME.total_seconds() / 60 - 1)
        assert await books.ledger.settle_dead() == 0
        books.clock.wait(minutes=2)
        assert await books.ledger.settle_dead() == 2
        known, unknown = await books.calls()
        assert (known.micros, known.outcome, known.code) == (MOST, "failed", LOST)
        assert (known.is_estimate, known.output_tokens) == (True, 100)
        assert unknown.micros is None
        assert (await books.held(), (await books.spent())["own/day"]) == (0, MOST)
        assert await books.ledger.settle_dead() == 0

    async def test_waits_for_nobody_when_no_other_process_is_at_work(self, books: Books) -> None:
        await books.reserve(a_call())
        assert await books.ledger.settle_dead(at_once=True) >= 1
        assert await books.held() == 0

    async def test_is_put_right_by_a_call_that_ends_after_all(self, books: Books) -> None:
        booking = await books.reserve(a_call())
        books.clock.wait(hours=1)
        await books.ledger.settle_dead()
        await booking.settle(ended())
        [call] = await books.calls()
        assert (call.micros, call.outcome, call.code, call.is_estimate) == (TOOK, "done", None, False)
        assert (await books.spent())["own/day"] == TOOK

    async def test_is_done_once_by_many_at_once(self, books: Books) -> None:
        for _ in range(5):
            await books.reserve(a_call())
        books.clock.wait(hours=1)
        found = await asyncio.gather(*(books.ledger.settle_dead() for _ in range(4)))
        assert sum(found) == 5
        assert (await books.spent())["own/day"] == 5 * MOST

    async def test_finds_what_a_process_that_was_killed_left_behind(
        self, services: Services, books: Books
    ) -> None:
        await books.limit(day=Cap(hard=MOST))
        killed = die_between(services, books)
        assert killed.returncode == KILLED, killed.stderr
        assert await books.held() == MOST
        with pytest.raises(BudgetReached):
            await books.reserve(a_call())
        books.clock.wait(hours=1)
        await books.ledger.settle_dead()
        [call] = await books.calls()
        assert (call.micros, call.code) == (MOST, LOST)
        with pytest.raises(BudgetReached):
            await books.reserve(a_call())


SCENE = """
import asyncio, sys
sys.path[:0] = sys.argv[1:3]
from usage import test_ledger
asyncio.run(test_ledger.be_killed(*sys.argv[3:]))
"""


def die_between(services: Services, books: Books) -> "subprocess.CompletedProcess[str]":
    """Set room aside in a process that is killed before it can settle."""
    url = "" if services.database.is_sqlite else services.database.url.render_as_string(hide_password=False)
    known = (str(services.settings.home), url, books.actor.user_id, books.clock.at.isoformat())
    return subprocess.run(
        [sys.executable, "-c", SCENE, str(TESTS), str(TESTS.parent / "src"), *known],
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


async def be_killed(home: str, url: str, user_id: str, at: str) -> None:
    """The whole life of that process."""
    database = Database(url or None, home=Path(home))
    clock = Clock.fromisoformat(at)
    ledger = Ledger(database.begin, price, now=clock)
    await ledger.meter(Context(user_id, Purpose.REPLY)).reserve(a_call())
    os.kill(os.getpid(), signal.SIGKILL)


STEP = st.tuples(
    st.sampled_from(["reserve", "reserve", "reserve", "settle", "fail", "again", "die"]),
    st.integers(1, 3000),
    st.integers(0, 300),
)


class TestWhateverHappens:
    @hypothesis_settings(max_examples=12)
    @given(steps=st.lists(STEP, min_size=3, max_size=12), hard=st.integers(0, 9000))
    async def test_nobody_spends_past_a_budget_and_each_call_is_booked_once(
        self, services: Services, steps: list[tuple[str, int, int]], hard: int
    ) -> None:
        books = await open_books(services)
        await books.limit(day=Cap(hard=hard))
        about = Context(books.actor.user_id, Purpose.REPLY)
        pending: list[Reservation] = []
        made: list[Reservation] = []
        for step, given_tokens, made_tokens in steps:
            if step == "reserve":
                try:
                    call = a_call(given_tokens, made_tokens)
                    reserved = await books.ledger.reserve(call, about, is_own_key=False)
                except BudgetReached:
                    assert await total(books) + given_tokens + 10 * made_tokens > hard
                    continue
                pending.append(reserved)
                made.append(reserved)
            elif step == "die":
                await expire(books)
            elif step == "again" and made:
                again = made[made_tokens % len(made)]
                if again not in pending:
                    await books.ledger.settle(again, ended(1, 0))
            elif pending:
                # No more than was set aside, which is the most that a call can take.
                ending = turned_away() if step == "fail" else ended(1, 0)
                await books.ledger.settle(pending.pop(made_tokens % len(pending)), ending)
            assert await total(books) <= hard
        await expire(books)
        calls = await books.calls()
        assert len(calls) == len(made)
        assert sum(call.micros or 0 for call in calls) == (await books.spent())["own/day"]
        assert await books.held() == 0


async def total(books: Books) -> int:
    return (await books.spent())["own/day"] + await books.held()


async def expire(books: Books) -> None:
    """Let everything that is under way be given up for dead, without the day passing."""
    async with books.services.database.begin() as tx:
        mine = Reservation.user_id == books.actor.user_id
        await tx.execute(update(Reservation).where(mine).values(expires_at=books.clock.at - timedelta(1)))
    await books.ledger.settle_dead()
