"""Who is asking."""

from dataclasses import dataclass

from personae.accounts.scopes import EVERY, Scope
from personae.accounts.tables import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person, or a program with a key of theirs. Store functions take `user_id` as the owner.

    session_id: of a program, its key's id.  role: as it was when the request began; whoever acts on other
    people asks again in their transaction.  scopes: what may be done; all of it in a session.
    has_key: it is a program.  remembers: what characters hear from it they may keep.
    """

    user_id: str
    name: str
    email: str
    session_id: str
    role: str = Role.MEMBER
    scopes: frozenset[Scope] = EVERY
    has_key: bool = False
    remembers: bool = True

    @property
    def is_admin(self) -> bool:
        """True for who looks after the studio's people."""
        return self.role == Role.ADMIN
