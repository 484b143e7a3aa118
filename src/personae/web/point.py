"""The point in a book up to which a page or a program asks: written as an offset or as a chapter."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query
from pydantic import BeforeValidator, Field

from personae import characters, library
from personae.accounts import Actor
from personae.library import Chapter
from personae.platform.db import Tx

UNTIL = "Show what is known up to here: an offset into the document's text, in characters."
CHAPTER = "Show what is known through this chapter, by its `seq`. With `until`, the earlier point holds."

Place = Annotated[
    Annotated[int, Field(ge=0, le=2**31 - 1)] | None,
    BeforeValidator(lambda value: None if value == "" else value),  # a form's first choice: the whole
]


@dataclass(frozen=True, slots=True)
class Point:
    """The wish as it was written. With both, the earlier of the two holds."""

    until: int | None = None
    chapter: int | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a page goes: the offset, and the chapter it lies in; None and None for the whole document.

    chapters: all there are to choose from.
    """

    until: int | None
    chapter: Chapter | None
    chapters: Sequence[Chapter]

    @property
    def query(self) -> str:
        """The wish as an address has it, to be kept from page to page; '' for the whole document."""
        return "" if self.until is None else f"until={self.until}"


def asked(
    until: Annotated[Place, Query(description=UNTIL)] = None,
    chapter: Annotated[Place, Query(description=CHAPTER)] = None,
) -> Point:
    """The wish of a request."""
    return Point(until, chapter)


PointDep = Annotated[Point, Depends(asked)]


async def until_of(tx: Tx, actor: Actor, document_id: str, point: Point) -> int | None:
    """The wish as an offset, None for the whole document. Raises DocumentNotFound, ChapterNotFound."""
    if point.chapter is None:
        return point.until
    return _offset(await library.chapters(tx, actor, document_id), point)


async def until_for(tx: Tx, actor: Actor, character_id: str, point: Point) -> int | None:
    """The same for a character, who may be shared without their document.

    A character of no document has no point: whatever is wished comes to None.
    Raises CharacterNotFound, ChapterNotFound.
    """
    if point.chapter is None:
        return point.until if await characters.document_of(tx, actor, character_id) else None
    chapters = await characters.chapters_of(tx, actor, character_id)
    return None if chapters is None else _offset(chapters, point)


async def reach_of(tx: Tx, actor: Actor, document_id: str, point: Point) -> Reach:
    """How far a page of a document shall go. Raises as until_of."""
    return _reach(await library.chapters(tx, actor, document_id), point)


async def reach_for(tx: Tx, actor: Actor, character_id: str, point: Point) -> Reach:
    """How far a page of a character shall go. Raises as until_for."""
    chapters = await characters.chapters_of(tx, actor, character_id)
    return Reach(None, None, ()) if chapters is None else _reach(chapters, point)


def _reach(chapters: Sequence[Chapter], point: Point) -> Reach:
    until = _offset(chapters, point)
    return Reach(until, chapter_before(chapters, until), chapters)


def _offset(chapters: Sequence[Chapter], point: Point) -> int | None:
    """The wish as an offset; of both, the earlier. Raises ChapterNotFound."""
    if point.chapter is None:
        return point.until
    ends = [library.end_of_chapter(chapters, point.chapter), point.until]
    return min((end for end in ends if end is not None), default=None)


def chapter_before(chapters: Sequence[Chapter], until: int | None) -> Chapter | None:
    """The chapter that the last character before the offset stands in; None for the whole document."""
    if until is None:
        return None
    begun = [chapter for chapter in chapters if chapter.start < max(until, 1)]
    return begun[-1] if begun else None
