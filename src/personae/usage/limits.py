"""Who limits what: purses, the limits on them, and whether a call still fits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from personae.usage.errors import BudgetReached, PriceUnknown
from personae.usage.money import dollars
from personae.usage.periods import Period, midnight

SOFT_PERCENT = 80


class Purse(StrEnum):
    """Out of which purse a call is paid.

    OWN is all that one person spends, limited by themself. EACH is what one person spends at the operator's
    expense and ALL what everybody does; both are limited by the operator, and a call with a person's own
    key is paid out of OWN alone.
    """

    OWN = "own"
    EACH = "each"
    ALL = "all"


WHOSE = {
    Purse.OWN: "Your own budget",
    Purse.EACH: "The operator's budget for each person",
    Purse.ALL: "The operator's budget for everybody here",
}
RAISE = {
    Purse.OWN: "raise it on the usage page",
    Purse.EACH: "ask the operator to raise it",
    Purse.ALL: "ask the operator to raise it",
}
ALLOW = {
    Purse.OWN: "allow models without a known price on the usage page",
    Purse.EACH: "ask the operator to allow it (BUDGETS_ALLOW_UNKNOWN_PRICES)",
    Purse.ALL: "ask the operator to allow it (BUDGETS_ALLOW_UNKNOWN_PRICES)",
}


@dataclass(frozen=True, slots=True)
class Cap:
    """The limits of a period in micro-dollars, None where there is none. hard 0 allows what is free."""

    hard: int | None = None
    soft: int | None = None

    @property
    def alert(self) -> int | None:
        """Where the alert stands: at the soft limit, else at SOFT_PERCENT of the hard one."""
        if self.soft is not None or self.hard is None:
            return self.soft
        return self.hard * SOFT_PERCENT // 100


@dataclass(frozen=True, slots=True)
class Allowance:
    """What may be spent out of one purse. allows_unknown: models without a known price may answer too."""

    day: Cap = Cap()
    month: Cap = Cap()
    allows_unknown: bool = False


@dataclass(frozen=True, slots=True)
class House:
    """What the operator allows each person, and everybody together."""

    each: Allowance = Allowance()
    all: Allowance = Allowance()


@dataclass(frozen=True, slots=True, order=True)
class Account:
    """One purse in one period. Their order is the order in which they are locked."""

    purse: Purse
    holder: str
    period: Period
    start: date


@dataclass(frozen=True, slots=True)
class Limit:
    """The cap on one account."""

    account: Account
    cap: Cap
    allows_unknown: bool


def accounts_of(user_id: str, day: date, *, is_own_key: bool) -> list[Account]:
    """Every account that a person's call begun on a day is paid out of, in the order of locking."""
    purses = {Purse.OWN: user_id} if is_own_key else {Purse.OWN: user_id, Purse.EACH: user_id, Purse.ALL: ""}
    return sorted(
        Account(purse, holder, period, period.first(day))
        for purse, holder in purses.items()
        for period in Period
    )


def limits_on(accounts: Iterable[Account], own: Allowance, house: House) -> list[Limit]:
    """The limits there are on some accounts, in their order; an account without one is left out."""
    allowed = {Purse.OWN: own, Purse.EACH: house.each, Purse.ALL: house.all}
    found = []
    for account in accounts:
        allowance = allowed[account.purse]
        cap = allowance.day if account.period is Period.DAY else allowance.month
        if cap.alert is not None:
            found.append(Limit(account, cap, allowance.allows_unknown))
    return found


def check_price(limits: Iterable[Limit], *, model: str) -> None:
    """Raises PriceUnknown when a hard limit does not allow a model whose price nobody knows."""
    for limit in limits:
        if limit.cap.hard is not None and not limit.allows_unknown:
            purse = limit.account.purse
            whose = WHOSE[purse][0].lower() + WHOSE[purse][1:]
            raise PriceUnknown(model=model, whose=whose, remedy=ALLOW[purse])


def check_room(limit: Limit, *, used: int, wanted: int) -> None:
    """Raises BudgetReached unless what is wanted fits the limit beside what is spent and set aside (used)."""
    hard, account = limit.cap.hard, limit.account
    if hard is None or used + wanted <= hard:
        return
    left = max(0, hard - used)
    # What others spend is nobody's business: everybody's budget only says that it is used up.
    state = "is used up" if account.purse is Purse.ALL or left == 0 else _too_little(left, wanted)
    raise BudgetReached(
        whose=WHOSE[account.purse],
        set_by="you" if account.purse is Purse.OWN else "operator",
        limit=dollars(hard),
        period=account.period.value,
        state=state,
        renews_at=_moment(account.period.end(midnight(account.start))),
        remedy=RAISE[account.purse],
    )


def _too_little(left: int, wanted: int) -> str:
    return f"has {dollars(left)} left, and this may cost up to {dollars(wanted)}"


def _moment(at: datetime) -> str:
    return f"{at.day} {at:%B %Y, %H:%M} UTC"
