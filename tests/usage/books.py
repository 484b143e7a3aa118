"""A ledger to test with: a price list of its own, a clock that is set by hand, and people."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count

from sqlalchemy import func, select

from personae import llm, usage
from personae.accounts import Actor, User
from personae.bootstrap import Services
from personae.platform.db import OpenTx
from personae.usage import Allowance, Cap, Context, House, Ledger, Purpose, store
from personae.usage.limits import accounts_of
from personae.usage.tables import Call, Reservation, Spending

YEARS = count(2100)
PRICED = date(2026, 11, 1)
NONE = Cap()


@dataclass(frozen=True, slots=True)
class Cost:
    """See usage.Price."""

    micros: int
    dated: date | None = PRICED


def price(vendor: str, model: str, tokens: llm.Usage, at: datetime) -> Cost | None:
    """A dollar for a million tokens in, ten for a million out, a tenth for what was cached."""
    if model == "mystery":
        return None
    given, cached, made = tokens.input_tokens, tokens.cached_tokens, tokens.output_tokens
    assert given is not None and cached is not None and made is not None
    return Cost(given - cached + cached // 10 + 10 * made)


@dataclass(slots=True)
class Clock:
    """A clock in a year of its own, so that no two tests share a purse of everybody's.

    It moves on by a microsecond whenever it is read, so that calls have an order.
    """

    at: datetime = field(default_factory=lambda: datetime(next(YEARS), 5, 20, 12, tzinfo=UTC))

    def __call__(self) -> datetime:
        """What it shows."""
        shown, self.at = self.at, self.at + timedelta(microseconds=1)
        return shown

    @classmethod
    def fromisoformat(cls, at: str) -> "Clock":
        """A clock that shows a moment."""
        return cls(datetime.fromisoformat(at))

    def wait(self, **time: float) -> None:
        """Let time pass."""
        self.at += timedelta(**time)


async def somebody(open_tx: OpenTx) -> Actor:
    """A person with an account, who never logged in."""
    email = f"{secrets.token_hex(8)}@example.org"
    async with open_tx() as tx:
        user = User(email=email, name="Ada", password_hash="-")
        tx.add(user)
        await tx.flush()
        return Actor(user.id, user.name, user.email, session_id="")


@dataclass(slots=True)
class Books:
    """A ledger and whose it is about."""

    services: Services
    ledger: Ledger
    clock: Clock
    actor: Actor

    def meter(self, *, is_own_key: bool = False, actor: Actor | None = None, **about: str) -> llm.Meter:
        """A meter for replies."""
        context = Context((actor or self.actor).user_id, Purpose.REPLY, **about)
        return self.ledger.meter(context, is_own_key=is_own_key)

    def rivals(self, many: int) -> list[Ledger]:
        """Ledgers such as other processes have on the same books."""
        database, house = self.services.database, self.ledger.house
        return [Ledger(database.begin, price, house=house, now=self.clock) for _ in range(many)]

    async def reserve(self, asked: llm.Call, **how: bool) -> llm.Booking:
        """Set room aside for a call."""
        return await self.meter(**how).reserve(asked)

    async def limit(self, *, day: Cap = NONE, month: Cap = NONE, allows_unknown: bool = False) -> None:
        """Give the person a budget."""
        async with self.services.database.begin() as tx:
            wish = Allowance(day, month, allows_unknown)
            await store.save_allowance(tx, wish, owner_id=self.actor.user_id)

    async def spent(self) -> dict[str, int]:
        """What is spent out of the accounts of now, by name ("own/day")."""
        accounts = accounts_of(self.actor.user_id, self.clock.at.date(), is_own_key=False)
        async with self.services.database.begin(write=False) as tx:
            keys = [(each.purse, each.holder, each.period, each.start) for each in accounts]
            rows = [await tx.get(Spending, key) for key in keys]
        return {
            f"{each.purse}/{each.period}": row.micros if row else 0
            for each, row in zip(accounts, rows, strict=True)
        }

    async def held(self) -> int:
        """What is set aside for the person's calls under way."""
        query = select(func.coalesce(func.sum(Reservation.micros), 0))
        async with self.services.database.begin(write=False) as tx:
            return int(await tx.scalar(query.where(Reservation.user_id == self.actor.user_id)) or 0)

    async def calls(self) -> Sequence[Call]:
        """The person's calls that were booked, in their order."""
        query = select(Call).where(Call.user_id == self.actor.user_id).order_by(Call.created_at)
        async with self.services.database.begin(write=False) as tx:
            return (await tx.scalars(query)).all()


async def open_books(services: Services, *, house: House | None = None) -> Books:
    """A ledger with prices, and somebody new."""
    clock = Clock()
    ledger = usage.Ledger(services.database.begin, price, house=house, now=clock)
    return Books(services, ledger, clock, await somebody(services.database.begin))


def a_call(input_tokens: int = 1000, output_tokens: int = 100, **others: str) -> llm.Call:
    """A call that costs 2,000 micro-dollars at most, unless it is told otherwise."""
    given = {"vendor": "openai", "model": "gpt-5", **others}
    return llm.Call(**given, input_tokens=input_tokens, output_tokens=output_tokens)


def ended(
    input_tokens: int | None = 1000,
    output_tokens: int | None = 50,
    *,
    cached_tokens: int | None = 0,
    outcome: llm.Outcome = llm.Outcome.DONE,
    code: str | None = None,
    is_estimate: bool = False,
) -> llm.Ending:
    """The ending of a call that was billed."""
    tokens = llm.Usage(input_tokens, cached_tokens, output_tokens)
    return llm.Ending(outcome, tokens, is_estimate, first_token_s=0.25, duration_s=1.5, code=code)


def turned_away(code: str = "model_busy") -> llm.Ending:
    """The ending of a call that the vendor did not take."""
    return llm.Ending(llm.Outcome.FAILED, None, False, first_token_s=None, duration_s=0.1, code=code)
