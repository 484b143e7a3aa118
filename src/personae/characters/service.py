"""What a person can ask about characters."""

import asyncio
from collections.abc import Sequence

from personae.accounts import Actor
from personae.characters import store
from personae.characters.errors import CharacterInvalid
from personae.characters.profile import FirstSeen, Portrait, excerpt, portray
from personae.characters.quotations import lines_of
from personae.characters.tables import HUES, Character, CharacterKind
from personae.platform.db import Tx
from personae.platform.ids import new_id

PAGE = 60
NAME_LIMIT = 200
DESCRIPTION_LIMIT = 4_000
SAYINGS_LIMIT = 20_000


async def get(tx: Tx, actor: Actor, character_id: str) -> Character:
    """One character. Raises CharacterNotFound."""
    return await store.get(tx, character_id, owner_id=actor.user_id)


async def portrait(tx: Tx, actor: Actor, character_id: str) -> Portrait:
    """A character with what its page shows. Raises CharacterNotFound."""
    character = await store.get(tx, character_id, owner_id=actor.user_id)
    lines = await lines_of(tx, actor, character)
    first = await _first_seen(tx, actor, character)
    return await asyncio.to_thread(portray, character, lines, first=first)


async def cast_of(
    tx: Tx, actor: Actor, document_id: str, *, after: int = -1, limit: int = PAGE
) -> tuple[Sequence[Character], int | None]:
    """A page of a document's cast by importance, and the `after` of the next page (None at the end)."""
    rows = await store.cast(tx, document_id, owner_id=actor.user_id, after=after, limit=limit + 1)
    return rows[:limit], rows[limit - 1].rank if len(rows) > limit else None


async def cast_size(tx: Tx, actor: Actor, document_id: str) -> int:
    """How many characters a document has."""
    return await store.cast_size(tx, document_id, owner_id=actor.user_id)


async def list_characters(
    tx: Tx, actor: Actor, *, before: str | None = None, limit: int = PAGE
) -> tuple[Sequence[Character], str | None]:
    """A page of all the person's characters, newest first, and the `before` of the next page."""
    rows = await store.page(tx, owner_id=actor.user_id, before=before, limit=limit + 1)
    return rows[:limit], rows[limit - 1].id if len(rows) > limit else None


async def create(
    tx: Tx, actor: Actor, *, name: str, gender: str, description: str, sayings: str
) -> Character:
    """Make a character by hand. sayings: things it says, one a line; they are what it answers with.

    Raises CharacterInvalid.
    """
    name = " ".join(name.split())
    for field, text, limit in (
        ("The name", name, NAME_LIMIT),
        ("The description", description.strip(), DESCRIPTION_LIMIT),
        ("What the character says", sayings.strip(), SAYINGS_LIMIT),
    ):
        if not 0 < len(text) <= limit:
            raise CharacterInvalid(field=field, limit=limit)
    id = new_id()
    character = Character(
        id=id,
        owner_id=actor.user_id,
        kind=CharacterKind.HANDMADE,
        name=name,
        gender=gender if gender in ("F", "M") else "?",
        description=description.strip(),
        sayings=sayings.strip(),
        lines=len([line for line in sayings.splitlines() if line.strip()]),
        hue=sum(id.encode()) % HUES,
    )
    tx.add(character)
    await tx.flush()
    return character


async def delete(tx: Tx, actor: Actor, character_id: str) -> None:
    """Remove a character and the conversations with it. Raises CharacterNotFound."""
    await tx.delete(await store.hold(tx, character_id, owner_id=actor.user_id))


async def _first_seen(tx: Tx, actor: Actor, character: Character) -> FirstSeen | None:
    """The passage in which the earliest of a character's names first stands."""
    # "Narrator" is a name that we give: it stands nowhere in the text.
    places = [int(alias["start"]) for alias in character.aliases if int(alias["end"]) > 0]
    if character.document_id is None or not places:
        return None
    offset = min(places)
    found = await store.passage_at(tx, character.document_id, owner_id=actor.user_id, offset=offset)
    if found is None:
        return None
    passage, title = found
    text = excerpt(passage.text, offset - passage.start)
    return FirstSeen(text, passage.chapter, title, passage.seq)
