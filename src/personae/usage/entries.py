"""What is written about a call: when it is sent, when it has ended, and when its writer died. Pure."""

from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Protocol

from personae import llm
from personae.platform.ids import new_id
from personae.usage.periods import Period
from personae.usage.tables import MODEL_LIMIT, VENDOR_LIMIT, Asked, Call, Purpose, Reservation

LOST = "studio_stopped"
LIFETIME = timedelta(minutes=30)
ASKED = tuple(Asked.__annotations__)


class Price(Protocol):
    """What some tokens cost in whole micro-dollars, 0 or more, and of what day that price is, if known."""

    @property
    def micros(self) -> int: ...

    @property
    def dated(self) -> date | None: ...


Pricing = Callable[[str, str, llm.Usage, datetime], Price | None]


@dataclass(frozen=True, slots=True)
class Context:
    """In whose name and for what a model is asked."""

    user_id: str
    purpose: Purpose
    character_id: str | None = None
    conversation_id: str | None = None
    message_id: str | None = None


@dataclass(frozen=True, slots=True)
class Nothing:
    """The price of what is free."""

    micros: int = 0
    dated: date | None = None


class Tariff:
    """What calls cost: nothing where the vendor is free, else what the price list says."""

    def __init__(self, price: Pricing, free: Collection[str]) -> None:
        self._price, self._free = price, frozenset(free)

    def is_free(self, vendor: str) -> bool:
        """True when no call to this vendor ever costs anything."""
        return vendor in self._free

    def cost(self, vendor: str, model: str, usage: llm.Usage, at: datetime) -> Price | None:
        """The price of some tokens at a moment, None when nobody knows it."""
        return Nothing() if self.is_free(vendor) else self._price(vendor, model, usage, at)


def reservation_of(
    call: llm.Call, context: Context, tariff: Tariff, *, is_own_key: bool, at: datetime
) -> Reservation:
    """Room for a call at its dearest: the longest reply, and all of the prompt written to a cache."""
    vendor, model = call.vendor[:VENDOR_LIMIT], call.model[:MODEL_LIMIT]
    whole = llm.Usage(call.input_tokens, 0, call.output_tokens, cache_written_tokens=call.input_tokens)
    price = tariff.cost(vendor, model, whole, at)
    return Reservation(
        id=new_id(),
        created_at=at,
        **{**asdict(context), "purpose": context.purpose.value},
        vendor=vendor,
        model=model,
        is_own_key=is_own_key,
        day=Period.DAY.start(at),
        input_tokens=call.input_tokens,
        output_tokens=call.output_tokens,
        micros=None if price is None else price.micros,
        price_date=None if price is None else price.dated,
        expires_at=at + LIFETIME,
    )


def call_of(reservation: Reservation, ending: llm.Ending, tariff: Tariff) -> Call:
    """A call that has ended, on the day and at the price of its beginning.

    Without usage nothing was billed. Tokens that a vendor left out count as many as were set aside.
    """
    usage, is_estimate = _counted(reservation, ending)
    price = tariff.cost(reservation.vendor, reservation.model, usage, reservation.created_at)
    if ending.usage is None:
        price = Nothing()
    return Call(
        **_begun(reservation),
        input_tokens=usage.input_tokens,
        cached_tokens=usage.cached_tokens,
        output_tokens=usage.output_tokens,
        is_estimate=is_estimate,
        micros=None if price is None else price.micros,
        price_date=None if price is None else price.dated,
        first_token_ms=None if ending.first_token_s is None else round(ending.first_token_s * 1000),
        duration_ms=round(ending.duration_s * 1000),
        outcome=ending.outcome.value,
        code=ending.code,
    )


def lost_call_of(reservation: Reservation) -> Call:
    """A call whose writer died: nobody knows what was billed, so all that was set aside counts as spent."""
    return Call(
        **_begun(reservation),
        input_tokens=reservation.input_tokens,
        cached_tokens=0,
        output_tokens=reservation.output_tokens,
        is_estimate=True,
        micros=reservation.micros,
        price_date=reservation.price_date,
        first_token_ms=None,
        duration_ms=0,
        outcome=llm.Outcome.FAILED.value,
        code=LOST,
    )


def _begun(reservation: Reservation) -> dict[str, object]:
    names = ("id", "created_at", *ASKED)
    return {name: getattr(reservation, name) for name in names}


def _counted(reservation: Reservation, ending: llm.Ending) -> tuple[llm.Usage, bool]:
    usage = ending.usage
    if usage is None:
        return llm.Usage(0, 0, 0), ending.is_estimate
    left_out = usage.input_tokens is None or usage.output_tokens is None
    counted = replace(
        usage,
        input_tokens=reservation.input_tokens if usage.input_tokens is None else usage.input_tokens,
        cached_tokens=usage.cached_tokens or 0,
        output_tokens=reservation.output_tokens if usage.output_tokens is None else usage.output_tokens,
    )
    return counted, ending.is_estimate or left_out
