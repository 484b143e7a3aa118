"""Reading a document again: who of the new cast is who of the old, so that no conversation is lost."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import replace

from personae.characters import store
from personae.characters.drafts import NAME_LIMIT, Draft, voice_of
from personae.characters.tables import Character, CharacterKind
from personae.library import Document
from personae.platform.db import Tx
from personae.platform.naming import free_name

InUse = Callable[[Tx, Collection[str]], Awaitable[set[str]]]
OWN_NAME = 1_000  # what the same name counts against one alias in common


async def settle(tx: Tx, document: Document, found: Draft, *, in_use: InUse) -> Draft:
    """Write a new cast over the one there is; return the draft under the ids the characters now have.

    Who was there before keeps their row.  Who was not found again goes, unless they are in use: then they
    stay, behind everybody else and without lines.
    """
    now = found.characters or [voice_of(document)]
    before = await store.hold_cast_unscoped(tx, document.id)
    kept = same_people(now, before)
    left = [each for each in before if each.id not in kept.values()]
    used = await in_use(tx, [each.id for each in left])
    for place, each in enumerate(each for each in left if each.id in used):
        each.rank = len(now) + place
        each.lines, each.mentions, each.presence = 0, 0, []
    for each in left:
        if each.id not in used:
            await tx.delete(each)
    for each in before:
        each.name_key = each.id  # names may change hands, and no two may have one for a moment
    await tx.flush()
    tell_apart([*now, *(each for each in left if each.id in used)])
    for character in now:
        character.id = kept.get(character.id, character.id)
        await tx.merge(character)
    ids = {name: kept.get(id, id) for name, id in found.ids.items()}
    return replace(found, ids=ids)


def tell_apart(cast: Sequence[Character]) -> None:
    """Number the names of those who would be called as somebody before them is. Nobody is refused."""
    taken: set[str] = set()
    for each in cast:
        each.name = free_name(each.name, taken, limit=NAME_LIMIT)
        taken.add(each.name_key)


def same_people(new: Sequence[Character], old: Sequence[Character]) -> dict[str, str]:
    """New id -> old id, one to one: by their name, else by the names they share; the surest first."""
    pairs = [
        (-likeness, one.rank, other.rank, one.id, other.id)
        for one in new
        for other in old
        if (likeness := _likeness(one, other))
    ]
    met: dict[str, str] = {}
    taken: set[str] = set()
    for _, _, _, one, other in sorted(pairs):
        if one not in met and other not in taken:
            met[one] = other
            taken.add(other)
    return met


def _likeness(one: Character, other: Character) -> int:
    if one.kind != other.kind:
        return 0
    if one.kind == CharacterKind.VOICE or (one.is_narrator and other.is_narrator):
        return OWN_NAME
    shared = _names(one) & _names(other)
    return OWN_NAME * (one.name.casefold() == other.name.casefold()) + len(shared)


def _names(character: Character) -> set[str]:
    """What a character is called in the text; the name that a nameless narrator is given tells nothing."""
    named = {str(alias["name"]) for alias in character.aliases if int(alias["end"]) > 0}
    return {name.casefold() for name in named}
