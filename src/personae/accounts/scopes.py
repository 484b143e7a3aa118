"""What may be done by whom: a session may do all that its person may, a key what it was made for. Pure."""

from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import Final

from personae.accounts.tables import Role


class Scope(StrEnum):
    """A kind of act. SELF is what no key can be given: keys, password, address, ways in, leaving."""

    READ = "read"
    WRITE = "write"
    CHAT = "chat"
    EXPORT = "export"
    ADMIN = "admin"
    SELF = "self"


EVERY: Final = frozenset(Scope)


def grantable(role: str) -> tuple[Scope, ...]:
    """What a person of this role may let a key do, in the order of a form."""
    kept = (Scope.READ, Scope.WRITE, Scope.CHAT, Scope.EXPORT)
    return (*kept, Scope.ADMIN) if role == Role.ADMIN else kept


def granted(scopes: Iterable[str], role: str) -> frozenset[Scope]:
    """What a key with these scopes may do by now: nothing that its person may not any more."""
    allowed: Collection[str] = grantable(role)
    return frozenset(Scope(each) for each in scopes if each in allowed)
