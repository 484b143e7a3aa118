"""A character that can be moved, and a conversation with it."""

import pytest

from evolution.talks import Talk
from personae import characters, conversations
from personae.accounts import Actor
from personae.platform.db import Tx
from personae.platform.ids import new_id


@pytest.fixture
async def talk(actor: Actor, tx: Tx) -> Talk:
    """Ada's conversation with a character of hers, made by hand."""
    return await new_talk(tx, actor)


async def new_talk(tx: Tx, actor: Actor, character_id: str | None = None) -> Talk:
    """Another conversation, with the same character or a new one."""
    if character_id is None:
        made = await characters.create(
            tx, actor, name=f"Keeper {new_id()}", gender="M", description="Keeps a light.", sayings="Well."
        )
        character_id = made.id
    return Talk(tx, actor, await conversations.start(tx, actor, character_id))
