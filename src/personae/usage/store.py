"""All SQL about budgets, and about calls as they are made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, delete, func, select, true, tuple_
from sqlalchemy.dialects import postgresql, sqlite

from personae.platform.db import Tx
from personae.usage.limits import Account, Allowance, Cap, Purse
from personae.usage.periods import midnight
from personae.usage.tables import Budget, Call, Reservation, Spending

KEY = (Spending.purse, Spending.holder, Spending.period, Spending.start)


@dataclass(frozen=True, slots=True)
class Used:
    """Micro-dollars of one account: spent, and held for calls under way."""

    spent: int
    held: int


@dataclass(frozen=True, slots=True)
class Spent:
    """What stands in one account, and the soft limit whose alert was given."""

    micros: int
    warned_micros: int | None


async def allowance(tx: Tx, *, owner_id: str) -> Allowance:
    """What a person lets themself spend; no limits when they never said."""
    row = await tx.get(Budget, owner_id)
    if row is None:
        return Allowance()
    day, month = Cap(row.day_hard, row.day_soft), Cap(row.month_hard, row.month_soft)
    return Allowance(day, month, row.allows_unknown)


async def save_allowance(tx: Tx, wish: Allowance, *, owner_id: str) -> None:
    """Replace what a person lets themself spend."""
    values = {
        "day_hard": wish.day.hard,
        "day_soft": wish.day.soft,
        "month_hard": wish.month.hard,
        "month_soft": wish.month.soft,
        "allows_unknown": wish.allows_unknown,
    }
    query = _insert_unscoped(tx, Budget).values(user_id=owner_id, **values)
    await tx.execute(query.on_conflict_do_update(index_elements=[Budget.user_id], set_=values))


async def lock_unscoped(tx: Tx, accounts: Sequence[Account]) -> None:
    """Let nobody else add to some accounts before this transaction ends.

    accounts: in their own order, so that two who want the same ones cannot each wait for the other. On
    SQLite a transaction that writes has the only lock there is from its beginning.
    """
    if _is_sqlite_unscoped(tx):
        return
    keys = [_key(account) for account in accounts]
    rows = [{**key, "micros": 0} for key in keys]
    await tx.execute(_insert_unscoped(tx, Spending).on_conflict_do_nothing(), rows)
    wanted = tuple_(*KEY).in_([tuple(key.values()) for key in keys])
    await tx.execute(select(Spending.micros).where(wanted).order_by(*KEY).with_for_update())


async def used_unscoped(tx: Tx, accounts: Sequence[Account]) -> Mapping[Account, Used]:
    """What is spent out of some accounts, and set aside in them for calls under way."""
    if not accounts:
        return {}
    spent = [_spent(account) for account in accounts]
    held = [func.coalesce(func.sum(case((_paid_by(each), Reservation.micros))), 0) for each in accounts]
    row = (await tx.execute(select(*spent, *held))).one()
    half = len(accounts)
    pairs = zip(row[:half], row[half:], strict=True)
    return {
        account: Used(int(spent), int(held)) for account, (spent, held) in zip(accounts, pairs, strict=True)
    }


def _spent(account: Account) -> Any:
    mine = and_(*(column == value for column, value in zip(KEY, _key(account).values(), strict=True)))
    return func.coalesce(select(Spending.micros).where(mine).scalar_subquery(), 0)


def _paid_by(account: Account) -> Any:
    mine = true() if account.purse is Purse.ALL else Reservation.user_id == account.holder
    counted = true() if account.purse is Purse.OWN else Reservation.is_own_key.is_(False)
    begin = midnight(account.start)
    during = and_(Reservation.created_at >= begin, Reservation.created_at < account.period.end(begin))
    return and_(mine, counted, during)


async def add_spending_unscoped(tx: Tx, accounts: Sequence[Account], micros: int) -> Mapping[Account, Spent]:
    """Add to (below 0: take from) some accounts in their own order. Returns what stands in them now."""
    rows = [{**_key(account), "micros": micros} for account in accounts]
    query = _insert_unscoped(tx, Spending)
    query = query.on_conflict_do_update(
        index_elements=list(KEY), set_={"micros": Spending.micros + query.excluded.micros}
    ).returning(*KEY, Spending.micros, Spending.warned_micros)
    by_key = {tuple(_key(account).values()): account for account in accounts}
    return {by_key[tuple(row[:4])]: Spent(row[4], row[5]) for row in await tx.execute(query, rows)}


async def note_alert_unscoped(tx: Tx, account: Account, soft: int) -> None:
    """Remember that the alert of a soft limit has been given."""
    row = await tx.get(Spending, tuple(_key(account).values()), populate_existing=True)
    assert row is not None, "an alert is of something spent"
    row.warned_micros = soft


async def take_unscoped(tx: Tx, reservation_id: str) -> Reservation | None:
    """Remove what was set aside and return it; None when somebody was faster, so that it is settled once."""
    query = delete(Reservation).where(Reservation.id == reservation_id).returning(Reservation)
    return (await tx.execute(query)).scalar_one_or_none()


async def expired_unscoped(tx: Tx, *, before: datetime | None, limit: int) -> Sequence[str]:
    """Ids of reservations that expired before a moment, or of all of them, the oldest first."""
    query = select(Reservation.id).order_by(Reservation.expires_at).limit(limit)
    if before is not None:
        query = query.where(Reservation.expires_at < before)
    return (await tx.scalars(query)).all()


async def hold_call_unscoped(tx: Tx, call_id: str) -> Call | None:
    """A call that nobody else can correct before this transaction ends."""
    return await tx.scalar(select(Call).where(Call.id == call_id).with_for_update())


def _key(account: Account) -> dict[str, Any]:
    return {
        "purse": account.purse.value,
        "holder": account.holder,
        "period": account.period.value,
        "start": account.start,
    }


def _insert_unscoped(tx: Tx, table: type[Any]) -> Any:
    return (sqlite if _is_sqlite_unscoped(tx) else postgresql).insert(table)


def _is_sqlite_unscoped(tx: Tx) -> bool:
    return tx.get_bind().dialect.name == "sqlite"
