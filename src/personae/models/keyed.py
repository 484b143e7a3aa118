"""A model that is asked with a person's key, which is looked up and opened for each call."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Final
from urllib.parse import urlsplit

from personae.accounts import Actor
from personae.llm import Chunk, ModelKeyRefused, ModelQuota, Prompt
from personae.models.clients import Clients
from personae.models.errors import KeyWrong, NotOffered, OwnQuota
from personae.models.keyring import VENDORS, Keyring
from personae.models.tables import ModelKey
from personae.platform.errors import PersonaeError

MAX_TOKENS: Final = 1024  # of a reply with a person's own key


def asked_as(key: ModelKey) -> str:
    """What a key's vendor is called where models are asked and paid: a compatible server by its host."""
    host = urlsplit(key.base_url or "").hostname
    return host if host and key.vendor == "compatible" else key.vendor


class KeyedProvider:
    """A Provider for one choice of one person. A key that was deleted is not used from that moment on."""

    max_tokens = MAX_TOKENS

    def __init__(self, keys: Keyring, clients: Clients, actor: Actor, key: ModelKey, model: str) -> None:
        self.name, self.model = asked_as(key), model
        self._keys, self._clients, self._actor, self._key_id = keys, clients, actor, key.id

    async def stream(self, prompt: Prompt) -> AsyncGenerator[Chunk, None]:
        """Answer the last message; see Provider. Raises what `Keyring.open` raises, KeyWrong, OwnQuota."""
        key = await self._keys.open(self._actor, self._key_id)
        async with (
            self._clients.lease(key, self.model) as provider,
            aclosing(provider.stream(prompt)) as chunks,
        ):
            try:
                async for chunk in chunks:
                    yield chunk
            except (ModelKeyRefused, ModelQuota) as error:
                raise _of_their_own(error, VENDORS[key.vendor]) from None

    async def close(self) -> None:
        """The client belongs to all who share it."""


def _of_their_own(error: ModelKeyRefused | ModelQuota, vendor: str) -> PersonaeError:
    """A refusal that the person themself can do something about, for the key is theirs."""
    return OwnQuota(vendor=vendor) if isinstance(error, ModelQuota) else KeyWrong(vendor=vendor)


class AbsentProvider:
    """A Provider in the place of a model that the studio offered once, and does not any more."""

    max_tokens = 0

    def __init__(self, vendor: str, model: str) -> None:
        self.name, self.model = vendor, model

    async def stream(self, prompt: Prompt) -> AsyncGenerator[Chunk, None]:
        """Raises NotOffered."""
        raise NotOffered(vendor=self.name, model=self.model)
        yield Chunk()  # makes this a generator

    async def close(self) -> None:
        """Nothing is held."""
