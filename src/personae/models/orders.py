"""The order in which models are asked: a person's own, and one for each character where they want it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from personae.accounts import Actor
from personae.models import store
from personae.models.errors import ChoiceInvalid, ChoicesMany, ModelNotOurs
from personae.models.tables import MODEL_LIMIT, ModelChoice, ModelKey
from personae.platform.db import Tx

CHOICES_MOST = 10

Named = tuple[str, str]  # a vendor and its model


@dataclass(frozen=True, slots=True)
class Wish:
    """A model to be asked: with a key of the person's, or as one of those that the studio offers."""

    vendor: str
    model: str
    key_id: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """One place in an order: the choice, and the person's key that it is asked with, if it is."""

    choice: ModelChoice
    key: ModelKey | None

    @property
    def wish(self) -> Wish:
        """What was wished for."""
        return Wish(self.choice.vendor, self.choice.model, self.choice.key_id)


class Orders:
    """Everybody's orders. `offered` tells which models the studio lets everybody ask.

    A character belongs to who asks: the caller has looked it up among theirs.
    """

    def __init__(self, offered: Callable[[], Collection[Named]]) -> None:
        self._offered = offered

    async def list_places(self, tx: Tx, actor: Actor, *, character_id: str | None = None) -> Sequence[Place]:
        """The order for a character, or for everybody else: `CHOICES_MOST` at most, empty for no wish."""
        rows = await store.choices(tx, owner_id=actor.user_id, character_id=character_id)
        return [Place(choice, key) for choice, key in rows]

    async def uses_of_keys(self, tx: Tx, actor: Actor) -> dict[str, int]:
        """How many places in the person's orders ask with each key, by its id; unused ones are left out."""
        return await store.uses_of_keys(tx, owner_id=actor.user_id)

    async def replace(
        self, tx: Tx, actor: Actor, wishes: Sequence[Wish], *, character_id: str | None = None
    ) -> Sequence[Place]:
        """Put a whole order in the place of the one there is.

        Raises ChoicesMany, ChoiceInvalid, ModelNotOurs, KeyNotFound.
        """
        if len(wishes) > CHOICES_MOST:
            raise ChoicesMany(limit=CHOICES_MOST)
        made = [await self._made(tx, actor, wish, character_id) for wish in dict.fromkeys(wishes)]
        await store.clear_choices(tx, owner_id=actor.user_id, character_id=character_id)
        for position, choice in enumerate(made):
            choice.position = position
            tx.add(choice)
        await tx.flush()
        return await self.list_places(tx, actor, character_id=character_id)

    async def add(self, tx: Tx, actor: Actor, wish: Wish, *, character_id: str | None = None) -> None:
        """Have a model asked after all others; one that is in the order already stays where it is.

        Raises ChoicesMany, ChoiceInvalid, ModelNotOurs, KeyNotFound.
        """
        choice = await self._made(tx, actor, wish, character_id)
        there = await self.list_places(tx, actor, character_id=character_id)
        if Place(choice, None).wish in (place.wish for place in there):
            return
        if len(there) >= CHOICES_MOST:
            raise ChoicesMany(limit=CHOICES_MOST)
        choice.position = there[-1].choice.position + 1 if there else 0
        tx.add(choice)
        await tx.flush()

    async def move(self, tx: Tx, actor: Actor, choice_id: str, *, by: int) -> ModelChoice:
        """Have a model asked earlier (by=-1) or later (by=1); the first and the last stay. Returns it.

        Raises ChoiceNotFound.
        """
        choice = await store.get_choice(tx, choice_id, owner_id=actor.user_id)
        places = await self.list_places(tx, actor, character_id=choice.character_id)
        order = [place.choice for place in places]
        at = order.index(choice)
        order.insert(max(0, at + by), order.pop(at))
        for position, each in enumerate(order):
            each.position = position
        return choice

    async def remove(self, tx: Tx, actor: Actor, choice_id: str) -> ModelChoice:
        """Take a model out of its order. Returns what it was. Raises ChoiceNotFound."""
        choice = await store.get_choice(tx, choice_id, owner_id=actor.user_id)
        await tx.delete(choice)
        return choice

    async def _made(self, tx: Tx, actor: Actor, wish: Wish, character_id: str | None) -> ModelChoice:
        model = wish.model.strip()
        if not 0 < len(model) <= MODEL_LIMIT or not model.isprintable():
            raise ChoiceInvalid(limit=MODEL_LIMIT)
        vendor = wish.vendor
        if wish.key_id is not None:
            vendor = (await store.get_key(tx, wish.key_id, owner_id=actor.user_id)).vendor
        elif (vendor, model) not in self._offered():
            raise ModelNotOurs
        return ModelChoice(
            owner_id=actor.user_id, character_id=character_id, vendor=vendor, model=model, key_id=wish.key_id
        )
