"""What a character's page says about them, each claim with the places that show it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from personae import cast
from personae.cast.portrait import (
    Claim,
    Evidence,
    Importance,
    Line,
    Meeting,
    Presence,
    Relation,
    Sentence,
    Style,
    Trait,
    describe,
    importance,
    key_quotations,
    meetings,
    presence,
    relations,
    style,
    traits,
)
from personae.characters.profile import Profile, Who
from personae.characters.quotations import EMPHASIS, Said, each_once

EXCERPT_CHARS = 420
LOST = "\0"  # stands where a mark was


@dataclass(frozen=True, slots=True)
class FirstSeen:
    """The passage in which a character is first named: what is told around the name, and where."""

    text: str
    chapter: int
    chapter_title: str
    passage: int


@dataclass(frozen=True, slots=True)
class Rows:
    """What a portrait is folded from, all of it from before the point, in the order of the book.

    own: what the character says.  others: what the rest of the cast says, or a part of it.  turns: who
    speaks where, without the words.  ties: the character's own; others_ties: those with a detail between
    others, against which the own are weighed.  names: who the ids of the others are at the point.
    """

    own: Sequence[Line] = ()
    others: Sequence[Line] = ()
    turns: Sequence[Line] = ()
    mentions: Sequence[cast.Mention] = ()
    facts: Sequence[cast.Fact] = ()
    ties: Sequence[cast.Tie] = ()
    others_ties: Sequence[cast.Tie] = ()
    names: Mapping[str, Who] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Related:
    """What somebody is to the character."""

    who: Who
    relation: Relation


@dataclass(frozen=True, slots=True)
class Company:
    """Somebody the character speaks with. said, heard: lines to them and from them."""

    who: Who
    scenes: int
    said: int
    heard: int


@dataclass(frozen=True, slots=True)
class Portrait:
    """A character with what is worth showing of them.

    first is None when they are never named; importance and presence are None outside of documents.
    words: by a line's start, what the evidence of the traits says.  claims: what a model has added.
    """

    character: Profile
    first: FirstSeen | None
    importance: Importance | None
    presence: Presence | None
    description: tuple[Sentence, ...]
    facts: tuple[cast.Fact, ...]
    sayings: tuple[Said, ...]
    style: Style
    traits: tuple[Trait, ...]
    words: Mapping[int, str]
    relations: tuple[Related, ...]
    company: tuple[Company, ...]
    claims: tuple[Claim, ...]


def portray(
    character: Profile,
    lines: Sequence[Said],
    rows: Rows | None = None,
    *,
    baseline: Sequence[Trait] = (),
    first: FirstSeen | None = None,
    claims: Sequence[Claim] = (),
) -> Portrait:
    """Fold what is known of a character into a portrait.

    lines: what they can say, as it is shown; they are measured too where rows has nothing they say.
    baseline: their traits where these are known already.  claims: what a model has added.
    """
    rows = rows or Rows()
    own = rows.own or [_line(character.id, line) for line in lines]
    met = meetings_of(character.id, rows)
    related = related_to(character, rows, met)
    found = tuple(baseline) or traits(own, rows.others)
    quoted = {line.start: " ".join(line.text.split()) for line in own}
    return Portrait(
        character=character,
        first=first,
        importance=_importance(character, rows),
        presence=presence(character.id, rows.mentions, rows.turns),
        description=_description(character, rows, related),
        facts=tuple(rows.facts),
        sayings=_sayings(character.id, lines, rows.others),
        style=style(own, rows.others),
        traits=found,
        words={place.start: quoted.get(place.start, "") for trait in found for place in trait.evidence},
        relations=related,
        company=_company(character.id, met, rows.names),
        claims=tuple(claims),
    )


def related_to(character: Profile, rows: Rows, met: Sequence[Meeting]) -> tuple[Related, ...]:
    """What others are to a character, the surest first. met: their meetings with the others."""
    genders = {id: who.gender for id, who in rows.names.items()} | {character.id: character.gender}
    found = relations([*rows.ties, *rows.others_ties], met, genders=genders)
    own = [each for each in found if each.source == character.id and each.target in rows.names]
    return tuple(Related(rows.names[each.target], each) for each in own)


def meetings_of(character_id: str, rows: Rows) -> list[Meeting]:
    """The character's meetings with others."""
    return [each for each in meetings(rows.mentions, rows.turns) if character_id in (each.one, each.other)]


def to_json(found: Sequence[Trait]) -> list[dict[str, object]]:
    """Traits as a character's baseline is kept."""
    return [asdict(trait) for trait in found]


def from_json(kept: Sequence[Mapping[str, Any]]) -> tuple[Trait, ...]:
    """The traits that to_json has kept."""
    return tuple(
        Trait(
            each["name"],
            each["value"],
            each["confidence"],
            tuple(Evidence(**place) for place in each["evidence"]),
        )
        for each in kept
    )


def excerpt(text: str, at: int, *, limit_chars: int = EXCERPT_CHARS) -> str:
    """About limit_chars of text around the offset `at`, cut between words, with marks where it is cut.

    It is one line, without the underscores that plain text has for emphasis.
    """
    text = EMPHASIS.sub(rf"{LOST}\1{LOST}", text)  # as long as before, so that `at` still holds
    if len(text) <= limit_chars:
        return " ".join(text.replace(LOST, "").split())
    start = max(0, min(at - limit_chars // 3, len(text) - limit_chars))
    words = text[start : start + limit_chars].replace(LOST, "").split()
    head = ["…", *words[1:]] if start else words
    tail = [*head[:-1], "…"] if start + limit_chars < len(text) else head
    return " ".join(tail)


def _line(speaker: str, said: Said) -> Line:
    end = said.start + len(said.text)
    return Line(speaker, None, said.text, said.start, end, said.chapter, said.confidence)


def _sayings(character_id: str, lines: Sequence[Said], others: Sequence[Line]) -> tuple[Said, ...]:
    by_start = {line.start: line for line in each_once(lines)}
    chosen = key_quotations([_line(character_id, line) for line in by_start.values()], others)
    return tuple(by_start[line.start] for line in chosen)


def _importance(character: Profile, rows: Rows) -> Importance | None:
    narrator = character.id if character.is_narrator else None
    everybody = importance(rows.mentions, rows.turns, narrator=narrator)
    return next((each for each in everybody if each.character == character.id), None)


def _description(character: Profile, rows: Rows, related: Sequence[Related]) -> tuple[Sentence, ...]:
    return describe(
        character.name,
        rows.facts,
        gender=character.gender,
        relations=[each.relation for each in related],
        names={id: who.name for id, who in rows.names.items()},
    ).sentences


def _company(character_id: str, met: Sequence[Meeting], names: Mapping[str, Who]) -> tuple[Company, ...]:
    found = []
    for each in met:
        is_one = each.one == character_id
        other = each.other if is_one else each.one
        said, heard = (each.to_other, each.to_one) if is_one else (each.to_one, each.to_other)
        if other in names and said + heard:
            found.append(Company(names[other], each.scenes, said, heard))
    return tuple(sorted(found, key=lambda company: -company.said - company.heard))
