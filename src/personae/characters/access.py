"""Who may look at a character or talk with them: their owner, and whom they or their document is shared with.

Whoever may look reads the owner's rows; all that comes of talking is each person's own.
"""

from collections.abc import Sequence

from personae import sharing
from personae.accounts import Actor
from personae.characters import store
from personae.characters.errors import CharacterNotFound
from personae.characters.tables import Character
from personae.platform.db import Tx
from personae.sharing import Kind, Right, Thing


async def open_to(tx: Tx, actor: Actor, character_id: str, *, right: Right = Right.READ) -> Character:
    """A character at whom somebody may look now, or (right) with whom they may talk.

    Raises CharacterNotFound.
    """
    character = await store.find_unscoped(tx, character_id)
    if character is None or not await sharing.may(
        tx, actor, things_of(character), owner_id=character.owner_id, right=right
    ):
        raise CharacterNotFound
    return character


async def check_talk(tx: Tx, actor: Actor, character_id: str) -> None:
    """Let by who may talk with a character now. Raises CharacterNotFound."""
    await open_to(tx, actor, character_id, right=Right.TALK)


async def may_talk(tx: Tx, actor: Actor, character_id: str) -> bool:
    """Whether somebody may talk with a character now."""
    try:
        await check_talk(tx, actor, character_id)
    except CharacterNotFound:
        return False
    return True


async def check_own(tx: Tx, actor: Actor, character_id: str) -> None:
    """Let by the owner of a character alone. Raises CharacterNotFound."""
    await store.get(tx, character_id, owner_id=actor.user_id)


def things_of(character: Character) -> Sequence[Thing]:
    """What a character is shared by: as itself, and with the document it is from."""
    alone = Thing(Kind.CHARACTER, character.id)
    if character.document_id is None:
        return (alone,)
    return (alone, Thing(Kind.DOCUMENT, character.document_id))
