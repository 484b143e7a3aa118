"""Whose account somebody opens who comes by way of an OpenID provider."""

from personae.accounts import entry_store, store
from personae.accounts.actor import Actor
from personae.accounts.audit import Act, note
from personae.accounts.door import Door, SecondStep
from personae.accounts.errors import AccountSuspended, EmailInvalid, IdentityUnknown
from personae.accounts.notices import Notices
from personae.accounts.provider import Guest
from personae.accounts.rules import clean_email
from personae.accounts.service import SignedIn, make_user
from personae.accounts.tables import Identity, User
from personae.platform.clock import now
from personae.platform.db import OpenTx, Tx

NO_EMAIL = "Your provider does not vouch for your e-mail address, so no account can be made with it."
TAKEN = (
    "There is an account with this e-mail address already. Log in with its password, then join it to your "
    "provider on the page Account."
)
THEIRS = "This sign-in opens another account here already. Take it off there first."


class Guests:
    """Joins people of a provider to accounts.

    The pair of issuer and subject opens the account it is joined to. One that is not joined yet opens the
    account of its address only where the operator says so (`links_email`), the provider vouches for the
    address, and the account has confirmed it too: else whoever registers an address that is not theirs
    would share the account of its owner. Everybody else may join their account themselves, signed in.
    """

    def __init__(self, open_tx: OpenTx, door: Door, notices: Notices, *, links_email: bool) -> None:
        self._open_tx, self._door, self._links_email = open_tx, door, links_email
        self._notices = notices

    async def enter(self, guest: Guest) -> SignedIn | SecondStep:
        """Sign somebody in. Raises IdentityUnknown, AccountSuspended, RegistrationClosed, InviteNeeded."""
        async with self._open_tx() as tx:
            user = await self._known(tx, guest) or await self._joined_by_email(tx, guest)
            if user is None:
                user = await self._new(tx, guest)
            if not user.is_active:
                raise AccountSuspended
            return await self._door.admit(tx, user, by="openid")

    async def join(self, tx: Tx, actor: Actor, guest: Guest) -> None:
        """Let a provider open the account of who is signed in. Raises IdentityUnknown."""
        user = await self._known(tx, guest)
        if user is not None and user.id != actor.user_id:
            raise IdentityUnknown(why=THEIRS)
        if user is None:
            await self._write(tx, guest, actor.user_id)
            self._tell_later(tx, guest, actor.email)

    async def _known(self, tx: Tx, guest: Guest) -> User | None:
        found = await entry_store.find_identity_unscoped(tx, issuer=guest.issuer, subject=guest.subject)
        return None if found is None else found[1]

    async def _joined_by_email(self, tx: Tx, guest: Guest) -> User | None:
        user = await store.find_user_unscoped(tx, email=guest.email.strip().casefold())
        if user is None:
            return None
        if not (self._links_email and guest.has_email and user.verified_at is not None):
            raise IdentityUnknown(why=TAKEN)
        await self._write(tx, guest, user.id)
        self._tell_later(tx, guest, user.email)
        return user

    async def _new(self, tx: Tx, guest: Guest) -> User:
        if not guest.has_email:
            raise IdentityUnknown(why=NO_EMAIL)
        try:
            email = clean_email(guest.email)
        except EmailInvalid as error:
            raise IdentityUnknown(why=NO_EMAIL) from error
        name = " ".join(guest.name.split())[:80] or email.partition("@")[0]
        user = await make_user(tx, email=email, name=name, password_hash="")
        user.verified_at = now()
        await self._door.check_invited(tx, user, "")
        await self._write(tx, guest, user.id)
        return user

    async def _write(self, tx: Tx, guest: Guest, user_id: str) -> None:
        identity = Identity(issuer=guest.issuer, subject=guest.subject, email=guest.email[:254])
        await entry_store.add(tx, identity, owner_id=user_id)
        note(tx, Act.IDENTITY_LINKED, by=user_id, to=user_id, issuer=guest.issuer)

    def _tell_later(self, tx: Tx, guest: Guest, email: str) -> None:
        what = f"Signing in with {guest.issuer} opens your account from now on."
        self._notices.send_later(tx, email, what)
