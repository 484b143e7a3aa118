"""What is known of a character a conversation is with, read and measured once an hour."""

import asyncio

from personae import characters
from personae.accounts import Actor
from personae.conversations import store, window
from personae.conversations.tables import Conversation
from personae.platform.cache import Cache
from personae.platform.db import OpenTx, Tx
from personae.sharing import Right

MATERIAL_S = 3600
SHEET_VERSION = 4  # one more with each change of how a sheet is worded


async def material_of(open_tx: OpenTx, cache: Cache, actor: Actor, conversation_id: str) -> window.Material:
    """The material for a conversation's prompts, from the cache where it is. Raises ConversationNotFound."""
    async with open_tx(write=False) as tx:
        conversation = await store.get(tx, conversation_id, owner_id=actor.user_id)
        character_id, until = conversation.character_id, conversation.until
    return await material_about(open_tx, cache, actor, character_id, until=until)


async def material_about(
    open_tx: OpenTx, cache: Cache, actor: Actor, character_id: str, *, until: int | None = None
) -> window.Material:
    """The same for a character as known at a point. Raises CharacterNotFound, CharacterUnseen."""
    async with open_tx(write=False) as tx:
        character = await characters.get(tx, actor, character_id, until=until, right=Right.TALK)
        key = f"material:{SHEET_VERSION}:{character.id}:{until}:{character.updated_at.timestamp()}"
        kept = await cache.get(key)
        if kept is not None:
            return window.Material.from_bytes(kept)
        lines = await characters.lines_of(tx, actor, character)
        portrait = await characters.portrait(tx, actor, character.id, until=until)
    material = window.gather(portrait, lines)
    await cache.put(key, material.to_bytes(), ttl_s=MATERIAL_S)
    return material


async def sheet_of(tx: Tx, actor: Actor, conversation: Conversation) -> str:
    """Who the character of a conversation is, as every prompt of it tells, read anew."""
    character_id = conversation.character_id
    portrait = await characters.portrait(tx, actor, character_id, until=conversation.until)
    return (await asyncio.to_thread(window.gather, portrait, ())).sheet
