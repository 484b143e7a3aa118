"""The ground of every account: making one, opening and ending its sessions. `Door` stands before it."""

from dataclasses import dataclass
from datetime import timedelta

from personae.accounts import entry_store, store
from personae.accounts.actor import Actor
from personae.accounts.audit import Act, note
from personae.accounts.errors import LoginFailed
from personae.accounts.news import tell_later
from personae.accounts.passwords import Passwords
from personae.accounts.rules import check_password, clean_email, clean_name, digest
from personae.accounts.tables import Role, Session, User
from personae.platform.caller import caller, shortened
from personae.platform.clock import now
from personae.platform.db import OpenTx, Tx
from personae.platform.ids import new_secret


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session: who it belongs to, and the secret that opens it, told this once."""

    actor: Actor
    secret: str


async def register(
    open_tx: OpenTx, passwords: Passwords, *, email: str, password: str, name: str, session_days: int
) -> SignedIn:
    """Make an account and sign it in, whoever may register: for the studio's own use.

    A blank name becomes the first part of the address. Raises EmailInvalid, PasswordWeak, PasswordCommon,
    NameInvalid, EmailTaken.
    """
    email = clean_email(email)
    name = clean_name(name, email=email)
    check_password(password, email=email, name=name)
    hashed = await passwords.hash(password)
    async with open_tx() as tx:
        user = await make_user(tx, email=email, name=name, password_hash=hashed)
        return await open_session(tx, user, session_days=session_days)


async def make_user(tx: Tx, *, email: str, name: str, password_hash: str) -> User:
    """Write an account; the first of all looks after the others. Raises EmailTaken."""
    role = Role.ADMIN if await store.is_empty_unscoped(tx) else Role.MEMBER
    user = User(email=email, name=name, password_hash=password_hash, role=role)
    await store.add_user_unscoped(tx, user)
    note(tx, Act.REGISTERED, by=user.id, to=user.id, role=role)
    return user


async def log_in(
    open_tx: OpenTx, passwords: Passwords, *, email: str, password: str, session_days: int
) -> SignedIn:
    """Open a session with the password alone, uncounted: for the studio's own use. Raises LoginFailed."""
    async with open_tx(write=False) as tx:
        user = await store.find_user_unscoped(tx, email=email.strip().casefold())
    matches = await passwords.verify(password, user.password_hash if user else None)
    if user is None or not matches or not user.is_active:
        raise LoginFailed
    async with open_tx() as tx:
        return await open_session(tx, user, session_days=session_days)


async def open_session(tx: Tx, user: User, *, session_days: int, by: str = "password") -> SignedIn:
    """A session for somebody who has shown who they are. by: how they did."""
    secret, present = new_secret(), caller()
    session = Session(
        user_id=user.id,
        secret_hash=digest(secret),
        expires_at=now() + timedelta(days=session_days),
        address=shortened(present.address),
        agent=present.agent,
    )
    tx.add(session)
    await tx.flush()
    note(tx, Act.SIGNED_IN, by=user.id, to=user.id, way=by)
    return SignedIn(actor_of(session, user), secret)


async def identify(tx: Tx, *, secret: str) -> Actor | None:
    """The person whose session this secret opens, or None: also for who is suspended by now."""
    found = await store.find_session_unscoped(tx, secret_hash=digest(secret), now=now())
    return None if found is None else actor_of(*found)


async def log_out(tx: Tx, actor: Actor) -> None:
    """End the session that is asking."""
    if await store.delete_session(tx, actor.session_id, owner_id=actor.user_id):
        note(tx, Act.SIGNED_OUT, by=actor, to=actor.user_id)
        tell_later(tx, actor.user_id)


async def sweep_sessions_unscoped(tx: Tx) -> int:
    """Remove expired sessions and tickets. Returns how many sessions."""
    await entry_store.sweep_unscoped(tx, now=now())
    return await store.delete_expired_unscoped(tx, now=now())


def actor_of(session: Session, user: User) -> Actor:
    """A session's person, as every room knows them."""
    return Actor(user_id=user.id, name=user.name, email=user.email, session_id=session.id, role=user.role)
