"""What a person can ask about budgets."""

import pytest

from personae import usage
from personae.bootstrap import Services
from personae.usage import Allowance, BudgetInvalid, BudgetUpsideDown, Cap, House, Purse, State
from usage.books import Books, a_call, ended, open_books, somebody

MOST, TOOK = 2000, 1500


class TestSetAllowance:
    async def test_keeps_what_is_wished_and_replaces_it(self, books: Books) -> None:
        async with books.services.database.begin() as tx:
            assert await usage.allowance(tx, books.actor) == Allowance()
            for wish in (
                Allowance(Cap(5, 4), Cap(9, None), allows_unknown=True),
                Allowance(Cap(None, 3), Cap(0, 0)),
                Allowance(),
            ):
                await usage.set_allowance(tx, books.actor, wish)
                tx.expire_all()
                assert await usage.allowance(tx, books.actor) == wish

    async def test_is_nobody_elses(self, books: Books) -> None:
        await books.limit(day=Cap(hard=5))
        other = await somebody(books.services.database.begin)
        async with books.services.database.begin(write=False) as tx:
            assert await usage.allowance(tx, other) == Allowance()

    @pytest.mark.parametrize("cap", [Cap(hard=-1), Cap(soft=-1), Cap(hard=10**12 + 1)])
    async def test_refuses_what_makes_no_sense(self, books: Books, cap: Cap) -> None:
        async with books.services.database.begin() as tx:
            with pytest.raises(BudgetInvalid):
                await usage.set_allowance(tx, books.actor, Allowance(month=cap))
            assert await usage.allowance(tx, books.actor) == Allowance()

    async def test_refuses_an_alert_above_its_limit(self, books: Books) -> None:
        async with books.services.database.begin() as tx:
            with pytest.raises(BudgetUpsideDown):
                await usage.set_allowance(tx, books.actor, Allowance(month=Cap(hard=5, soft=6)))


class TestStandings:
    async def test_are_the_persons_own_first_and_everybodys_without_a_figure(
        self, services: Services
    ) -> None:
        house = House(each=Allowance(day=Cap(9000, 7200)), all=Allowance(month=Cap(MOST, 1600)))
        books = await open_books(services, house=house)
        await books.limit(day=Cap(hard=10_000, soft=TOOK))
        await (await books.reserve(a_call())).settle(ended())
        await books.reserve(a_call(400, 10))
        async with services.database.begin(write=False) as tx:
            found = await usage.standings(tx, books.actor, house=house, at=books.clock.at)
        assert [(each.purse, each.period.value, each.used, each.state) for each in found] == [
            (Purse.OWN, "day", TOOK + 500, State.NEAR),
            (Purse.EACH, "day", TOOK + 500, State.ROOM),
            (Purse.ALL, "month", None, State.REACHED),
        ]
        assert (found[0].renews_at - books.clock.at).total_seconds() == pytest.approx(12 * 3600, abs=1)

    async def test_are_none_without_limits(self, books: Books) -> None:
        async with books.services.database.begin(write=False) as tx:
            assert await usage.standings(tx, books.actor, house=House()) == []


class TestWarnings:
    async def test_are_of_limits_whose_mark_is_reached(self, books: Books) -> None:
        await books.limit(day=Cap(hard=MOST, soft=1600), month=Cap(hard=10 * MOST))
        await (await books.reserve(a_call())).settle(ended())
        async with books.services.database.begin(write=False) as tx:
            assert await usage.warnings(tx, books.actor, house=House(), at=books.clock.at) == []
        await (await books.reserve(a_call(400, 10))).settle(ended(400, 10))
        async with books.services.database.begin(write=False) as tx:
            [near] = await usage.warnings(tx, books.actor, house=House(), at=books.clock.at)
        assert (near.purse, near.period.value, near.state) == (Purse.OWN, "day", State.REACHED)
