"""A handmade character to talk with, and a conversation with it."""

import pytest

from personae import characters, conversations
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.characters import Profile
from personae.conversations import Conversation, Message

SAYINGS = "I keep the light.\nThe sea took my boots.\nNo ship was ever late for me."


@pytest.fixture
async def keeper(services: Services, actor: Actor) -> Profile:
    """A character of Ada's, made by hand."""
    async with services.database.begin() as tx:
        return await characters.create(
            tx, actor, name="The Keeper", gender="M", description="Keeps a lighthouse.", sayings=SAYINGS
        )


@pytest.fixture
async def conversation(services: Services, actor: Actor, keeper: Profile) -> Conversation:
    """Ada's conversation with the keeper."""
    async with services.database.begin() as tx:
        return await conversations.start(tx, actor, keeper.id)


@pytest.fixture
def kept(services: Services, actor: Actor, conversation: Conversation) -> "Kept":
    """Reads a message of the conversation as it is in the database now."""
    return Kept(services, actor, conversation)


class Kept:
    """Reads messages of one conversation."""

    def __init__(self, services: Services, actor: Actor, conversation: Conversation) -> None:
        self._services, self._actor, self._conversation = services, actor, conversation

    async def __call__(self, message: Message) -> Message:
        """The message as it is kept now."""
        async with self._services.database.begin(write=False) as tx:
            return await conversations.get_message(tx, self._actor, self._conversation.id, message.id)

    async def ended(self, turn: conversations.Turn) -> Message:
        """A turn's reply once it has ended."""
        await self._services.turns.ended(turn.reply.id)
        return await self(turn.reply)
