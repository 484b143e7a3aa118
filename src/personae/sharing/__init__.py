"""Sharing: who else may look at a document or a character, or talk with them, and for how long."""

from personae.sharing.errors import LinkSpent, ShareInvalid, ShareNotFound, SharesMany
from personae.sharing.receiving import Received, leave, look_at, open_link, received
from personae.sharing.rights import may, owners_named
from personae.sharing.service import (
    Made,
    Shown,
    change,
    end,
    get,
    list_shares,
    of_thing,
    renew,
    share,
)
from personae.sharing.store import shared_ids
from personae.sharing.tables import Kind, Right, Share, Thing

__all__ = [
    "Kind",
    "LinkSpent",
    "Made",
    "Received",
    "Right",
    "Share",
    "ShareInvalid",
    "ShareNotFound",
    "SharesMany",
    "Shown",
    "Thing",
    "change",
    "end",
    "get",
    "leave",
    "list_shares",
    "look_at",
    "may",
    "of_thing",
    "open_link",
    "owners_named",
    "received",
    "renew",
    "share",
    "shared_ids",
]
