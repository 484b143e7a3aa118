"""Which messages are on the branch that a conversation shows: everybody who keeps count is told."""

from collections.abc import Sequence

from personae import evolution, memory
from personae.accounts import Actor
from personae.conversations import store
from personae.platform.db import Tx

AT_ONCE = 500  # ids that one statement carries


async def set_live(
    tx: Tx, actor: Actor, conversation_id: str, message_ids: Sequence[str], *, is_live: bool
) -> None:
    """Bring messages of a conversation onto its branch, or take them off it, with what came of them."""
    for start in range(0, len(message_ids), AT_ONCE):
        some = message_ids[start : start + AT_ONCE]
        await store.set_live(
            tx, some, conversation_id=conversation_id, is_live=is_live, owner_id=actor.user_id
        )
        await memory.set_live(tx, actor, some, is_live=is_live)
        await evolution.set_live(tx, actor, some, is_live=is_live)
