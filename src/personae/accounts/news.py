"""Telling whoever holds a session open that what it may do has changed."""

from personae.platform.bus import publish_later
from personae.platform.db import Tx


def topic(user_id: str) -> str:
    """What is told about a person's rights and sessions."""
    return f"account:{user_id}"


def tell_later(tx: Tx, user_id: str) -> None:
    """Have every open socket of a person look at its rights again, once the transaction is committed."""
    publish_later(tx, topic(user_id), {"kind": "rights"})
