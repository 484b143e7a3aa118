"""A character as known at a point of their document: nothing here depends on what stands after it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from personae.characters.tables import Character, CharacterKind

PRESENCE_BINS = 48
UNNAMED = "Somebody"  # who speaks before they are first named


@dataclass(frozen=True, slots=True)
class AliasSeen:
    """A name a character goes by, how often, and the first place where it stands; 0..0 if we gave it."""

    name: str
    mentions: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Who:
    """Whom a page names, by the name they are known by at its point."""

    id: str
    document_id: str | None
    kind: str
    name: str
    gender: str
    hue: int


@dataclass(frozen=True, slots=True)
class Profile:
    """Who a character is, up to the offset `until` of their document, or in the whole of it (None).

    rank: 0 for the most important so far.  presence: how often they are named or speak in each of
    PRESENCE_BINS equal parts of the text so far; () for nowhere.  Two things are the whole reading's at
    every point: gender, and whether the character is the narrator.  owner_id: whose rows show them; whoever
    has the profile may look at those.
    """

    id: str
    owner_id: str
    document_id: str | None
    until: int | None
    kind: str
    name: str
    aliases: tuple[AliasSeen, ...]
    gender: str
    is_narrator: bool
    rank: int
    hue: int
    lines: int
    mentions: int
    presence: tuple[int, ...]
    description: str
    sayings: str
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Exchange:
    """Two characters, by id, who speak with each other. lines: said both ways; one < other."""

    one: str
    other: str
    lines: int


@dataclass(frozen=True, slots=True)
class Sighting:
    """A character's figures up to a point."""

    character: Character
    rank: int
    lines: int
    mentions: int


def whole(character: Character) -> Profile:
    """A character as the whole document shows them, or as a person made them."""
    aliases = tuple(_alias(alias, int(alias["mentions"])) for alias in character.aliases)
    return _profile(
        character,
        until=None,
        name=character.name,
        aliases=aliases,
        rank=character.rank,
        lines=character.lines,
        mentions=character.mentions,
        presence=character.presence,
    )


def known(
    sighting: Sighting, *, until: int, counts: Mapping[int | None, int], presence: Sequence[int]
) -> Profile:
    """A character up to the offset until. counts: by the alias's number, how often it stands before."""
    character = sighting.character
    aliases = aliases_by(character, until=until, counts=counts)
    return _profile(
        character,
        until=until,
        name=name_by(character, aliases),
        aliases=aliases,
        rank=sighting.rank,
        lines=sighting.lines,
        mentions=sighting.mentions,
        presence=presence,
    )


def aliases_by(
    character: Character, *, until: int, counts: Mapping[int | None, int]
) -> tuple[AliasSeen, ...]:
    """The names used before the offset until, the most used first; names we gave stand nowhere."""
    used = [
        _alias(alias, counts.get(number, 0))
        for number, alias in enumerate(character.aliases)
        if 0 < int(alias["end"]) <= until
    ]
    return tuple(sorted(used, key=lambda alias: (-alias.mentions, alias.start, alias.name)))


def name_by(character: Character, aliases: Sequence[AliasSeen]) -> str:
    """What to call a character of whom only these aliases are known."""
    if character.kind != CharacterKind.PERSON:
        return character.name
    if aliases:
        return aliases[0].name
    given = (str(alias["name"]) for alias in character.aliases if not int(alias["end"]))
    return next(given, UNNAMED)


def who(character: Character, *, until: int | None, counts: Mapping[int | None, int]) -> Who:
    """Whom to name; counts as in `known`."""
    name = character.name
    if until is not None:
        name = name_by(character, aliases_by(character, until=until, counts=counts))
    return Who(character.id, character.document_id, character.kind, name, character.gender, character.hue)


def _alias(alias: Mapping[str, str | int], mentions: int) -> AliasSeen:
    return AliasSeen(str(alias["name"]), mentions, int(alias["start"]), int(alias["end"]))


def _profile(
    character: Character,
    *,
    until: int | None,
    name: str,
    aliases: tuple[AliasSeen, ...],
    rank: int,
    lines: int,
    mentions: int,
    presence: Iterable[int],
) -> Profile:
    return Profile(
        id=character.id,
        owner_id=character.owner_id,
        document_id=character.document_id,
        until=until,
        kind=character.kind,
        name=name,
        aliases=aliases,
        gender=character.gender,
        is_narrator=character.is_narrator,
        rank=rank,
        hue=character.hue,
        lines=lines,
        mentions=mentions,
        presence=tuple(presence),
        description=character.description,
        sayings=character.sayings,
        updated_at=character.updated_at,
    )
