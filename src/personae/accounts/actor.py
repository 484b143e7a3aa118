"""Who is asking."""

from dataclasses import dataclass

from personae.accounts.tables import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person. Every store function takes `user_id` as its owner.

    role: as it was when the request began; whoever acts on other people asks again in their transaction.
    """

    user_id: str
    name: str
    email: str
    session_id: str
    role: str = Role.MEMBER

    @property
    def is_admin(self) -> bool:
        """True for who looks after the studio's people."""
        return self.role == Role.ADMIN
