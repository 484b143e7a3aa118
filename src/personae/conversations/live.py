"""Which messages are on the branch that a conversation shows: everybody who keeps count is told."""

from collections.abc import Iterator, Sequence

from personae import evolution, memory
from personae.accounts import Actor
from personae.conversations import message_store
from personae.platform.db import Tx

AT_ONCE = 500  # ids that one statement carries


async def set_live(
    tx: Tx, actor: Actor, conversation_id: str, message_ids: Sequence[str], *, is_live: bool
) -> None:
    """Bring messages of a conversation onto its branch, or take them off it, with what came of them."""
    for some in _some(message_ids):
        await message_store.set_live(
            tx, some, conversation_id=conversation_id, is_live=is_live, owner_id=actor.user_id
        )
        await tell_live(tx, actor, some, is_live=is_live)


async def tell_live(tx: Tx, actor: Actor, message_ids: Sequence[str], *, is_live: bool) -> None:
    """Tell those who keep count alone: a conversation that is deleted or brought back keeps its branch."""
    for some in _some(message_ids):
        await memory.set_live(tx, actor, some, is_live=is_live)
        await evolution.set_live(tx, actor, some, is_live=is_live)


async def unlearn(tx: Tx, actor: Actor, message_id: str) -> None:
    """Undo what came of a message whose words change; it is felt and remembered anew at its end."""
    await memory.unlearn(tx, actor, message_id)
    await evolution.unfeel(tx, actor, message_id)


def _some(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
