"""Characters over the API."""

from typing import Annotated, Literal, Self

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from personae import characters
from personae.characters import Portrait, Profile
from personae.web.deps import ActorDep, ReadTx, WriteTx
from personae.web.point import PointDep, until_of
from personae.web.typed import Seq, Text

router = APIRouter(prefix="/characters", tags=["characters"])


class CharacterOut(BaseModel):
    """A character, as known up to `until`, an offset into the document's text, or in all of it (null).

    `presence`: how often they are named or speak in each equal part of the text so far. `gender` and
    `is_narrator` are what the whole document tells, at every point.
    """

    id: str
    document_id: str | None
    until: int | None
    kind: str
    name: str
    aliases: list[str]
    gender: str
    is_narrator: bool
    rank: int
    lines: int
    mentions: int
    presence: list[int]
    description: str

    @classmethod
    def of(cls, character: Profile) -> Self:
        """The character as programs see it."""
        fields = {name: getattr(character, name) for name in CharacterOut.model_fields}
        return cls(**{**fields, "aliases": [alias.name for alias in character.aliases]})


class SayingOut(BaseModel):
    """A line of theirs and the place where it stands."""

    text: str
    chapter: int
    chapter_title: str
    passage: int
    start: int
    confidence: float


class PortraitOut(CharacterOut):
    """A character with the lines that show them best and how they speak."""

    sayings: list[SayingOut] = []
    mean_words: float = 0.0
    questions: float = 0.0
    exclamations: float = 0.0

    @classmethod
    def of_portrait(cls, portrait: Portrait) -> Self:
        """The portrait as programs see it."""
        known = CharacterOut.of(portrait.character).model_dump()
        sayings = [
            SayingOut(**{name: getattr(said, name) for name in SayingOut.model_fields})
            for said in portrait.sayings
        ]
        return cls(
            **known,
            sayings=sayings,
            mean_words=portrait.mean_words,
            questions=portrait.questions,
            exclamations=portrait.exclamations,
        )


class QuotationOut(SayingOut):
    """Something they say, without its marks: the document's text from `start` to `end`.

    `kind`: how the speaker is known: explicit (a name beside it), anaphoric (a pronoun or a common noun)
    or implicit (neither).
    """

    seq: int
    end: int
    kind: str


class QuotationPage(BaseModel):
    """What somebody says, in the order of the book. `next` goes into `after` for the next page."""

    items: list[QuotationOut]
    next: int | None


class CharacterPage(BaseModel):
    """Characters by importance. `next` goes into `after` for the next page."""

    items: list[CharacterOut]
    next: int | None


class AllCharacters(BaseModel):
    """All characters, newest first. `next` goes into `after` for the next page."""

    items: list[CharacterOut]
    next: str | None


class CharacterWish(BaseModel):
    """A character to be made by hand. `sayings`: things they say, one a line."""

    name: Text = Field(max_length=400)
    gender: Literal["F", "M", "?"] = "?"
    description: Text = Field(max_length=8000)
    sayings: Text = Field(max_length=40_000)


@router.get("")
async def list_characters(
    tx: ReadTx,
    actor: ActorDep,
    after: str | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 60,
) -> AllCharacters:
    """All characters of the person who asks."""
    rows, next_page = await characters.list_characters(tx, actor, before=after, limit=limit)
    return AllCharacters(items=[CharacterOut.of(row) for row in rows], next=next_page)


@router.post("", status_code=201)
async def create(tx: WriteTx, actor: ActorDep, wish: CharacterWish) -> CharacterOut:
    """Make a character by hand."""
    return CharacterOut.of(await characters.create(tx, actor, **wish.model_dump()))


@router.get("/{character_id}")
async def get(tx: ReadTx, actor: ActorDep, character_id: str, point: PointDep) -> PortraitOut:
    """One character, as known up to a point or in the whole document."""
    document_id = await characters.document_of(tx, actor, character_id)
    until = await until_of(tx, actor, document_id, point)
    return PortraitOut.of_portrait(await characters.portrait(tx, actor, character_id, until=until))


@router.get("/{character_id}/quotations")
async def quotations(
    tx: ReadTx,
    actor: ActorDep,
    character_id: str,
    point: PointDep,
    after: Seq = -1,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> QuotationPage:
    """All they say, up to a point or in the whole document."""
    document_id = await characters.document_of(tx, actor, character_id)
    until = await until_of(tx, actor, document_id, point)
    rows, next_page = await characters.quotations_of(
        tx, actor, character_id, until=until, after=after, limit=limit
    )
    names = QuotationOut.model_fields.keys() - {"chapter_title"}
    items = [
        QuotationOut(**{name: getattr(row, name) for name in names}, chapter_title=title)
        for row, title in rows
    ]
    return QuotationPage(items=items, next=next_page)


@router.delete("/{character_id}", status_code=204)
async def delete(tx: WriteTx, actor: ActorDep, character_id: str) -> None:
    """Remove a character and the conversations with it."""
    await characters.delete(tx, actor, character_id)
