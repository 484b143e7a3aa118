"""Ends what is open when its session does: a suspension, a log-out, another password.

News over the bus reaches whatever is open at once. Should the bus lose it, one look at the database every
CHECK_S seconds finds all that no longer hold, with one question for each BATCH of sessions.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from personae import accounts
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.platform.db import Database, Tx
from personae.platform.logs import get_logger
from personae.platform.tasks import give_up
from personae.web.deps import SignInNeeded

log = get_logger(__name__)

CHECK_S = 3.0
Check = Callable[[Tx, Actor], Coroutine[object, object, bool]]  # is it one's own? raises what ends it
BATCH = 500


@dataclass(slots=True)
class Doorkeeper:
    """What is open in this process, by session."""

    database: Database
    open: dict[str, set[asyncio.Event]] = field(default_factory=lambda: defaultdict(set))
    round: asyncio.Task[None] | None = None

    @contextmanager
    def minding(self, session_id: str) -> Iterator[asyncio.Event]:
        """An event that is set when the session may have ended; rounds are made while anything is open."""
        event = asyncio.Event()
        self.open[session_id].add(event)
        if self.round is None or self.round.done():
            self.round = asyncio.create_task(self._go_round())
        try:
            yield event
        finally:
            self.open[session_id].discard(event)
            if not self.open[session_id]:
                del self.open[session_id]
            if not self.open and self.round is not None:
                self.round.cancel()
                self.round = None

    async def _go_round(self) -> None:
        while self.open:
            await asyncio.sleep(CHECK_S)
            try:
                await self._look()
            except Exception:  # the database is away for a moment: the next round asks again
                log.warning("doorkeeper.failed", exc_info=True)

    async def _look(self) -> None:
        known = list(self.open)
        for at in range(0, len(known), BATCH):
            some = known[at : at + BATCH]
            for ended in set(some) - await asyncio.shield(self._alive(some)):
                for event in self.open.get(ended, ()):
                    event.set()

    async def _alive(self, session_ids: Sequence[str]) -> set[str]:
        async with self.database.begin(write=False) as tx:
            return await accounts.alive_unscoped(tx, session_ids)


_keepers: WeakKeyDictionary[Database, Doorkeeper] = WeakKeyDictionary()


def keeper_of(database: Database) -> Doorkeeper:
    """The one doorkeeper of a studio."""
    return _keepers.setdefault(database, Doorkeeper(database))


async def while_signed_in(
    services: Services, actor: Actor, present: Callable[[], Coroutine[object, object, Actor | None]]
) -> None:
    """Return never; raise SignInNeeded once `present` finds that nobody asks any more."""
    async with services.bus.subscribe(accounts.topic(actor.user_id)) as news:
        with keeper_of(services.database).minding(actor.session_id) as event:
            while True:
                told = asyncio.ensure_future(anext(news))
                minded = asyncio.ensure_future(event.wait())
                try:
                    await asyncio.wait((told, minded), return_when=asyncio.FIRST_COMPLETED)
                finally:
                    await give_up((told, minded))
                event.clear()
                if await asyncio.shield(present()) is None:
                    raise SignInNeeded


async def while_shared(services: Services, actor: Actor, check: Check) -> None:
    """Return never; raise what `check` does once what is open may be seen no longer.

    For what somebody else shares it is asked again when the person's rights may have changed, and each
    CHECK_S seconds, for it may end with its owner. What is one's own is asked about once.
    """
    async with services.bus.subscribe(accounts.topic(actor.user_id)) as news:
        while not await asyncio.shield(_is_own(services, actor, check)):
            with suppress(TimeoutError):
                async with asyncio.timeout(CHECK_S):
                    await anext(news)
    await asyncio.Event().wait()


async def _is_own(services: Services, actor: Actor, check: Check) -> bool:
    async with services.database.begin(write=False) as tx:
        return await check(tx, actor)
