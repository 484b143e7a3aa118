"""Accounts for every call to a model: room is set aside before it, and what it took is written after."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from personae import llm
from personae.platform import clock, metrics
from personae.platform.db import OpenTx
from personae.platform.desk import Desk
from personae.platform.errors import PersonaeError
from personae.platform.logs import get_logger
from personae.usage import store
from personae.usage.booking import reserve_all, settle_all
from personae.usage.entries import Context, Pricing, Tariff, call_of, lost_call_of, reservation_of
from personae.usage.limits import House
from personae.usage.tables import Call, Reservation

log = get_logger(__name__)

AT_ONCE = 100


class Ledger:
    """The books of the studio: hands out meters, and settles what a process that died left behind."""

    def __init__(
        self,
        open_tx: OpenTx,
        price: Pricing,
        *,
        house: House | None = None,
        free: Collection[str] = llm.FREE_VENDORS,
        now: Callable[[], datetime] = clock.now,
    ) -> None:
        """price: what a vendor's model takes for some tokens at a moment, None when nobody knows.

        house: the operator's limits.  free: vendors whose calls cost nothing, so no room is set aside.
        """
        self.house = house or House()
        self.now = now
        self._open_tx = open_tx
        self._tariff = Tariff(price, free)
        self._reserving: Desk[Reservation, Reservation] = Desk(self._reserve_all)
        self._settling: Desk[Call, bool] = Desk(self._settle_all)

    def meter(self, context: Context, *, is_own_key: bool = False) -> llm.Meter:
        """A meter for the calls made in one person's name. is_own_key: they pay the vendor themself."""
        return _Meter(self, context, is_own_key=is_own_key)

    async def reserve(self, call: llm.Call, context: Context, *, is_own_key: bool) -> Reservation:
        """Set room aside for a call. Raises BudgetReached, PriceUnknown."""
        wish = reservation_of(call, context, self._tariff, is_own_key=is_own_key, at=self.now())
        return wish if self._tariff.is_free(call.vendor) else await self._reserving.ask(wish)

    async def settle(self, reservation: Reservation, ending: llm.Ending) -> None:
        """Write what a call took and give its room back. What is booked already stays as it is."""
        call = call_of(reservation, ending, self._tariff)
        if await self._settling.ask(call):
            _count(call)

    async def settle_dead(self, *, at_once: bool = False) -> int:
        """Book the calls whose process died before it could. Returns how many.

        at_once: also those that have not expired yet, when no other process can be at work.
        """
        booked = 0
        while True:
            async with self._open_tx() as tx:
                before = None if at_once else self.now()
                dead = await store.expired_unscoped(tx, before=before, limit=AT_ONCE)
                calls = [lost_call_of(reservation) for reservation in dead]
                found = await settle_all(tx, calls, self.house)
            for call, is_news in zip(calls, found, strict=True):
                if is_news:
                    _count(call)
                    log.warning("model_call.lost", call_id=call.id, vendor=call.vendor, micros=call.micros)
            booked += sum(found)
            if len(dead) < AT_ONCE:
                return booked

    async def _reserve_all(self, wishes: Sequence[Reservation]) -> Sequence[Reservation | PersonaeError]:
        async with self._open_tx() as tx:
            return await reserve_all(tx, wishes, self.house)

    async def _settle_all(self, calls: Sequence[Call]) -> Sequence[bool]:
        free = [call for call in calls if self._tariff.is_free(call.vendor)]
        paid = [call for call in calls if not self._tariff.is_free(call.vendor)]
        async with self._open_tx() as tx:
            tx.add_all(free)
            booked = await settle_all(tx, paid, self.house) if paid else []
        done = dict(zip((call.id for call in paid), booked, strict=True))
        return [done.get(call.id, True) for call in calls]


class _Meter:
    """See llm.Meter."""

    def __init__(self, ledger: Ledger, context: Context, *, is_own_key: bool) -> None:
        self._ledger, self._context, self._is_own_key = ledger, context, is_own_key

    async def reserve(self, call: llm.Call) -> llm.Booking:
        """See llm.Meter. Raises BudgetReached, PriceUnknown."""
        reservation = await self._ledger.reserve(call, self._context, is_own_key=self._is_own_key)
        return _Booking(self._ledger, reservation)


class _Booking:
    """See llm.Booking."""

    def __init__(self, ledger: Ledger, reservation: Reservation) -> None:
        self._ledger, self._reservation = ledger, reservation
        self._is_settled = False

    async def settle(self, ending: llm.Ending) -> None:
        """See llm.Booking. May be tried again when it failed; once it is done, it is done."""
        if not self._is_settled:
            await self._ledger.settle(self._reservation, ending)
            self._is_settled = True


def _count(call: Call) -> None:
    vendor = metrics.vendor_label(call.vendor)
    metrics.MODEL_CALLS.labels(vendor, call.outcome).inc()
    metrics.SPENT_MICROS.labels(vendor).inc(call.micros or 0)
