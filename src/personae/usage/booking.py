"""Sets room aside for calls, and books those that have ended, many in one transaction."""

from collections import Counter
from collections.abc import Mapping, Sequence

from personae.platform.db import Tx
from personae.platform.errors import PersonaeError
from personae.platform.logs import get_logger
from personae.usage import store
from personae.usage.alerts import alert
from personae.usage.entries import LOST
from personae.usage.limits import (
    Account,
    Allowance,
    House,
    Limit,
    accounts_of,
    check_price,
    check_room,
    limits_on,
)
from personae.usage.tables import Call, Reservation

log = get_logger(__name__)


async def reserve_all(
    tx: Tx, wishes: Sequence[Reservation], house: House
) -> list[Reservation | PersonaeError]:
    """Set room aside for each wish that fits beside what is spent and under way, those before it included.

    Returns for each the wish itself, or why it is refused: BudgetReached, PriceUnknown.
    """
    own = await store.allowances_unscoped(tx, {wish.user_id for wish in wishes})
    hard = [[each for each in _limits(wish, own, house) if each.cap.hard is not None] for wish in wishes]
    accounts = sorted({limit.account for limits in hard for limit in limits})
    await store.lock_unscoped(tx, accounts)
    used = Counter(await store.used_unscoped(tx, accounts))
    answers = [_placed(wish, limits, used) for wish, limits in zip(wishes, hard, strict=True)]
    tx.add_all([answer for answer in answers if isinstance(answer, Reservation)])
    return answers


async def settle_all(tx: Tx, calls: Sequence[Call], house: House) -> list[bool]:
    """Book calls for which room was set aside, and give the room back.

    Returns for each whether it was booked: not, when it was before. A call that was given up for dead and
    has ended after all takes the place of the guess.
    """
    taken = await store.take_unscoped(tx, [call.id for call in calls])
    changes = [await _book(tx, call, is_open=call.id in taken) for call in calls]
    spent: Counter[Account] = Counter()
    for call, change in zip(calls, changes, strict=True):
        for account in accounts_of(call.user_id, call.day, is_own_key=call.is_own_key):
            spent[account] += change or 0
    await _spend(tx, spent, calls, house)
    return [change is not None for change in changes]


async def _book(tx: Tx, call: Call, *, is_open: bool) -> int | None:
    """Write a call. Returns what it adds to what is spent, None when it was written before."""
    if is_open:
        tx.add(call)
        return call.micros or 0
    guess = await store.hold_call_unscoped(tx, call.id)
    if guess is None or guess.code != LOST or call.code == LOST:
        log.info("model_call.booked_before", call_id=call.id)
        return None
    change = (call.micros or 0) - (guess.micros or 0)
    await tx.merge(call)
    return change


def _limits(asked: Call | Reservation, own: Mapping[str, Allowance], house: House) -> list[Limit]:
    accounts = accounts_of(asked.user_id, asked.day, is_own_key=asked.is_own_key)
    return limits_on(accounts, own.get(asked.user_id, Allowance()), house)


def _placed(
    wish: Reservation, hard: Sequence[Limit], used: "Counter[Account]"
) -> Reservation | PersonaeError:
    try:
        if hard and wish.micros is None:
            check_price(hard, model=wish.model)
        for limit in hard:
            check_room(limit, used=used[limit.account], wanted=wish.micros or 0)
    except PersonaeError as refusal:
        return refusal
    for account in accounts_of(wish.user_id, wish.day, is_own_key=wish.is_own_key):
        used[account] += wish.micros or 0
    return wish


async def _spend(tx: Tx, spent: Mapping[Account, int], calls: Sequence[Call], house: House) -> None:
    changes = {account: micros for account, micros in sorted(spent.items()) if micros}
    if not changes:
        return
    found = await store.add_spending_unscoped(tx, changes)
    own = await store.allowances_unscoped(tx, {call.user_id for call in calls})
    limits = {limit for call in calls for limit in _limits(call, own, house)}
    await alert(tx, [limit for limit in limits if limit.account in found], found)
