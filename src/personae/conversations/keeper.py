"""Saving what the replies of a process have come to: those that come together in one transaction."""

from collections.abc import Sequence

from personae.conversations import reply_store
from personae.platform.clock import now
from personae.platform.db import OpenTx
from personae.platform.desk import Desk


class Keeper:
    """Saves texts of replies. A transaction costs more than what it saves, so a crowd shares one."""

    def __init__(self, open_tx: OpenTx) -> None:
        self._open_tx = open_tx
        self._desk: Desk[tuple[str, str], bool] = Desk(self._save)

    async def keep(self, message_id: str, text: str) -> bool:
        """Save how far a reply has come. False when it is no longer wanted: stopped, ended or deleted.

        Raises what the database raises.
        """
        return await self._desk.ask((message_id, text))

    async def _save(self, wishes: Sequence[tuple[str, str]]) -> Sequence[bool]:
        async with self._open_tx() as tx:
            wanted = await reply_store.keep_unscoped(tx, dict(wishes), at=now())
        return [message_id in wanted for message_id, _ in wishes]
