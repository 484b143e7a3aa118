"""A character that may remember, and messages to remember."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from makers import Person
from personae import characters
from personae.bootstrap import Services
from personae.cast import Appraisal
from personae.conversations.tables import Conversation, Message
from personae.memory import Moment, Speaker
from personae.platform.db import Tx
from personae.platform.ids import new_id

BEGAN = datetime(2026, 3, 1, 12, tzinfo=UTC)


JOY = Appraisal({"joy": 0.9, "love": 0.3}, 0.8, 0.5, 0.3, 0.8)
GRIEF = Appraisal({"grief": 0.8}, -0.8, 0.1, -0.5, 0.9)


@dataclass
class Talk:
    """A conversation with a character, in which messages are said."""

    person: Person
    character_id: str
    conversation_id: str
    said: int = 0

    async def say(
        self, tx: Tx, text: str, *, by: Speaker = Speaker.USER, felt: Appraisal | None = None
    ) -> Moment:
        """A message as it stands in the database, as a moment; a minute after the one before."""
        id = new_id()
        tx.add(Message(id=id, conversation_id=self.conversation_id, depth=self.said, author=by, text=text))
        await tx.flush()
        self.said += 1
        at = BEGAN + timedelta(minutes=self.said)
        return Moment(id, self.conversation_id, by, text, felt, at)


Meet = Callable[..., Awaitable[Talk]]  # of a transaction, a person, and the character where there is one


@pytest.fixture
def meet(services: Services) -> Meet:
    """Makes a character of somebody's own, and a conversation with it."""

    async def met(tx: Tx, person: Person, *, character_id: str | None = None) -> Talk:
        if character_id is None:
            made = await characters.create(
                tx, person.actor, name="The Keeper", gender="M", description="Keeps a light.", sayings="Aye."
            )
            character_id = made.id
        row = Conversation(owner_id=person.actor.user_id, character_id=character_id)
        tx.add(row)
        await tx.flush()
        return Talk(person, character_id, row.id)

    return met
