"""Sessions and keys as the doors ask for them: whose they are, which still hold, the one there was before."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from personae.accounts import key_store, store
from personae.accounts.actor import Actor
from personae.accounts.rules import Rules, digest
from personae.accounts.service import actor_of
from personae.platform.clock import now
from personae.platform.db import OpenTx, Tx
from personae.platform.files import StorageFull
from personae.platform.logs import get_logger

log = get_logger(__name__)

NOTED: Final = 24  # times that a session's use is written down while it may lie unused


class Sessions:
    """Knows people by their sessions, and lets one that is used last up to its age."""

    def __init__(self, open_tx: OpenTx, rules: Rules) -> None:
        self._open_tx, self._rules = open_tx, rules

    async def identify(self, secret: str) -> Actor | None:
        """The person whose session this secret opens, or None: also for who is suspended by now."""
        at = now()
        async with self._open_tx(write=False) as tx:
            found = await store.find_session_unscoped(tx, secret_hash=digest(secret), now=at)
        if found is None:
            return None
        session, user = found
        until = self._rules.lasts_until(session.created_at, used=at)
        if until - session.expires_at > timedelta(days=self._rules.idle_days) / NOTED:
            try:
                async with self._open_tx() as tx:
                    await store.let_last_unscoped(tx, session.id, until=until)
            except StorageFull:  # reading goes on without
                log.warning("session.use_not_noted")
        return actor_of(session, user)


async def alive_unscoped(tx: Tx, session_ids: Sequence[str]) -> set[str]:
    """Those of some sessions and keys that still open anything, in two questions however many they are."""
    at = now()
    sessions = await store.alive_unscoped(tx, session_ids, now=at)
    left = [each for each in session_ids if each not in sessions]
    return sessions | (await key_store.alive_unscoped(tx, left, now=at) if left else set())


async def end_session_of_secret(tx: Tx, secret: str) -> None:
    """End the session that a browser had before it came in anew."""
    await store.delete_session_of_secret_unscoped(tx, digest(secret))
