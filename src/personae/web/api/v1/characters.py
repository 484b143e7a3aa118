"""Characters over the API."""

from functools import partial
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from personae import characters
from personae.accounts import Actor
from personae.platform.db import Tx
from personae.web.api.v1.portraits import CharacterOut, PortraitOut, RelationOut, SayingOut
from personae.web.deps import ActorDep, ReadTx, WriteTx
from personae.web.point import PointDep, until_for
from personae.web.problems import documented
from personae.web.tags import Matching, Telling, tag_of
from personae.web.typed import NOT_BLANK, Seq, Text, Told

router = APIRouter(prefix="/characters", tags=["characters"])


class QuotationOut(SayingOut):
    """Something they say, without its marks: the document's text from `start` to `end`.

    `kind`: how the speaker is known: explicit (a name beside it), anaphoric (a pronoun or a common noun)
    or implicit (neither). `addressee_id`: the character it is said to, where that is known.
    """

    seq: int
    end: int
    kind: str
    addressee_id: str | None


class QuotationPage(BaseModel):
    """What somebody says, in the order of the book. `next` goes into `after` for the next page."""

    items: list[QuotationOut]
    next: int | None


class RelationPage(BaseModel):
    """What others are to somebody, the surest first. `next` goes into `after` for the next page."""

    items: list[RelationOut]
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

    name: Annotated[Text, Told(pattern=NOT_BLANK, maxLength=characters.NAME_LIMIT)] = Field(max_length=400)
    gender: Literal["F", "M", "?"] = "?"
    description: Annotated[Text, Told(pattern=NOT_BLANK, maxLength=characters.DESCRIPTION_LIMIT)] = Field(
        max_length=8000
    )
    sayings: Annotated[Text, Told(pattern=NOT_BLANK, maxLength=characters.SAYINGS_LIMIT)] = Field(
        max_length=40_000
    )


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


@router.post("", status_code=201, responses=documented(409))
async def create(tx: WriteTx, actor: ActorDep, wish: CharacterWish) -> CharacterOut:
    """Make a character by hand. A name that another one has is a 409 with a `proposed` name that is free."""
    return CharacterOut.of(await characters.create(tx, actor, **wish.model_dump()))


@router.get("/{character_id}")
async def get(tx: ReadTx, actor: ActorDep, character_id: str, point: PointDep, tags: Telling) -> PortraitOut:
    """One character, as known up to a point or in the whole document."""
    tags.tell(await _tag(tx, actor, character_id))
    until = await until_for(tx, actor, character_id, point)
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
    until = await until_for(tx, actor, character_id, point)
    rows, next_page = await characters.quotations_of(
        tx, actor, character_id, until=until, after=after, limit=limit
    )
    names = QuotationOut.model_fields.keys() - {"chapter_title"}
    items = [
        QuotationOut(**{name: getattr(row, name) for name in names}, chapter_title=title)
        for row, title in rows
    ]
    return QuotationPage(items=items, next=next_page)


@router.get("/{character_id}/relations")
async def relations(
    tx: ReadTx,
    actor: ActorDep,
    character_id: str,
    point: PointDep,
    after: Seq = -1,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> RelationPage:
    """What others are to them, up to a point or in the whole document."""
    until = await until_for(tx, actor, character_id, point)
    rows, next_page = await characters.relations_of(
        tx, actor, character_id, until=until, after=after, limit=limit
    )
    return RelationPage(items=[RelationOut.of(row) for row in rows], next=next_page)


@router.delete("/{character_id}", status_code=204)
async def delete(tx: WriteTx, actor: ActorDep, character_id: str, tags: Matching) -> None:
    """Remove a character and the conversations with it."""
    await characters.check_own(tx, actor, character_id)
    await tags.check(partial(_tag, tx, actor, character_id))
    await characters.delete(tx, actor, character_id)


async def _tag(tx: Tx, actor: Actor, character_id: str) -> str:
    """The same at every point, for it is one character that is deleted."""
    profile = await characters.get(tx, actor, character_id)
    return tag_of(profile.id, profile.updated_at.isoformat())
