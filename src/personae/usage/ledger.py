"""Accounts for every call to a model: room is set aside before it, and what it took is written after."""

from collections.abc import Callable, Collection
from datetime import datetime

from personae import llm
from personae.platform import clock, metrics
from personae.platform.db import OpenTx, Tx
from personae.platform.logs import get_logger
from personae.usage import store
from personae.usage.alerts import alert
from personae.usage.entries import LOST, Context, Pricing, Tariff, call_of, lost_call_of, reservation_of
from personae.usage.limits import House, Limit, accounts_of, check_price, check_room, limits_on
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

    def meter(self, context: Context, *, is_own_key: bool = False) -> llm.Meter:
        """A meter for the calls made in one person's name. is_own_key: they pay the vendor themself."""
        return _Meter(self, context, is_own_key=is_own_key)

    async def reserve(self, call: llm.Call, context: Context, *, is_own_key: bool) -> Reservation:
        """Set room aside for a call. Raises BudgetReached, PriceUnknown."""
        wish = reservation_of(call, context, self._tariff, is_own_key=is_own_key, at=self.now())
        if self._tariff.is_free(call.vendor):
            return wish
        async with self._open_tx() as tx:
            await self._check(tx, wish)
            tx.add(wish)
        return wish

    async def settle(self, reservation: Reservation, ending: llm.Ending) -> None:
        """Write what a call took and give its room back. What is booked already stays as it is."""
        call = call_of(reservation, ending, self._tariff)
        async with self._open_tx() as tx:
            if self._tariff.is_free(reservation.vendor):
                tx.add(call)
            elif await store.take_unscoped(tx, reservation.id) is not None:
                tx.add(call)
                await self._spend(tx, call, call.micros or 0)
            elif not await self._correct(tx, call):
                return
        metrics.MODEL_CALLS.labels(call.vendor, call.outcome).inc()

    async def settle_dead(self, *, at_once: bool = False) -> int:
        """Book the calls whose process died before it could. Returns how many.

        at_once: also those that have not expired yet, when no other process can be at work.
        """
        booked = 0
        while True:
            async with self._open_tx(write=False) as tx:
                before = None if at_once else self.now()
                ids = await store.expired_unscoped(tx, before=before, limit=AT_ONCE)
            for reservation_id in ids:
                booked += await self._bury(reservation_id)
            if len(ids) < AT_ONCE:
                return booked

    async def _check(self, tx: Tx, wish: Reservation) -> None:
        limits = await self._limits(tx, wish.user_id, wish.created_at, is_own_key=wish.is_own_key)
        hard = [limit for limit in limits if limit.cap.hard is not None]
        if not hard:
            return
        if wish.micros is None:
            check_price(hard, model=wish.model)
            return
        accounts = [limit.account for limit in hard]
        await store.lock_unscoped(tx, accounts)
        used = await store.used_unscoped(tx, accounts)
        for limit in hard:
            found = used[limit.account]
            check_room(limit, used=found.spent + found.held, wanted=wish.micros, at=wish.created_at)

    async def _limits(self, tx: Tx, user_id: str, at: datetime, *, is_own_key: bool) -> list[Limit]:
        accounts = accounts_of(user_id, at, is_own_key=is_own_key)
        return limits_on(accounts, await store.allowance(tx, owner_id=user_id), self.house)

    async def _spend(self, tx: Tx, call: Call, micros: int) -> None:
        if micros == 0:
            return
        at = call.created_at
        accounts = accounts_of(call.user_id, at, is_own_key=call.is_own_key)
        spent = await store.add_spending_unscoped(tx, accounts, micros)
        metrics.SPENT_MICROS.labels(call.vendor).inc(max(0, micros))  # a counter cannot take back
        await alert(tx, await self._limits(tx, call.user_id, at, is_own_key=call.is_own_key), spent)

    async def _bury(self, reservation_id: str) -> int:
        async with self._open_tx() as tx:
            dead = await store.take_unscoped(tx, reservation_id)
            if dead is None:
                return 0
            call = lost_call_of(dead)
            tx.add(call)
            await self._spend(tx, call, call.micros or 0)
        log.warning("model_call.lost", call_id=call.id, vendor=call.vendor, micros=call.micros)
        return 1

    async def _correct(self, tx: Tx, call: Call) -> bool:
        """Put the truth in the place of a guess: a call that was given up for dead has ended after all."""
        guess = await store.hold_call_unscoped(tx, call.id)
        if guess is None or guess.code != LOST:
            log.warning("model_call.settled_twice", call_id=call.id)
            return False
        change = (call.micros or 0) - (guess.micros or 0)
        await tx.merge(call)
        await self._spend(tx, call, change)
        return True


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
