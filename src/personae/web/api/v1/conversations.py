"""Conversations over the API."""

from datetime import datetime
from functools import partial
from typing import Annotated, Self

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from personae import conversations
from personae.accounts import Actor
from personae.conversations import Conversation, Shelf
from personae.platform.db import Tx
from personae.web.deps import ActorDep, ReadTx, WriteTx
from personae.web.point import CHAPTER, UNTIL, Point, until_for
from personae.web.problems import documented
from personae.web.tags import Matching, Telling, tag_of
from personae.web.typed import Flag, Seq, Text, Whole

router = APIRouter(prefix="/conversations", tags=["conversations"])

Limit = Annotated[int, Query(ge=1, le=100)]


Reached = Annotated[Whole, Field(ge=0, le=2**31 - 1)]


class ConversationWish(BaseModel):
    """Whom to talk with; `until` or `chapter`: how much of the document they know, all of it without."""

    character_id: Text
    until: Reached | None = Field(None, description=UNTIL)
    chapter: Reached | None = Field(None, description=CHAPTER)


class ConversationChange(BaseModel):
    """What to change; what is left out stays.

    `title`: blank has it named after its first message again. `seen`: the `version` that was looked at, so
    that a title given elsewhere meanwhile is not overwritten. `persona_id`: as whom to speak, null as nobody.
    """

    title: Text | None = None
    is_pinned: Flag | None = None
    is_archived: Flag | None = None
    persona_id: Text | None = None
    seen: Seq | None = None


class ConversationOut(BaseModel):
    """A conversation. `until`: the offset up to which the character knows the document, null for all.

    `version` grows with every change of the tree or the title. `has_own_title`: the person named it.
    """

    id: str
    character_id: str
    until: int | None
    title: str
    has_own_title: bool
    version: int
    pinned_at: datetime | None
    archived_at: datetime | None
    deleted_at: datetime | None
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, conversation: Conversation) -> Self:
        """The row as programs see it."""
        return cls(**{name: getattr(conversation, name) for name in cls.model_fields})


class ConversationPage(BaseModel):
    """Conversations, the pinned first, then the last used. `next` goes into `after` for the next page."""

    items: list[ConversationOut]
    next: str | None


@router.post("", status_code=201, responses=documented(404))
async def start(tx: WriteTx, actor: ActorDep, wish: ConversationWish) -> ConversationOut:
    """Open a conversation."""
    until = await until_for(tx, actor, wish.character_id, Point(wish.until, wish.chapter))
    return ConversationOut.of(await conversations.start(tx, actor, wish.character_id, until=until))


@router.get("")
async def list_conversations(
    tx: ReadTx,
    actor: ActorDep,
    after: str | None = None,
    limit: Limit = 50,
    shelf: Shelf = Shelf.OPEN,
    character_id: str | None = None,
) -> ConversationPage:
    """Those in use; `shelf=archived` those put away, `shelf=deleted` those that can still be restored."""
    rows, next_page = await conversations.list_conversations(
        tx, actor, before=after, limit=limit, shelf=shelf, character_id=character_id
    )
    return ConversationPage(items=[ConversationOut.of(row) for row, _ in rows], next=next_page)


@router.get("/{conversation_id}")
async def get(tx: ReadTx, actor: ActorDep, conversation_id: str, tags: Telling) -> ConversationOut:
    """One conversation."""
    found = await _found(tx, actor, conversation_id)
    tags.tell(tag_of(found))
    return found


@router.patch("/{conversation_id}", responses=documented(409))
async def change(
    tx: WriteTx, actor: ActorDep, conversation_id: str, wish: ConversationChange, tags: Matching
) -> ConversationOut:
    """Name it, pin it, put it away, or choose as whom to speak. All of it is done, or nothing."""
    await tags.check(partial(_tag, tx, actor, conversation_id))
    if wish.title is not None:
        await conversations.rename(tx, actor, conversation_id, title=wish.title, seen=wish.seen)
    if wish.is_pinned is not None:
        await conversations.pin(tx, actor, conversation_id, is_pinned=wish.is_pinned)
    if wish.is_archived is not None:
        await conversations.archive(tx, actor, conversation_id, is_archived=wish.is_archived)
    if "persona_id" in wish.model_fields_set:
        await conversations.speak_as(tx, actor, conversation_id, persona_id=wish.persona_id)
    found = await _found(tx, actor, conversation_id)
    tags.tell(tag_of(found))
    return found


@router.delete("/{conversation_id}", status_code=204)
async def delete(tx: WriteTx, actor: ActorDep, conversation_id: str, tags: Matching) -> None:
    """Remove a conversation; for two weeks it can be restored."""
    await tags.check(partial(_tag, tx, actor, conversation_id))
    await conversations.delete(tx, actor, conversation_id)


@router.post("/{conversation_id}/restore")
async def restore(tx: WriteTx, actor: ActorDep, conversation_id: str) -> ConversationOut:
    """Bring back a conversation that was deleted."""
    return ConversationOut.of(await conversations.restore(tx, actor, conversation_id))


async def _found(tx: Tx, actor: Actor, conversation_id: str) -> ConversationOut:
    conversation, _ = await conversations.get(tx, actor, conversation_id)
    return ConversationOut.of(conversation)


async def _tag(tx: Tx, actor: Actor, conversation_id: str) -> str:
    return tag_of(await _found(tx, actor, conversation_id))
