"""What a person can ask about memories, and what a conversation tells about its own."""

from collections.abc import Collection

from personae.accounts import Actor
from personae.memory import store
from personae.platform.db import Tx


async def set_live(tx: Tx, actor: Actor, message_ids: Collection[str], *, is_live: bool) -> None:
    """Say that some messages came onto the branch that their conversation shows, or left it.

    message_ids: 500 at most, which is what one statement may carry.
    """
    await store.set_live(tx, message_ids, is_live=is_live, owner_id=actor.user_id)
