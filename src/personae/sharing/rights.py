"""Who may do what with a thing that is not theirs: looked up at the time of each act."""

from collections.abc import Collection, Mapping

from personae.accounts import Actor
from personae.platform.db import Tx
from personae.sharing import store
from personae.sharing.tables import Right, Thing


async def may(
    tx: Tx, actor: Actor, things: Collection[Thing], *, owner_id: str, right: Right = Right.READ
) -> bool:
    """Whether somebody may look at one of some things of an owner's, or (right) talk with them.

    An owner may do both, as long as they may do anything; nobody has anything of who is suspended.
    """
    if actor.user_id == owner_id:
        return True
    return await store.has_right(tx, things, user_id=actor.user_id, owner_id=owner_id, right=right)


async def owners_named(tx: Tx, owner_ids: Collection[str]) -> Mapping[str, str]:
    """By their ids, the names of people who share something, to be told to whom they share it with."""
    return await store.names_unscoped(tx, owner_ids) if owner_ids else {}
