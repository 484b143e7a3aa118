"""What all pages of one character show: who it is, from which document, and how much it remembers."""

from typing import Any

from personae import characters, library, memory
from personae.accounts import Actor
from personae.characters import CharacterNotFound
from personae.library import Document, DocumentNotFound
from personae.platform.db import Tx
from personae.web.point import Point, reach_for

WHOLE = Point()


async def dossier(tx: Tx, actor: Actor, character_id: str, point: Point = WHOLE) -> dict[str, Any]:
    """The character, its document and its points, and the count of its memories. Raises CharacterNotFound,
    and CharacterUnseen where it comes in behind the point."""
    reach = await reach_for(tx, actor, character_id, point)
    return {
        "character": await characters.get(tx, actor, character_id, until=reach.until),
        "document": await document_of(tx, actor, character_id),
        "reach": reach,
        "memories": await memory.count(tx, actor, character_id),
    }


async def document_of(tx: Tx, actor: Actor, character_id: str) -> Document | None:
    """The document that a character is from, for who may look at that too. Raises CharacterNotFound."""
    document_id = await characters.document_of(tx, actor, character_id)
    try:
        return await library.get(tx, actor, document_id) if document_id else None
    except DocumentNotFound:  # the character alone is shared
        return None


async def opens_character(tx: Tx, actor: Actor, character_id: str) -> bool:
    """Whether somebody may look at a character, with whom they may have talked before."""
    try:
        await characters.open_to(tx, actor, character_id)
    except CharacterNotFound:
        return False
    return True


async def opens_document(tx: Tx, actor: Actor, character_id: str) -> bool:
    """Whether somebody may look at the document that a character is from."""
    try:
        return await document_of(tx, actor, character_id) is not None
    except CharacterNotFound:  # shared no longer
        return False
