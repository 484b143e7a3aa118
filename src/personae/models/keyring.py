"""The keys that people bring: kept sealed, shown never again, opened for the moment of a call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from personae.accounts import Actor
from personae.llm import ModelUnreachable, Vendor
from personae.models import store
from personae.models.errors import (
    AddressClosed,
    AddressInvalid,
    AddressPrivate,
    AddressUnknown,
    KeyGone,
    KeyIncomplete,
    KeyInvalid,
    KeyNameInvalid,
    KeyNotFound,
    KeysMany,
    KeyUnreadable,
    VendorUnknown,
)
from personae.models.tables import ADDRESS_LIMIT, NAME_LIMIT, ModelKey
from personae.platform import addresses
from personae.platform.addresses import Resolve, check_public, clean_address, reach_public, resolve
from personae.platform.clock import now
from personae.platform.db import Check, OpenTx, Tx, unchecked
from personae.platform.outbound import Reach
from personae.platform.seal import Seal, SealBroken

KEY_LIMIT = 500
KEYS_MOST = 20
HINT_CHARS = 4
HINT_FROM = 12  # a shorter key would be half told by its hint
USE_NOTED: Final = timedelta(minutes=1)

# Vendors that a person can bring a key for. A compatible server needs an address, and maybe no key.
VENDORS: Final[Mapping[Vendor, str]] = {
    "openai": "OpenAI",
    "anthropic": "Anthropic",
    "compatible": "OpenAI-compatible server",
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A key for the moment of a call. Its text shows nothing of the secret.

    reach: where its address leads to, None where it may lead anywhere; see `llm.build_provider`.
    """

    vendor: Vendor
    base_url: str | None
    secret: str = field(repr=False)
    reach: Reach | None = None


class Keyring:
    """Everybody's keys. `allows_private`: may they lead to addresses in the studio's own network?"""

    def __init__(
        self, open_tx: OpenTx, seal: Seal, *, allows_private: bool, resolve: Resolve = resolve
    ) -> None:
        self._open_tx, self._seal = open_tx, seal
        self._allows_private, self._resolve = allows_private, resolve

    async def list_keys(self, tx: Tx, actor: Actor) -> Sequence[ModelKey]:
        """A person's keys, the oldest first: `KEYS_MOST` at most."""
        return await store.keys(tx, owner_id=actor.user_id)

    async def get(self, tx: Tx, actor: Actor, key_id: str) -> ModelKey:
        """One key. Raises KeyNotFound."""
        return await store.get_key(tx, key_id, owner_id=actor.user_id)

    async def find(self, actor: Actor, key_id: str) -> ModelKey:
        """The same, in a transaction of its own. Raises KeyNotFound."""
        async with self._open_tx(write=False) as tx:
            return await self.get(tx, actor, key_id)

    async def add(
        self, actor: Actor, *, vendor: str, secret: str, base_url: str = "", name: str = ""
    ) -> ModelKey:
        """Keep a key. A blank name becomes the vendor's; a blank base_url is the vendor's own address.

        Raises VendorUnknown, KeyInvalid, KeyNameInvalid, AddressInvalid, AddressPrivate, AddressUnknown,
        KeysMany.
        """
        if vendor not in VENDORS:
            raise VendorUnknown(vendors=", ".join(VENDORS))
        key = ModelKey(owner_id=actor.user_id, vendor=vendor)
        await self._write(key, secret=secret, base_url=base_url, name=name)
        async with self._open_tx() as tx:
            if await store.count_keys(tx, owner_id=actor.user_id) >= KEYS_MOST:
                raise KeysMany(limit=KEYS_MOST)
            tx.add(key)
        return key

    async def replace(
        self,
        actor: Actor,
        key_id: str,
        *,
        secret: str,
        base_url: str = "",
        name: str = "",
        seen: Check = unchecked,
    ) -> ModelKey:
        """Put another key, address and name in the place of those there are. Choices keep asking with it.

        The secret has to be entered again with a new address, for nobody else may send it elsewhere.
        Raises KeyNotFound, KeyIncomplete, and what `add` and `seen` raise.
        """
        vendor = (await self.find(actor, key_id)).vendor
        if not (base_url if vendor == "compatible" else secret).strip():
            raise KeyIncomplete
        written = ModelKey(owner_id=actor.user_id, vendor=vendor)
        await self._write(written, secret=secret, base_url=base_url, name=name)
        async with self._open_tx() as tx:
            await seen(tx)
            key = await self.get(tx, actor, key_id)
            key.name, key.base_url = written.name, written.base_url
            key.sealed, key.hint, key.last_used_at = written.sealed, written.hint, None
        return key

    async def delete(self, tx: Tx, actor: Actor, key_id: str) -> None:
        """Remove a key with the choices that ask with it. Its next use fails. Raises KeyNotFound."""
        await tx.delete(await self.get(tx, actor, key_id))

    async def open(self, actor: Actor, key_id: str) -> Opened:
        """The key for one call. What keeps it from being used is said in words that fit a reply.

        Raises KeyGone, KeyUnreadable, AddressClosed, ModelUnreachable.
        """
        try:
            key = await self.find(actor, key_id)
        except KeyNotFound:
            raise KeyGone from None
        vendor = _vendor(key)
        try:
            secret = self._seal.open(key.sealed, about=_about(key))
            await self._check(key.base_url)
        except SealBroken:
            raise KeyUnreadable(vendor=VENDORS[vendor]) from None
        except AddressPrivate:
            raise AddressClosed(vendor=VENDORS[vendor]) from None
        except (AddressInvalid, AddressUnknown):
            raise ModelUnreachable(vendor=VENDORS[vendor]) from None
        await self._note_use(actor, key)
        is_free = self._allows_private or key.base_url is None
        return Opened(vendor, key.base_url, secret, None if is_free else self._reach)

    async def _reach(self, host: str, port: int) -> str:
        return await reach_public(host, port, resolve=self._resolve)

    def is_readable(self, key: ModelKey) -> bool:
        """False for a key that was saved under another SECRET_KEY."""
        try:
            self._seal.open(key.sealed, about=_about(key))
        except SealBroken:
            return False
        return True

    async def _write(self, key: ModelKey, *, secret: str, base_url: str, name: str) -> None:
        secret, name = secret.strip(), " ".join(name.split())
        if len(name) > NAME_LIMIT:
            raise KeyNameInvalid(limit=NAME_LIMIT)
        is_needed = key.vendor != "compatible"
        is_word = secret.isascii() and secret.isprintable() and " " not in secret
        if len(secret) > KEY_LIMIT or not is_word or (is_needed and not secret):
            raise KeyInvalid(limit=KEY_LIMIT)
        key.name, key.base_url = name or VENDORS[_vendor(key)], _cleaned(base_url)
        if key.vendor == "compatible" and key.base_url is None:
            raise AddressInvalid
        await self._check(key.base_url)
        key.hint = secret[-HINT_CHARS:] if len(secret) >= HINT_FROM else ""
        key.sealed = self._seal.close(secret, about=_about(key))

    async def _check(self, base_url: str | None) -> None:
        if not base_url or self._allows_private:
            return
        try:
            await check_public(base_url, resolve=self._resolve)
        except addresses.AddressInvalid:  # kept when it was still taken
            raise AddressInvalid from None
        except addresses.AddressPrivate:
            raise AddressPrivate from None
        except addresses.AddressUnknown:
            raise AddressUnknown from None

    async def _note_use(self, actor: Actor, key: ModelKey) -> None:
        if key.last_used_at is None or now() - key.last_used_at > USE_NOTED:
            async with self._open_tx() as tx:
                await store.note_use(tx, key.id, owner_id=actor.user_id, at=now())


def _cleaned(base_url: str) -> str | None:
    try:
        return clean_address(base_url, limit=ADDRESS_LIMIT)
    except addresses.AddressInvalid:
        raise AddressInvalid from None


def _vendor(key: ModelKey) -> Vendor:
    return next(vendor for vendor in VENDORS if vendor == key.vendor)


def _about(key: ModelKey) -> str:
    """What a sealed key is bound to: moved to another owner, vendor or address, it does not open."""
    return "\n".join((key.owner_id, key.vendor, key.base_url or ""))
