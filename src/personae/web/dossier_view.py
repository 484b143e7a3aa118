"""What all pages of one character show: who it is, from which document, and how much it remembers."""

from typing import Any

from personae import characters, library, memory
from personae.accounts import Actor
from personae.platform.db import Tx
from personae.web.point import Point, reach_of

WHOLE = Point()


async def dossier(tx: Tx, actor: Actor, character_id: str, point: Point = WHOLE) -> dict[str, Any]:
    """The character, its document and its points, and the count of its memories. Raises CharacterNotFound,
    and CharacterUnseen where it comes in behind the point."""
    document_id = await characters.document_of(tx, actor, character_id)
    reach = await reach_of(tx, actor, document_id, point)
    return {
        "character": await characters.get(tx, actor, character_id, until=reach.until),
        "document": await library.get(tx, actor, document_id) if document_id else None,
        "reach": reach,
        "memories": await memory.count(tx, actor, character_id),
    }
