"""What a person can ask about characters.

until: a point in the document, as an offset into its text. Nothing behind it shows; None is its end.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from personae import library
from personae.accounts import Actor
from personae.characters import evidence, store
from personae.characters.access import open_to
from personae.characters.errors import CharacterInvalid, CharacterUnseen, NameTaken
from personae.characters.profile import Exchange, Profile, Sighting, Who, known, who, whole
from personae.characters.tables import HUES, Character, CharacterKind
from personae.library import Chapter
from personae.platform.db import Tx, hold_name
from personae.platform.ids import new_id
from personae.platform.naming import free_name, name_key
from personae.sharing import Right

PAGE = 60
NAME_LIMIT = 200
DESCRIPTION_LIMIT = 4_000
SAYINGS_LIMIT = 20_000


async def get(
    tx: Tx, actor: Actor, character_id: str, *, until: int | None = None, right: Right = Right.READ
) -> Profile:
    """One character at whom somebody may look, or (right) with whom they may talk.

    Raises CharacterNotFound, CharacterUnseen.
    """
    character = await open_to(tx, actor, character_id, right=right)
    if until is None or character.document_id is None:
        return whole(character)
    owner_id = character.owner_id
    seen = await evidence.sightings(
        tx, character.document_id, owner_id=owner_id, until=until, character_id=character_id
    )
    if not seen:
        raise CharacterUnseen
    [profile] = await _known(tx, seen, owner_id=owner_id, until=until)
    return profile


async def document_of(tx: Tx, actor: Actor, character_id: str) -> str | None:
    """The id of the document a character is from, None for none. Raises CharacterNotFound."""
    return (await open_to(tx, actor, character_id)).document_id


async def chapters_of(tx: Tx, actor: Actor, character_id: str) -> Sequence[Chapter] | None:
    """The chapters of a character's document in order, to choose a point by; None for who is of no document.

    Raises CharacterNotFound.
    """
    character = await open_to(tx, actor, character_id)
    if character.document_id is None:
        return None
    return await library.chapters_of_owner(tx, character.document_id, owner_id=character.owner_id)


async def cast_of(
    tx: Tx,
    actor: Actor,
    document_id: str,
    *,
    until: int | None = None,
    after: int = -1,
    limit: int = PAGE,
) -> tuple[Sequence[Profile], int | None]:
    """A page of a document's cast by importance, and the `after` of the next page (None at the end).

    Raises DocumentNotFound.
    """
    owner_id = await library.owner_of(tx, actor, document_id)
    if until is None:
        rows = await store.cast(tx, document_id, owner_id=owner_id, after=after, limit=limit + 1)
        return [whole(row) for row in rows[:limit]], rows[limit - 1].rank if len(rows) > limit else None
    seen = await evidence.sightings(
        tx, document_id, owner_id=owner_id, until=until, after=after, limit=limit + 1
    )
    shown = await _known(tx, seen[:limit], owner_id=owner_id, until=until)
    return shown, seen[limit - 1].rank if len(seen) > limit else None


async def cast_size(tx: Tx, actor: Actor, document_id: str, *, until: int | None = None) -> int:
    """How many characters a document has. Raises DocumentNotFound."""
    owner_id = await library.owner_of(tx, actor, document_id)
    if until is None:
        return await store.cast_size(tx, document_id, owner_id=owner_id)
    return await evidence.count_seen(tx, document_id, owner_id=owner_id, until=until)


async def exchanges(
    tx: Tx, actor: Actor, document_id: str, ids: Sequence[str], *, until: int | None = None
) -> Sequence[Exchange]:
    """Which of some characters of a document speak with each other and how much, those who do most first.

    Raises DocumentNotFound.
    """
    owner_id = await library.owner_of(tx, actor, document_id)
    counts: Counter[tuple[str, str]] = Counter()
    for one, other, lines in await evidence.exchanges(tx, ids, owner_id=owner_id, until=until):
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


async def list_shared(
    tx: Tx, actor: Actor, *, right: Right = Right.READ, before: str | None = None, limit: int = PAGE
) -> tuple[Sequence[Profile], str | None]:
    """The same of characters that others share with the person, alone or with their document."""
    rows = await store.shared_unscoped(tx, user_id=actor.user_id, right=right, before=before, limit=limit + 1)
    return [whole(row) for row in rows[:limit]], rows[limit - 1].id if len(rows) > limit else None


async def whom_unscoped(
    tx: Tx, wanted: Iterable[tuple[str, int | None]]
) -> dict[tuple[str, int | None], Who]:
    """Whom to name for each character's id and point; ids of nobody are left out.

    Whoever asks has the ids from rows of the person's own, such as a conversation, which keeps its name
    when the character is shared no longer.
    """
    pairs = set(wanted)
    found = await store.find_many_unscoped(tx, {id for id, _ in pairs})
    named: dict[tuple[str, int | None], Who] = {}
    for until in {point for _, point in pairs}:
        ids = [id for id, point in pairs if point == until and id in found]
        counts = {} if until is None else await _alias_counts(tx, [found[id] for id in ids], until=until)
        named |= {(id, until): who(found[id], until=until, counts=counts.get(id, {})) for id in ids}
    return named


async def create(tx: Tx, actor: Actor, *, name: str, gender: str, description: str, sayings: str) -> Profile:
    """Make a character by hand. sayings: things it says, one a line; they are what it answers with.

    Raises CharacterInvalid, and NameTaken when the person has made another with this name.
    """
    name = " ".join(name.split()) if name_key(name) else ""
    for field, text, limit in (
        ("The name", name, NAME_LIMIT),
        ("The description", description.strip(), DESCRIPTION_LIMIT),
        ("What the character says", sayings.strip(), SAYINGS_LIMIT),
    ):
        if not 0 < len(text) <= limit:
            raise CharacterInvalid(field=field, limit=limit)
    await _check_free(tx, actor, name)
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


async def _check_free(tx: Tx, actor: Actor, name: str) -> None:
    """Let by a name that no other handmade character of the person's has, nor gets before this ends."""
    await hold_name(tx, f"names:{actor.user_id}")
    taken = await store.name_keys(tx, owner_id=actor.user_id)
    free = free_name(name, taken, limit=NAME_LIMIT)
    if free != name:
        raise NameTaken(name=name, proposed=free)


async def delete(tx: Tx, actor: Actor, character_id: str) -> None:
    """Remove a character and the conversations with it. Raises CharacterNotFound."""
    await tx.delete(await store.hold(tx, character_id, owner_id=actor.user_id))


async def _known(tx: Tx, seen: Sequence[Sighting], *, owner_id: str, until: int) -> Sequence[Profile]:
    ids = [each.character.id for each in seen]
    counts = await evidence.alias_counts(tx, ids, owner_id=owner_id, until=until)
    presence = await evidence.presence(tx, ids, owner_id=owner_id, until=until)
    return [
        known(each, until=until, counts=counts[id], presence=presence[id])
        for id, each in zip(ids, seen, strict=True)
    ]


async def _alias_counts(
    tx: Tx, of: Sequence[Character], *, until: int
) -> dict[str, Mapping[int | None, int]]:
    """As `evidence.alias_counts`, for characters of several owners."""
    found: dict[str, Mapping[int | None, int]] = {}
    for owner_id in {each.owner_id for each in of}:
        ids = [each.id for each in of if each.owner_id == owner_id]
        found |= await evidence.alias_counts(tx, ids, owner_id=owner_id, until=until)
    return found
