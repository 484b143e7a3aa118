"""Sessions and keys as the doors ask for them: which still hold, and the one a browser had before."""

from collections.abc import Sequence

from personae.accounts import key_store, store
from personae.accounts.rules import digest
from personae.platform.clock import now
from personae.platform.db import Tx


async def alive_unscoped(tx: Tx, session_ids: Sequence[str]) -> set[str]:
    """Those of some sessions and keys that still open anything, in two questions however many they are."""
    at = now()
    sessions = await store.alive_unscoped(tx, session_ids, now=at)
    left = [each for each in session_ids if each not in sessions]
    return sessions | (await key_store.alive_unscoped(tx, left, now=at) if left else set())


async def end_session_of_secret(tx: Tx, secret: str) -> None:
    """End the session that a browser had before it came in anew."""
    await store.delete_session_of_secret_unscoped(tx, digest(secret))
