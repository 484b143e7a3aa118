"""Trying a key: one request that costs nothing, and what came of it in a person's words."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from personae.accounts import Actor
from personae.llm import ModelKeyRefused, ModelQuota, ModelUnknown, models_of
from personae.models.errors import KeyWrong, ListMissing, OwnQuota
from personae.models.keyring import VENDORS, Keyring
from personae.models.tables import MODEL_LIMIT
from personae.platform.errors import PersonaeError

Listing = Callable[..., Awaitable[list[str]]]
SHOWN_MOST = 500


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it. `models`: those that may be chosen, in the vendor's order, SHOWN_MOST at most."""

    works: bool
    sentence: str
    code: str | None = None
    models: tuple[str, ...] = ()


async def try_key(keys: Keyring, actor: Actor, key_id: str, *, listing: Listing = models_of) -> Trial:
    """Ask the vendor of a key which models it may use. Whatever goes wrong there is a sentence, not an error.

    Raises KeyNotFound.
    """
    await keys.find(actor, key_id)
    vendor = ""
    try:
        key = await keys.open(actor, key_id)
        vendor = VENDORS[key.vendor]
        told = await listing(key.vendor, key=key.secret, base_url=key.base_url, reach=key.reach)
    except PersonaeError as error:
        failure = _in_their_words(error, vendor)
        return Trial(works=False, sentence=failure.sentence, code=failure.code)
    # Those that an order takes: see `Orders`.
    models = [name for name in told if 0 < len(name) <= MODEL_LIMIT and name.isprintable()]
    count = "1 model" if len(models) == 1 else f"{len(models):,} models"
    return Trial(works=True, sentence=f"It works, for {count}.", models=tuple(models[:SHOWN_MOST]))


def _in_their_words(error: PersonaeError, vendor: str) -> PersonaeError:
    """A vendor's refusal, said to somebody who looks at their own key."""
    if type(error) is ModelKeyRefused:
        return KeyWrong(vendor=vendor)
    if type(error) is ModelQuota:
        return OwnQuota(vendor=vendor)
    if type(error) is ModelUnknown:
        return ListMissing(vendor=vendor)
    return type(error)(**{**error.facts, "vendor": vendor}) if vendor else error
