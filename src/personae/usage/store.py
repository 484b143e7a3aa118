"""All SQL about budgets, and about calls as they are made."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, tuple_

from personae.platform.db import Tx, insert, is_sqlite
from personae.usage.limits import Account, Allowance, Cap, Purse, accounts_of
from personae.usage.periods import Period
from personae.usage.tables import Budget, Call, Reservation, Spending

KEY = (Spending.purse, Spending.holder, Spending.period, Spending.start)


@dataclass(frozen=True, slots=True)
class Spent:
    """What stands in one account, and the soft limit whose alert was given."""

    micros: int
    warned_micros: int | None


async def allowance(tx: Tx, *, owner_id: str) -> Allowance:
    """What a person lets themself spend; no limits when they never said."""
    return (await allowances_unscoped(tx, {owner_id})).get(owner_id, Allowance())


async def allowances_unscoped(tx: Tx, user_ids: Collection[str]) -> dict[str, Allowance]:
    """What some people let themselves spend; who never said is left out."""
    rows = await tx.scalars(select(Budget).where(Budget.user_id.in_(user_ids)))
    return {
        row.user_id: Allowance(
            Cap(row.day_hard, row.day_soft), Cap(row.month_hard, row.month_soft), row.allows_unknown
        )
        for row in rows
    }


async def save_allowance(tx: Tx, wish: Allowance, *, owner_id: str) -> None:
    """Replace what a person lets themself spend."""
    values = {
        "day_hard": wish.day.hard,
        "day_soft": wish.day.soft,
        "month_hard": wish.month.hard,
        "month_soft": wish.month.soft,
        "allows_unknown": wish.allows_unknown,
    }
    query = insert(tx, Budget).values(user_id=owner_id, **values)
    await tx.execute(query.on_conflict_do_update(index_elements=[Budget.user_id], set_=values))


async def lock_unscoped(tx: Tx, accounts: Sequence[Account]) -> None:
    """Let nobody else add to some accounts before this transaction ends.

    accounts: in their own order, so that two who want the same ones cannot each wait for the other. On
    SQLite a transaction that writes has the only lock there is from its beginning.
    """
    if not accounts or is_sqlite(tx):
        return
    rows = [{**_key(account), "micros": 0} for account in accounts]
    await tx.execute(insert(tx, Spending).on_conflict_do_nothing(), rows)
    query = select(Spending.micros).where(_among(accounts)).order_by(*KEY)
    await tx.execute(query.with_for_update())


async def used_unscoped(tx: Tx, accounts: Collection[Account]) -> Mapping[Account, int]:
    """The micro-dollars of some accounts that are spent, or set aside for calls under way."""
    used = Counter(dict.fromkeys(accounts, 0))
    if not accounts:
        return used
    query = select(*KEY, Spending.micros).where(_among(accounts))
    for purse, holder, period, start, micros in await tx.execute(query):
        used[Account(Purse(purse), holder, Period(period), start)] += micros
    asked = (Reservation.user_id, Reservation.day, Reservation.is_own_key)
    held = select(*asked, func.sum(Reservation.micros)).group_by(*asked)
    for user_id, day, is_own_key, set_aside in await tx.execute(held):
        for account in accounts_of(user_id, day, is_own_key=is_own_key):
            if account in used:
                used[account] += int(set_aside or 0)
    return used


async def add_spending_unscoped(tx: Tx, changes: Mapping[Account, int]) -> Mapping[Account, Spent]:
    """Add to (below 0: take from) some accounts, in their own order. Returns what is spent of them now."""
    rows = [{**_key(account), "micros": changes[account]} for account in sorted(changes)]
    query = insert(tx, Spending)
    query = query.on_conflict_do_update(
        index_elements=list(KEY), set_={"micros": Spending.micros + query.excluded.micros}
    ).returning(*KEY, Spending.micros, Spending.warned_micros)
    return {
        Account(Purse(row[0]), row[1], Period(row[2]), row[3]): Spent(row[4], row[5])
        for row in await tx.execute(query, rows)
    }


async def note_alert_unscoped(tx: Tx, account: Account, soft: int) -> None:
    """Remember that the alert of a soft limit has been given."""
    row = await tx.get(Spending, tuple(_key(account).values()), populate_existing=True)
    assert row is not None, "an alert is of something spent"
    row.warned_micros = soft


async def take_unscoped(tx: Tx, ids: Collection[str]) -> set[str]:
    """Remove what was set aside for some calls. Returns those for whom nobody was faster."""
    query = delete(Reservation).where(Reservation.id.in_(ids)).returning(Reservation.id)
    return set(await tx.scalars(query))


async def expired_unscoped(tx: Tx, *, before: datetime | None, limit: int) -> Sequence[Reservation]:
    """Reservations that expired before a moment, or (None) all of them, the oldest first."""
    query = select(Reservation).order_by(Reservation.expires_at).limit(limit)
    if before is not None:
        query = query.where(Reservation.expires_at < before)
    return (await tx.scalars(query)).all()


async def hold_call_unscoped(tx: Tx, call_id: str) -> Call | None:
    """A call that nobody else can correct before this transaction ends."""
    return await tx.scalar(select(Call).where(Call.id == call_id).with_for_update())


def _among(accounts: Collection[Account]) -> ColumnElement[bool]:
    return tuple_(*KEY).in_([tuple(_key(account).values()) for account in accounts])


def _key(account: Account) -> dict[str, Any]:
    return {
        "purse": account.purse.value,
        "holder": account.holder,
        "period": account.period.value,
        "start": account.start,
    }
