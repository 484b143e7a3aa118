"""Titles: no two documents of an owner have one, so that people can tell them apart. Nothing is refused."""

from personae.library import store
from personae.platform.db import Tx, hold_name
from personae.platform.naming import free_name

TITLE_LIMIT = 300


async def free_title(tx: Tx, title: str, *, owner_id: str, document_id: str) -> str:
    """The title, or one with a number behind it where another document of the owner's has it.

    Nobody else finds a title for the same owner before this transaction ends.
    """
    await hold_name(tx, f"titles:{owner_id}")
    taken = await store.title_keys(tx, owner_id=owner_id, but=document_id)
    return free_name(title[:TITLE_LIMIT], taken, limit=TITLE_LIMIT)
