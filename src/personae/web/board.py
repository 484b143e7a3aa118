"""What a page shows of models: an order, the keys there are, and what may be added."""

from collections.abc import Sequence
from dataclasses import dataclass

from personae.accounts import Actor
from personae.llm import Provider
from personae.models import ModelKey, Models, Order, Source, Wish, asked_as
from personae.platform.db import Tx
from personae.web.model_facts import sold

SEPARATOR = "|"  # in no id and in no vendor's name


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key on a page. uses: how many places in orders ask with it."""

    key: ModelKey
    is_readable: bool
    uses: int


@dataclass(frozen=True, slots=True)
class Option:
    """A model that may be added to an order. value: what a form sends for it."""

    value: str
    vendor: str
    model: str


@dataclass(frozen=True, slots=True)
class Group:
    """Options that belong together."""

    label: str
    options: Sequence[Option]


@dataclass(frozen=True, slots=True)
class Board:
    """An order of models with all that is needed to change it. is_own: set for just this, not inherited."""

    order: Order
    is_own: bool
    keys: Sequence[KeyRow]
    offers: Sequence[Provider]

    @property
    def offered(self) -> set[tuple[str, str]]:
        """Vendors and models that the studio lets everybody ask."""
        return {(each.name, each.model) for each in self.offers}

    @property
    def groups(self) -> list[Group]:
        """What may be added: what the studio offers, and what each key's vendor is known to sell."""
        offered = Group("Offered by the studio", [_option(None, *named) for named in sorted(self.offered)])
        of_keys = [Group(f"With your key {row.key.name}", _sold_to(row.key)) for row in self.keys]
        return [offered, *(group for group in of_keys if group.options)]


def _sold_to(key: ModelKey) -> list[Option]:
    vendor = asked_as(key)
    return [_option(key.id, vendor, each.name) for each in sold(vendor).values() if not each.is_deprecated]


async def board_of(tx: Tx, actor: Actor, models: Models, *, character_id: str | None = None) -> Board:
    """The order for a character, or a person's own, and what may be added to it."""
    order = await models.order(tx, actor, character_id)
    uses = await models.orders.uses_of_keys(tx, actor)
    keys = [
        KeyRow(key, models.keys.is_readable(key), uses.get(key.id, 0))
        for key in await models.keys.list_keys(tx, actor)
    ]
    is_own = order.source is (Source.PERSON if character_id is None else Source.CHARACTER)
    return Board(order, is_own, keys, list(models.offered().values()))


def _option(key_id: str | None, vendor: str, model: str) -> Option:
    return Option(SEPARATOR.join((key_id or "", vendor, model)), vendor, model)


def wish_of(value: str) -> Wish:
    """The model that a form sent; nonsense becomes a model that nobody offers."""
    key_id, _, rest = value.partition(SEPARATOR)
    vendor, _, model = rest.partition(SEPARATOR)
    return Wish(vendor, model, key_id or None)
