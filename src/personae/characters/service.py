"""What a person can ask about characters.

until: a point in the document, as an offset into its text. Nothing behind it shows; None is its end.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from personae.accounts import Actor
from personae.characters import evidence, store
from personae.characters.errors import CharacterInvalid, CharacterUnseen
from personae.characters.profile import Exchange, Profile, Sighting, Who, known, who, whole
from personae.characters.tables import HUES, Character, CharacterKind
from personae.platform.db import Tx
from personae.platform.ids import new_id

PAGE = 60
NAME_LIMIT = 200
DESCRIPTION_LIMIT = 4_000
SAYINGS_LIMIT = 20_000


async def get(tx: Tx, actor: Actor, character_id: str, *, until: int | None = None) -> Profile:
    """One character. Raises CharacterNotFound, CharacterUnseen."""
    character = await store.get(tx, character_id, owner_id=actor.user_id)
    if until is None or character.document_id is None:
        return whole(character)
    seen = await evidence.sightings(
        tx, character.document_id, owner_id=actor.user_id, until=until, character_id=character_id
    )
    if not seen:
        raise CharacterUnseen
    [profile] = await _known(tx, actor, seen, until=until)
    return profile


async def document_of(tx: Tx, actor: Actor, character_id: str) -> str | None:
    """The id of the document a character is from, None for none. Raises CharacterNotFound."""
    return (await store.get(tx, character_id, owner_id=actor.user_id)).document_id


async def cast_of(
    tx: Tx,
    actor: Actor,
    document_id: str,
    *,
    until: int | None = None,
    after: int = -1,
    limit: int = PAGE,
) -> tuple[Sequence[Profile], int | None]:
    """A page of a document's cast by importance, and the `after` of the next page (None at the end)."""
    if until is None:
        rows = await store.cast(tx, document_id, owner_id=actor.user_id, after=after, limit=limit + 1)
        return [whole(row) for row in rows[:limit]], rows[limit - 1].rank if len(rows) > limit else None
    seen = await evidence.sightings(
        tx, document_id, owner_id=actor.user_id, until=until, after=after, limit=limit + 1
    )
    shown = await _known(tx, actor, seen[:limit], until=until)
    return shown, seen[limit - 1].rank if len(seen) > limit else None


async def cast_size(tx: Tx, actor: Actor, document_id: str, *, until: int | None = None) -> int:
    """How many characters a document has."""
    if until is None:
        return await store.cast_size(tx, document_id, owner_id=actor.user_id)
    return await evidence.count_seen(tx, document_id, owner_id=actor.user_id, until=until)


async def exchanges(
    tx: Tx, actor: Actor, ids: Sequence[str], *, until: int | None = None
) -> Sequence[Exchange]:
    """Which of some characters speak with each other and how much, those who do most first."""
    counts: Counter[tuple[str, str]] = Counter()
    for one, other, lines in await evidence.exchanges(tx, ids, owner_id=actor.user_id, until=until):
        if one != other:
            counts[min(one, other), max(one, other)] += lines
    found = [Exchange(one, other, lines) for (one, other), lines in counts.items()]
    return sorted(found, key=lambda each: (-each.lines, each.one, each.other))


async def list_characters(
    tx: Tx, actor: Actor, *, before: str | None = None, limit: int = PAGE
) -> tuple[Sequence[Profile], str | None]:
    """A page of all the person's characters, newest first, and the `before` of the next page.

    They come from many documents, so there is no one point to ask for.
    """
    rows = await store.page(tx, owner_id=actor.user_id, before=before, limit=limit + 1)
    return [whole(row) for row in rows[:limit]], rows[limit - 1].id if len(rows) > limit else None


async def whom(
    tx: Tx, actor: Actor, wanted: Iterable[tuple[str, int | None]]
) -> dict[tuple[str, int | None], Who]:
    """Whom to name for each character's id and point; ids that are not the person's are left out."""
    pairs = set(wanted)
    found = await store.get_many(tx, {id for id, _ in pairs}, owner_id=actor.user_id)
    named: dict[tuple[str, int | None], Who] = {}
    for until in {point for _, point in pairs}:
        ids = [id for id, point in pairs if point == until and id in found]
        counts = (
            {} if until is None else await evidence.alias_counts(tx, ids, owner_id=actor.user_id, until=until)
        )
        named |= {(id, until): who(found[id], until=until, counts=counts.get(id, {})) for id in ids}
    return named


async def create(tx: Tx, actor: Actor, *, name: str, gender: str, description: str, sayings: str) -> Profile:
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
    return whole(character)


async def delete(tx: Tx, actor: Actor, character_id: str) -> None:
    """Remove a character and the conversations with it. Raises CharacterNotFound."""
    await tx.delete(await store.hold(tx, character_id, owner_id=actor.user_id))


async def _known(tx: Tx, actor: Actor, seen: Sequence[Sighting], *, until: int) -> Sequence[Profile]:
    ids = [each.character.id for each in seen]
    counts = await evidence.alias_counts(tx, ids, owner_id=actor.user_id, until=until)
    presence = await evidence.presence(tx, ids, owner_id=actor.user_id, until=until)
    return [
        known(each, until=until, counts=counts[id], presence=presence[id])
        for id, each in zip(ids, seen, strict=True)
    ]
