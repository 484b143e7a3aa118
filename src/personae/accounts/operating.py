"""What whoever runs the studio may do from its shell, when nobody inside can."""

from personae.accounts import entry_store, letters, store, tickets
from personae.accounts.audit import Act, note
from personae.accounts.errors import PersonNotFound
from personae.accounts.news import tell_later
from personae.accounts.rules import clean_email
from personae.accounts.tables import Purpose, Role, User
from personae.platform.db import Tx

SHELL = "the shell"


async def find_person(tx: Tx, email: str) -> User:
    """Who has this address. Raises PersonNotFound, EmailInvalid."""
    user = await store.find_user_unscoped(tx, email=clean_email(email))
    if user is None or user.leaving_at is not None:
        raise PersonNotFound
    return user


async def new_password_link(tx: Tx, user: User, *, address: str) -> str:
    """A link with which somebody chooses a new password within an hour."""
    note(tx, Act.PASSWORD_ASKED, by=None, to=user.id, way=SHELL)
    return letters.link(address, Purpose.RESET, await tickets.issue(tx, user, Purpose.RESET))


async def make_admin(tx: Tx, user: User) -> None:
    """Let somebody look after the studio, and in again if they were suspended."""
    note(tx, Act.ROLE_CHANGED, by=None, to=user.id, before=user.role, after=Role.ADMIN, way=SHELL)
    user.role, user.suspended_at = Role.ADMIN, None
    tell_later(tx, user.id)


async def forget_second_factor(tx: Tx, user: User) -> None:
    """Let somebody in with the password alone, who has lost phone and recovery codes."""
    await entry_store.drop_second_factor(tx, owner_id=user.id)
    note(tx, Act.SECOND_OFF, by=None, to=user.id, way=SHELL)
