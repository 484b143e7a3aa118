"""Secrets that are good for one thing, once, for a while."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from personae.accounts import entry_store
from personae.accounts.errors import TicketSpent
from personae.accounts.rules import digest
from personae.accounts.tables import Purpose, Ticket, User
from personae.platform.clock import now
from personae.platform.db import Tx
from personae.platform.ids import new_secret

LIVES: Final[Mapping[Purpose, timedelta]] = {
    Purpose.VERIFY: timedelta(days=2),
    Purpose.RESET: timedelta(hours=1),
    Purpose.SECOND: timedelta(minutes=10),
}


async def issue(tx: Tx, user: User, purpose: Purpose, *, email: str = "") -> str:
    """A new ticket's secret, told this once.

    Those of the same purpose that were made before are void; but for a new password anybody may ask, and
    must not thereby take a link from its owner: the first that is used voids the others.
    """
    if purpose != Purpose.RESET:
        await entry_store.clear_tickets(tx, owner_id=user.id, purpose=purpose)
    secret = new_secret()
    ticket = Ticket(
        purpose=purpose, secret_hash=digest(secret), email=email, expires_at=now() + LIVES[purpose]
    )
    await entry_store.add(tx, ticket, owner_id=user.id)
    return secret


async def peek(tx: Tx, secret: str, purpose: Purpose) -> tuple[Ticket, User]:
    """A ticket that is still good, and whose it is; it can be used after. Raises TicketSpent."""
    found = await entry_store.peek_ticket_unscoped(tx, secret_hash=digest(secret), purpose=purpose, now=now())
    if found is None or not found[1].is_active:
        raise TicketSpent
    return found


async def redeem(tx: Tx, secret: str, purpose: Purpose) -> tuple[Ticket, User]:
    """Use a ticket. Of two who use it at once, one is told that it is spent. Raises TicketSpent."""
    ticket, user = await peek(tx, secret, purpose)
    if not await entry_store.drop_ticket_unscoped(tx, ticket.id):
        raise TicketSpent
    return ticket, user
