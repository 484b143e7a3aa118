"""Models over the API: what is offered, a person's keys, and the order in which models are asked."""

import hashlib
from datetime import datetime
from functools import partial
from typing import Annotated, Self

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from personae import characters, models
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.llm import Provider
from personae.models import Keyring, ModelKey, Order, Place, Source, Wish
from personae.platform.db import Tx
from personae.web.deps import ActorDep, ReadTx, ServicesDep, WriteTx
from personae.web.problems import documented
from personae.web.tags import HandedOn, Matching, Tags, Telling, tag_of
from personae.web.typed import Text, Told

router = APIRouter(tags=["models"])


class OfferOut(BaseModel):
    """A model that the studio lets everybody ask."""

    vendor: str
    model: str

    @classmethod
    def of(cls, provider: Provider) -> Self:
        """The provider as programs see it."""
        return cls(vendor=provider.name, model=provider.model)


OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
LABEL = "[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
HOST = rf"({LABEL}(\.{LABEL}){{0,3}}|{OCTET}(\.{OCTET}){{3}})"
Secret = Annotated[Text, Told(pattern="^[!-~]*$", maxLength=models.KEY_LIMIT)]
BaseUrl = Annotated[
    Text,
    Told(
        pattern=rf"^(https?://{HOST}(:[1-9][0-9]{{0,3}})?(/[A-Za-z0-9._~-]+){{0,9}})?$",
        maxLength=models.ADDRESS_LIMIT,
    ),
]
KeyName = Annotated[Text, Told(maxLength=models.NAME_LIMIT)]


class KeyChange(BaseModel):
    """What comes in the place of a key, its address and its name."""

    key: Secret = Field("", max_length=2000)
    base_url: BaseUrl = Field("", max_length=2000)
    name: KeyName = Field("", max_length=400)


class KeyWish(KeyChange):
    """A key, never shown again. `vendor`: openai, anthropic, or compatible, which needs a `base_url`."""

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [
                {
                    "properties": {"vendor": {"enum": ["openai", "anthropic"]}, "key": {"minLength": 1}},
                    "required": ["key"],
                },
                {
                    "properties": {"vendor": {"enum": ["compatible"]}, "base_url": {"minLength": 1}},
                    "required": ["base_url"],
                },
            ]
        }
    )

    vendor: Annotated[Text, Told(enum=list(models.VENDORS))] = Field(max_length=40)


class KeyOut(BaseModel):
    """A key, without the key. `hint`: its last characters.  `is_readable`: false once SECRET_KEY changed."""

    id: str
    name: str
    vendor: str
    base_url: str | None
    hint: str
    is_readable: bool
    created_at: datetime
    last_used_at: datetime | None

    @classmethod
    def of(cls, key: ModelKey, keys: Keyring) -> Self:
        """The row as programs see it."""
        fields = {name: getattr(key, name) for name in cls.model_fields if name != "is_readable"}
        return cls(**fields, is_readable=keys.is_readable(key))


class TrialOut(BaseModel):
    """What the vendor said to a key: whether it works, why not in a sentence, and the models it may use."""

    works: bool
    sentence: str
    code: str | None
    models: list[str]


class ChoiceWish(BaseModel):
    """A model: one that the studio offers, or with `key_id` any model of that key's vendor."""

    vendor: Text = Field("", max_length=100)
    model: Annotated[Text, Told(pattern=r"^[!-~]+$", maxLength=models.MODEL_LIMIT)] = Field(max_length=200)
    key_id: Text | None = None


class OrderWish(BaseModel):
    """Models in the order they are asked; none for the order that would be used otherwise."""

    items: Annotated[list[ChoiceWish], Told(maxItems=models.CHOICES_MOST)] = Field(max_length=1000)


class ChoiceOut(BaseModel):
    """A model in an order. `id` is null for one of the studio's own order."""

    id: str | None
    vendor: str
    model: str
    key_id: str | None


class OrderOut(BaseModel):
    """Who is asked, one after another until one answers. `source`: whose order it is."""

    source: Source
    items: list[ChoiceOut]

    @classmethod
    def of(cls, order: Order) -> Self:
        """The order as programs see it."""
        return cls(source=order.source, items=[choice_out(link, place) for link, place in order.entries])


def choice_out(provider: Provider, place: Place | None) -> ChoiceOut:
    """One entry of an order."""
    choice = place.choice if place else None
    return ChoiceOut(
        id=choice and choice.id,
        vendor=choice.vendor if choice else provider.name,
        model=provider.model,
        key_id=choice and choice.key_id,
    )


@router.get("/models")
async def offered(services: ServicesDep, _: ActorDep) -> list[OfferOut]:
    """The models that the studio offers to everybody, in its order, and quotations."""
    return [OfferOut.of(each) for each in services.models.offered().values()]


@router.get("/models/keys")
async def list_keys(tx: ReadTx, actor: ActorDep, services: ServicesDep) -> list[KeyOut]:
    """The keys of the person who asks."""
    keys = services.models.keys
    return [KeyOut.of(key, keys) for key in await keys.list_keys(tx, actor)]


@router.post("/models/keys", status_code=201, responses=documented(409))
async def add_key(actor: ActorDep, services: ServicesDep, wish: KeyWish) -> KeyOut:
    """Keep a key, sealed."""
    keys = services.models.keys
    key = await keys.add(actor, vendor=wish.vendor, secret=wish.key, base_url=wish.base_url, name=wish.name)
    return KeyOut.of(key, keys)


@router.get("/models/keys/{key_id}")
async def get_key(tx: ReadTx, actor: ActorDep, services: ServicesDep, key_id: str, tags: Telling) -> KeyOut:
    """One key. Its tag stays the same however often it is used."""
    tags.tell(await _key_tag(tx, actor, services, key_id))
    return KeyOut.of(await services.models.keys.get(tx, actor, key_id), services.models.keys)


@router.put("/models/keys/{key_id}", responses=documented(409))
async def replace_key(
    actor: ActorDep, services: ServicesDep, key_id: str, wish: KeyChange, tags: HandedOn
) -> KeyOut:
    """Put another key in the place of one; what asks with it asks with the new one."""
    keys = services.models.keys

    async def seen(tx: Tx) -> None:
        await _check_key(tx, actor, services, key_id, tags)

    key = await keys.replace(
        actor, key_id, secret=wish.key, base_url=wish.base_url, name=wish.name, seen=seen
    )
    tags.tell(_tag_of_key(key))
    return KeyOut.of(key, keys)


@router.delete("/models/keys/{key_id}", status_code=204)
async def delete_key(
    tx: WriteTx, actor: ActorDep, services: ServicesDep, key_id: str, tags: Matching
) -> None:
    """Remove a key, and the models that are asked with it from every order. It is not used again."""
    await _check_key(tx, actor, services, key_id, tags)
    await services.models.keys.delete(tx, actor, key_id)


@router.post("/models/keys/{key_id}/test")
async def try_key(actor: ActorDep, services: ServicesDep, key_id: str) -> TrialOut:
    """Ask the vendor which models the key may use, which costs nothing."""
    trial = await models.try_key(services.models.keys, actor, key_id)
    return TrialOut(works=trial.works, sentence=trial.sentence, code=trial.code, models=list(trial.models))


@router.get("/models/order")
async def order(tx: ReadTx, actor: ActorDep, services: ServicesDep, tags: Telling) -> OrderOut:
    """Who answers the person, except where a character has an order of its own."""
    return await _order(tx, actor, services, None, tags)


@router.put("/models/order")
async def set_order(
    tx: WriteTx, actor: ActorDep, services: ServicesDep, wish: OrderWish, tags: Matching
) -> OrderOut:
    """Say who answers."""
    await tags.check(partial(_tag, tx, actor, services, None))
    await services.models.orders.replace(tx, actor, wishes(wish))
    return await _order(tx, actor, services, None, tags)


@router.get("/characters/{character_id}/models/order")
async def order_of_character(
    tx: ReadTx, actor: ActorDep, services: ServicesDep, character_id: str, tags: Telling
) -> OrderOut:
    """Who answers as this character."""
    await characters.check_talk(tx, actor, character_id)
    return await _order(tx, actor, services, character_id, tags)


@router.put("/characters/{character_id}/models/order")
async def set_order_of_character(
    tx: WriteTx,
    actor: ActorDep,
    services: ServicesDep,
    character_id: str,
    wish: OrderWish,
    tags: Matching,
) -> OrderOut:
    """Say who answers as this character; nobody for the person's own order."""
    await characters.check_talk(tx, actor, character_id)
    await tags.check(partial(_tag, tx, actor, services, character_id))
    await services.models.orders.replace(tx, actor, wishes(wish), character_id=character_id)
    return await _order(tx, actor, services, character_id, tags)


async def _order(tx: Tx, actor: Actor, services: Services, character_id: str | None, tags: Tags) -> OrderOut:
    found = OrderOut.of(await services.models.order(tx, actor, character_id))
    tags.tell(tag_of(found))
    return found


async def _tag(tx: Tx, actor: Actor, services: Services, character_id: str | None) -> str:
    return tag_of(OrderOut.of(await services.models.order(tx, actor, character_id)))


async def _check_key(tx: Tx, actor: Actor, services: Services, key_id: str, tags: Tags) -> None:
    async def present(tx: Tx) -> str:
        return await _key_tag(tx, actor, services, key_id)

    await tags.check_in(tx, present, holding=f"model_key:{key_id}")


async def _key_tag(tx: Tx, actor: Actor, services: Services, key_id: str) -> str:
    return _tag_of_key(await services.models.keys.get(tx, actor, key_id))


def _tag_of_key(key: ModelKey) -> str:
    """Of all that is replaced; the key itself is sealed anew each time, so it shows that it was."""
    return tag_of(key.id, key.name, key.base_url or "", hashlib.sha256(key.sealed).hexdigest())


def wishes(wish: OrderWish) -> list[Wish]:
    """An order as the room takes it."""
    return [Wish(each.vendor, each.model, each.key_id or None) for each in wish.items]
