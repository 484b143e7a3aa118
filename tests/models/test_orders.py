"""The order of models: what may stand in it, whose it is, and what becomes of it."""

from collections.abc import Sequence

import pytest

from makers import Person
from personae import characters
from personae.accounts import Actor
from personae.characters import Profile
from personae.models import (
    CHOICES_MOST,
    ChoiceInvalid,
    ChoiceNotFound,
    ChoicesMany,
    KeyNotFound,
    Keyring,
    ModelKey,
    ModelNotOurs,
    Models,
    Orders,
    Place,
    Wish,
)
from personae.platform.db import Tx

QUOTATION = Wish("quotation", "quotation")


@pytest.fixture
def orders(models: Models) -> Orders:
    """Everybody's orders."""
    return models.orders


@pytest.fixture
async def nell(tx: Tx, actor: Actor) -> Profile:
    """A character of Ada's."""
    return await characters.create(tx, actor, name="Nell", gender="F", description="x", sayings="Aye.")


def names(places: Sequence[Place]) -> list[str]:
    """The models in an order."""
    return [place.choice.model for place in places]


class TestReplace:
    async def test_keeps_an_order_with_the_keys_in_it_each_model_once(
        self, tx: Tx, orders: Orders, actor: Actor, key: ModelKey
    ) -> None:
        wishes = [Wish("", " large ", key.id), QUOTATION, Wish("", " large ", key.id)]
        made = await orders.replace(tx, actor, wishes)
        assert [(each.choice.vendor, each.choice.model, each.key and each.key.id) for each in made] == [
            ("compatible", "large", key.id),
            ("quotation", "quotation", None),
        ]
        assert names(await orders.replace(tx, actor, [QUOTATION])) == ["quotation"]
        assert await orders.replace(tx, actor, []) == []

    async def test_keeps_a_characters_order_apart(
        self, tx: Tx, orders: Orders, actor: Actor, key: ModelKey, nell: Profile
    ) -> None:
        await orders.replace(tx, actor, [QUOTATION])
        await orders.replace(tx, actor, [Wish("", "large", key.id)], character_id=nell.id)
        assert names(await orders.list_places(tx, actor)) == ["quotation"]
        assert names(await orders.list_places(tx, actor, character_id=nell.id)) == ["large"]

    @pytest.mark.parametrize(
        "wish",
        [Wish("openai", "gpt-5.4-mini"), Wish("", "quotation"), Wish("gguf", "/etc/passwd")],
    )
    async def test_refuses_what_the_studio_does_not_offer(
        self, tx: Tx, orders: Orders, actor: Actor, wish: Wish
    ) -> None:
        with pytest.raises(ModelNotOurs):
            await orders.replace(tx, actor, [wish])

    @pytest.mark.parametrize("model", ["", "q" * 101, "a\nb"])
    async def test_refuses_a_name_that_none_of_its_own_has(
        self, tx: Tx, orders: Orders, actor: Actor, model: str
    ) -> None:
        with pytest.raises(ChoiceInvalid):
            await orders.replace(tx, actor, [Wish("quotation", model)])

    @pytest.mark.parametrize("model", ["", " ", "m" * 101, "a\tb"])
    async def test_refuses_a_name_that_is_none(
        self, tx: Tx, orders: Orders, actor: Actor, key: ModelKey, model: str
    ) -> None:
        with pytest.raises(ChoiceInvalid):
            await orders.replace(tx, actor, [Wish("", model, key.id)])

    async def test_refuses_a_hundred_choices(
        self, tx: Tx, orders: Orders, actor: Actor, key: ModelKey
    ) -> None:
        with pytest.raises(ChoicesMany):
            await orders.replace(tx, actor, [Wish("", f"m{n}", key.id) for n in range(100)])

    async def test_refuses_a_strangers_key(self, tx: Tx, orders: Orders, ben: Person, key: ModelKey) -> None:
        with pytest.raises(KeyNotFound):
            await orders.replace(tx, ben.actor, [Wish("compatible", "large", key.id)])


class TestAdd:
    async def test_puts_a_model_at_the_end_once(
        self, tx: Tx, orders: Orders, actor: Actor, key: ModelKey
    ) -> None:
        for wish in (QUOTATION, Wish("", "large", key.id), QUOTATION, Wish("", "large", key.id)):
            await orders.add(tx, actor, wish)
        assert names(await orders.list_places(tx, actor)) == ["quotation", "large"]
        assert await orders.uses_of_keys(tx, actor) == {key.id: 1}

    async def test_refuses_one_too_many(self, tx: Tx, orders: Orders, actor: Actor, key: ModelKey) -> None:
        for n in range(CHOICES_MOST):
            await orders.add(tx, actor, Wish("", f"m{n}", key.id))
        with pytest.raises(ChoicesMany):
            await orders.add(tx, actor, QUOTATION)


class TestMove:
    @pytest.mark.parametrize(
        ("at", "by", "order"),
        [(1, -1, "bac"), (1, 1, "acb"), (0, -1, "abc"), (2, 1, "abc"), (0, 1, "bac"), (2, -1, "acb")],
    )
    async def test_changes_places_and_stays_within_the_order(
        self, tx: Tx, orders: Orders, actor: Actor, key: ModelKey, at: int, by: int, order: str
    ) -> None:
        places = await orders.replace(tx, actor, [Wish("", model, key.id) for model in "abc"])
        await orders.move(tx, actor, places[at].choice.id, by=by)
        assert "".join(names(await orders.list_places(tx, actor))) == order


class TestRemove:
    async def test_takes_one_model_out(self, tx: Tx, orders: Orders, actor: Actor, key: ModelKey) -> None:
        places = await orders.replace(tx, actor, [Wish("", model, key.id) for model in "abc"])
        await orders.remove(tx, actor, places[1].choice.id)
        assert names(await orders.list_places(tx, actor)) == ["a", "c"]


class TestOwners:
    async def test_alone_see_and_change_their_order(
        self, tx: Tx, orders: Orders, actor: Actor, ben: Person
    ) -> None:
        [place] = await orders.replace(tx, actor, [QUOTATION])
        assert await orders.list_places(tx, ben.actor) == []
        with pytest.raises(ChoiceNotFound):
            await orders.move(tx, ben.actor, place.choice.id, by=1)
        with pytest.raises(ChoiceNotFound):
            await orders.remove(tx, ben.actor, place.choice.id)
        await orders.replace(tx, ben.actor, [])
        assert names(await orders.list_places(tx, actor)) == ["quotation"]


class TestDeletion:
    async def test_of_a_key_takes_its_choices_along(
        self, tx: Tx, orders: Orders, keys: Keyring, actor: Actor, key: ModelKey, nell: Profile
    ) -> None:
        await orders.replace(tx, actor, [Wish("", "large", key.id), QUOTATION])
        await orders.replace(tx, actor, [Wish("", "large", key.id)], character_id=nell.id)
        await keys.delete(tx, actor, key.id)
        await tx.flush()
        tx.expire_all()
        assert names(await orders.list_places(tx, actor)) == ["quotation"]
        assert await orders.list_places(tx, actor, character_id=nell.id) == []

    async def test_of_a_character_takes_its_order_along(
        self, tx: Tx, orders: Orders, actor: Actor, nell: Profile
    ) -> None:
        await orders.replace(tx, actor, [QUOTATION], character_id=nell.id)
        await characters.delete(tx, actor, nell.id)
        await tx.flush()
        assert await orders.list_places(tx, actor, character_id=nell.id) == []
