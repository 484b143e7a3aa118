"""What a character's traits are as the whole document shows them."""

import pytest

from makers import Person
from personae import characters
from personae.accounts import Actor
from personae.characters import Character, CharacterNotFound
from personae.platform.db import Tx


@pytest.fixture
async def measured(actor: Actor, tx: Tx) -> str:
    """The id of a character that has a baseline."""
    made = await characters.create(tx, actor, name="Nell", gender="F", description="x", sayings="y")
    row = await tx.get(Character, made.id)
    assert row is not None
    row.baseline = [{"name": "humor", "value": 0.7, "confidence": 0.5, "evidence": []}]
    await tx.flush()
    return made.id


class TestBaseline:
    async def test_is_what_was_measured(self, tx: Tx, actor: Actor, measured: str) -> None:
        assert await characters.baseline(tx, actor, measured) == {"humor": 0.7}

    async def test_is_not_known_before_the_end_of_the_book(self, tx: Tx, actor: Actor, measured: str) -> None:
        assert await characters.baseline(tx, actor, measured, until=10) == {}

    async def test_hides_other_peoples_characters(self, ben: Person, tx: Tx, measured: str) -> None:
        with pytest.raises(CharacterNotFound):
            await characters.baseline(tx, ben.actor, measured)
