"""API keys: what a person's programs show in their place."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from personae.accounts import key_store, store
from personae.accounts.actor import Actor
from personae.accounts.audit import note
from personae.accounts.errors import KeyInvalid, KeyNotFound, KeysMany, ScopeForAdmins
from personae.accounts.news import tell_later
from personae.accounts.rules import digest
from personae.accounts.scopes import Scope, grantable, granted
from personae.accounts.tables import ApiKey, Role, User
from personae.platform.clock import now
from personae.platform.db import OpenTx, Tx
from personae.platform.ids import new_secret

PREFIX: Final = "pk_personae_"  # one spelling, so that scanners of code find keys that leaked
KEY_NAME_LIMIT: Final = 80
KEYS_MOST: Final = 50
KEY_DAYS_MOST: Final = 3_650
NOTED_EVERY: Final = timedelta(minutes=1)


class KeyAct(StrEnum):
    """What the audit log is told."""

    MADE = "api_key.made"
    REVOKED = "api_key.revoked"


@dataclass(frozen=True, slots=True)
class Made:
    """A new key and its secret, told this once."""

    key: ApiKey
    secret: str


class Keys:
    """Makes keys, ends them, and knows whose they are."""

    def __init__(self, open_tx: OpenTx) -> None:
        self._open_tx = open_tx

    async def make(
        self,
        tx: Tx,
        actor: Actor,
        *,
        name: str,
        scopes: Collection[str],
        days: int | None = None,
        remembers: bool = False,
    ) -> Made:
        """A key that may do what `scopes` name. days: until it expires, 1..KEY_DAYS_MOST, None for never.

        Raises KeyInvalid, ScopeForAdmins, KeysMany.
        """
        name = " ".join(name.split())
        # Asked again here, for who was an admin when the request began may be none now.
        user = await store.hold_user_unscoped(tx, actor.user_id)
        if user is None or not user.is_active:
            raise KeyNotFound
        _check(name, scopes, days, allowed=grantable(user.role))
        if await key_store.count(tx, owner_id=actor.user_id) >= KEYS_MOST:
            raise KeysMany(limit=KEYS_MOST)
        secret = PREFIX + new_secret()
        key = ApiKey(
            owner_id=actor.user_id,
            name=name,
            hint=f"{secret[: len(PREFIX) + 2]}…{secret[-4:]}",
            secret_hash=digest(secret),
            scopes=sorted(set(scopes)),
            remembers=remembers,
            expires_at=None if days is None else now() + timedelta(days=days),
        )
        tx.add(key)
        await tx.flush()
        note(tx, KeyAct.MADE, by=actor, to=actor.user_id, about=key.id, scopes=" ".join(key.scopes))
        return Made(key, secret)

    async def list_keys(self, tx: Tx, actor: Actor) -> Sequence[ApiKey]:
        """Every key of the person's, the latest first, expired ones too."""
        return await key_store.keys(tx, owner_id=actor.user_id)

    async def get(self, tx: Tx, actor: Actor, key_id: str) -> ApiKey:
        """One key. Raises KeyNotFound."""
        key = await key_store.get(tx, key_id, owner_id=actor.user_id)
        if key is None:
            raise KeyNotFound
        return key

    async def revoke(self, tx: Tx, actor: Actor, key_id: str) -> None:
        """End a key at once; what is open with it closes within seconds. Raises KeyNotFound."""
        if not await key_store.revoke(tx, key_id, owner_id=actor.user_id):
            raise KeyNotFound
        note(tx, KeyAct.REVOKED, by=actor, to=actor.user_id, about=key_id)
        tell_later(tx, actor.user_id)

    async def identify(self, secret: str) -> Actor | None:
        """Whose key this is, or None: also for one that has expired, and of who is suspended by now."""
        at = now()
        async with self._open_tx(write=False) as tx:
            found = await key_store.find_unscoped(tx, secret_hash=digest(secret), now=at)
        if found is None:
            return None
        key, user = found
        if key.last_used_at is None or key.last_used_at < at - NOTED_EVERY:
            async with self._open_tx() as tx:
                await key_store.note_use_unscoped(tx, key.id, at=at, before=at - NOTED_EVERY)
        return _actor_of(key, user)


def is_key(secret: str) -> bool:
    """Whether a secret looks like a key of ours, and not like a session's."""
    return secret.startswith(PREFIX)


def is_expired(key: ApiKey, at: datetime) -> bool:
    """Whether a key opens nothing any more."""
    return key.expires_at is not None and key.expires_at <= at


def _check(name: str, scopes: Collection[str], days: int | None, *, allowed: Collection[str]) -> None:
    if not 0 < len(name) <= KEY_NAME_LIMIT:
        raise KeyInvalid(why=f"Give the key a name of at most {KEY_NAME_LIMIT} characters")
    if not scopes:
        raise KeyInvalid(why="Say what the key may do: choose one scope at least")
    if Scope.ADMIN in set(scopes) - set(allowed):
        raise ScopeForAdmins
    if unknown := set(scopes) - set(allowed):
        choice = ", ".join(str(each) for each in allowed)
        raise KeyInvalid(why=f"You cannot give a key the scope “{min(unknown)}”: choose among {choice}")
    if days is not None and not 1 <= days <= KEY_DAYS_MOST:
        raise KeyInvalid(why=f"A key is good for 1 to {KEY_DAYS_MOST:,} days, or until it is revoked")


def _actor_of(key: ApiKey, user: User) -> Actor:
    scopes = granted(key.scopes, user.role)
    return Actor(
        user_id=user.id,
        name=user.name,
        email=user.email,
        session_id=key.id,
        role=user.role if Scope.ADMIN in scopes else Role.MEMBER,
        scopes=scopes,
        has_key=True,
        remembers=key.remembers,
    )
