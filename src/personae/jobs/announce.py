"""Telling higher rooms that something has happened, in the same transaction."""

from typing import Protocol, cast

from personae.platform.db import Tx


class Announcer(Protocol):
    """Turns a fact into durable jobs inside the caller's transaction."""

    async def enqueue(self, tx: Tx, fact: str, ids: dict[str, str]) -> None:
        """Enqueue every reaction to fact, exactly once for these ids."""


async def announce(tx: Tx, fact: str, **ids: str) -> None:
    """Announce a fact. Whoever reacts starts after this transaction commits, and only then.

    The same fact with the same ids starts its reactions once, however often it is announced.
    """
    announcer = cast(Announcer, tx.info["announcer"])
    await announcer.enqueue(tx, fact, ids)
