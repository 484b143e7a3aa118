"""What a person can ask about budgets."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from personae.accounts import Actor
from personae.platform.clock import now
from personae.platform.db import Tx
from personae.usage import store
from personae.usage.errors import BudgetInvalid, BudgetUpsideDown
from personae.usage.limits import Allowance, Cap, House, Limit, Purse, accounts_of, limits_on
from personae.usage.money import MICROS, MOST_DOLLARS
from personae.usage.periods import Period


class State(StrEnum):
    """How a limit stands: there is room, the soft limit is reached, or the hard one."""

    ROOM = "room"
    NEAR = "near"
    REACHED = "reached"


@dataclass(frozen=True, slots=True)
class Standing:
    """How one limit stands, in micro-dollars.

    used: what is spent and set aside; None for everybody's purse, since what others spend is their own
    affair.  renews_at: when the next period begins.
    """

    purse: Purse
    period: Period
    cap: Cap
    used: int | None
    state: State
    renews_at: datetime


async def allowance(tx: Tx, actor: Actor) -> Allowance:
    """What the person lets themself spend; no limits when they never said."""
    return await store.allowance(tx, owner_id=actor.user_id)


async def set_allowance(tx: Tx, actor: Actor, wish: Allowance) -> None:
    """Replace what the person lets themself spend.

    Raises BudgetInvalid for amounts below 0 or above MOST_DOLLARS, BudgetUpsideDown for an alert above its
    limit.
    """
    for cap in (wish.day, wish.month):
        amounts = [amount for amount in (cap.hard, cap.soft) if amount is not None]
        if len(amounts) == 2 and amounts[1] > amounts[0]:
            raise BudgetUpsideDown
        if not all(0 <= amount <= MOST_DOLLARS * MICROS for amount in amounts):
            raise BudgetInvalid(most=f"{MOST_DOLLARS:,}")
    await store.save_allowance(tx, wish, owner_id=actor.user_id)


async def standings(tx: Tx, actor: Actor, *, house: House, at: datetime | None = None) -> list[Standing]:
    """How every limit stands that the person may run into, their own first. at: None for now."""
    at = at or now()
    accounts = accounts_of(actor.user_id, Period.DAY.start(at), is_own_key=False)
    limits = limits_on(accounts, await allowance(tx, actor), house)
    used = await store.used_unscoped(tx, [limit.account for limit in limits])
    found = [standing_of(each, used[each.account], at) for each in limits]
    return sorted(found, key=lambda each: list(Purse).index(each.purse))


async def warnings(tx: Tx, actor: Actor, *, house: House, at: datetime | None = None) -> list[Standing]:
    """The limits whose soft or hard mark is reached: what a page should tell the person about."""
    found = await standings(tx, actor, house=house, at=at)
    return [each for each in found if each.state is not State.ROOM]


def standing_of(limit: Limit, used: int, at: datetime, *, tells_all: bool = False) -> Standing:
    """How a limit stands when so much of it is spent and set aside.

    tells_all: may whoever asks know what everybody together spent?
    """
    cap, account = limit.cap, limit.account
    if cap.hard is not None and used >= cap.hard:
        state = State.REACHED
    else:
        state = State.NEAR if cap.alert is not None and used >= cap.alert else State.ROOM
    return Standing(
        account.purse,
        account.period,
        cap,
        None if account.purse is Purse.ALL and not tells_all else used,
        state,
        account.period.end(at),
    )
