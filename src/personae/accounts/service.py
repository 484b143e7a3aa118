"""What a person can ask of their account."""

import hashlib
import re
from dataclasses import dataclass
from datetime import timedelta

from personae.accounts import store
from personae.accounts.actor import Actor
from personae.accounts.errors import EmailInvalid, LoginFailed, NameInvalid, PasswordWeak
from personae.accounts.passwords import Passwords
from personae.accounts.tables import Session, User
from personae.platform.clock import now
from personae.platform.db import OpenTx, Tx
from personae.platform.ids import new_secret

PASSWORD_SHORTEST = 8
PASSWORD_LONGEST = 256
NAME_LIMIT = 80
EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)*")
EMAIL_LIMIT = 254


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session: who it belongs to, and the secret that opens it, told this once."""

    actor: Actor
    secret: str


async def register(
    open_tx: OpenTx, passwords: Passwords, *, email: str, password: str, name: str, session_days: int
) -> SignedIn:
    """Make an account and sign it in. A blank name becomes the first part of the address.

    Raises EmailInvalid, PasswordWeak, NameInvalid, EmailTaken.
    """
    email = _clean_email(email)
    name = " ".join(name.split()) or email.partition("@")[0]
    if len(name) > NAME_LIMIT:
        raise NameInvalid(limit=NAME_LIMIT)
    if not PASSWORD_SHORTEST <= len(password) <= PASSWORD_LONGEST:
        raise PasswordWeak(shortest=PASSWORD_SHORTEST, longest=PASSWORD_LONGEST)
    hashed = await passwords.hash(password)
    async with open_tx() as tx:
        user = User(email=email, name=name, password_hash=hashed)
        await store.add_user_unscoped(tx, user)
        return await _open_session(tx, user, session_days=session_days)


async def log_in(
    open_tx: OpenTx, passwords: Passwords, *, email: str, password: str, session_days: int
) -> SignedIn:
    """Open a session. Raises LoginFailed, which does not tell whether the account exists."""
    async with open_tx(write=False) as tx:
        user = await store.find_user_unscoped(tx, email=email.strip().casefold())
    matches = await passwords.verify(password[:PASSWORD_LONGEST], user.password_hash if user else None)
    if user is None or not matches:
        raise LoginFailed
    async with open_tx() as tx:
        return await _open_session(tx, user, session_days=session_days)


async def identify(tx: Tx, *, secret: str) -> Actor | None:
    """The person whose session this secret opens, or None."""
    found = await store.find_session_unscoped(tx, secret_hash=_digest(secret), now=now())
    return None if found is None else _actor(*found)


async def log_out(tx: Tx, actor: Actor) -> None:
    """End the session that is asking."""
    await store.delete_session(tx, actor.session_id, owner_id=actor.user_id)


async def sweep_sessions_unscoped(tx: Tx) -> int:
    """Remove expired sessions. Returns how many."""
    return await store.delete_expired_unscoped(tx, now=now())


async def _open_session(tx: Tx, user: User, *, session_days: int) -> SignedIn:
    secret = new_secret()
    session = Session(
        user_id=user.id, secret_hash=_digest(secret), expires_at=now() + timedelta(days=session_days)
    )
    tx.add(session)
    await tx.flush()
    return SignedIn(_actor(session, user), secret)


def _actor(session: Session, user: User) -> Actor:
    return Actor(user_id=user.id, name=user.name, email=user.email, session_id=session.id)


def _clean_email(email: str) -> str:
    email = email.strip().casefold()
    if len(email) > EMAIL_LIMIT or not EMAIL.fullmatch(email):
        raise EmailInvalid
    return email


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()  # 256 bits of chance need no slow hash
