"""All SQL about conversations."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TypedDict

from sqlalchemy import ColumnElement, Select, delete, func, or_, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from personae.accounts import Persona
from personae.characters import Character, is_there
from personae.conversations.errors import ConversationNotFound
from personae.conversations.tables import Conversation, Shelf, SpokenAs
from personae.platform.db import Tx


class Scope(TypedDict):
    """Within which conversation, and whose it is."""

    conversation_id: str
    owner_id: str


async def get(tx: Tx, conversation_id: str, *, owner_id: str) -> Conversation:
    """One conversation of its owner. Raises ConversationNotFound."""
    query = _theirs(conversation_id, owner_id).where(Conversation.deleted_at.is_(None))
    conversation = await tx.scalar(query)
    if conversation is None:
        raise ConversationNotFound
    return conversation


async def get_many(tx: Tx, ids: Collection[str], *, owner_id: str) -> Sequence[Conversation]:
    """Those of the ids that are conversations of the owner."""
    query = (
        select(Conversation)
        .join(Character, Character.id == Conversation.character_id)
        .where(
            Conversation.id.in_(ids),
            Conversation.owner_id == owner_id,
            Conversation.deleted_at.is_(None),
            is_there(),
        )
    )
    return (await tx.scalars(query)).all()


async def ids_beyond(tx: Tx, character_id: str, *, until: int | None, owner_id: str) -> Sequence[str]:
    """The owner's conversations with a character who knows more of the book there than up to the offset."""
    if until is None:
        return []
    is_beyond = or_(Conversation.until.is_(None), Conversation.until > until)
    query = select(Conversation.id).where(
        Conversation.owner_id == owner_id, Conversation.character_id == character_id, is_beyond
    )
    return (await tx.scalars(query)).all()


async def characters_in_use_unscoped(tx: Tx, character_ids: Collection[str]) -> set[str]:
    """Those of the characters with whom somebody has a conversation."""
    query = select(Conversation.character_id).where(Conversation.character_id.in_(character_ids))
    return set(await tx.scalars(query.distinct()))


async def others_talking(tx: Tx, *, owner_id: str, character_id: str | None, document_id: str | None) -> int:
    """How many people beside the owner have conversations with a character, or with anybody of a document."""
    query = (
        select(func.count(Conversation.owner_id.distinct()))
        .join(Character, Character.id == Conversation.character_id)
        .where(Character.owner_id == owner_id, Conversation.owner_id != owner_id)
    )
    if character_id is not None:
        query = query.where(Character.id == character_id)
    if document_id is not None:
        query = query.where(Character.document_id == document_id)
    return await tx.scalar(query) or 0


async def hold(
    tx: Tx, conversation_id: str, *, owner_id: str, deleted_since: datetime | None = None
) -> Conversation:
    """One conversation of its owner, which nobody else can add to or delete before this transaction ends.

    deleted_since: take one that was deleted since then too.
    """
    query = _theirs(conversation_id, owner_id).with_for_update(of=Conversation)
    is_wanted = is_there_or_since(Conversation.deleted_at, deleted_since)
    # What this transaction has read before may be older than the lock.
    conversation = await tx.scalar(query.where(is_wanted).execution_options(populate_existing=True))
    if conversation is None:
        raise ConversationNotFound
    return conversation


def is_there_or_since(
    deleted_at: InstrumentedAttribute[datetime | None], since: datetime | None
) -> ColumnElement[bool]:
    """What is not deleted, or (since: a moment) what was deleted since then too."""
    is_kept = deleted_at.is_(None)
    return is_kept if since is None else or_(is_kept, deleted_at >= since)


def _theirs(conversation_id: str, owner_id: str) -> Select[Conversation]:
    return (
        select(Conversation)
        .join(Character, Character.id == Conversation.character_id)
        .where(Conversation.id == conversation_id, Conversation.owner_id == owner_id, is_there())
    )


async def page(
    tx: Tx,
    *,
    owner_id: str,
    before: str | None,
    limit: int,
    character_id: str | None,
    shelf: Shelf,
    deleted_since: datetime,
) -> Sequence[Conversation]:
    """The owner's conversations of a shelf, those after the id `before`: the pinned first."""
    order = Conversation.pinned_at.is_not(None), Conversation.updated_at, Conversation.id
    query = (
        select(Conversation)
        .join(Character, Character.id == Conversation.character_id)
        .where(Conversation.owner_id == owner_id, is_there(), _on(shelf, deleted_since))
        .order_by(*(each.desc() for each in order))
        .limit(limit)
    )
    if before is not None:
        there = select(*order).where(Conversation.id == before).subquery()
        query = query.where(tuple_(*order) < select(*there.c).scalar_subquery())
    if character_id is not None:
        query = query.where(Conversation.character_id == character_id)
    return (await tx.scalars(query)).all()


def _on(shelf: Shelf, deleted_since: datetime) -> ColumnElement[bool]:
    if shelf is Shelf.DELETED:
        return Conversation.deleted_at >= deleted_since
    is_archived = Conversation.archived_at.is_not(None)
    return Conversation.deleted_at.is_(None) & (is_archived if shelf is Shelf.ARCHIVED else ~is_archived)


async def set_persona(tx: Tx, conversation_id: str, *, persona_id: str | None, owner_id: str) -> None:
    """Note as whom the owner speaks in a conversation of theirs. The persona is theirs too."""
    theirs = select(Conversation.id).where(
        Conversation.id == conversation_id, Conversation.owner_id == owner_id
    )
    await tx.execute(delete(SpokenAs).where(SpokenAs.conversation_id.in_(theirs)))
    if persona_id is not None:
        tx.add(SpokenAs(conversation_id=conversation_id, persona_id=persona_id))
        await tx.flush()


async def persona_of(tx: Tx, conversation_id: str, *, owner_id: str) -> Persona | None:
    """As whom the owner speaks in a conversation."""
    query = (
        select(Persona)
        .join(SpokenAs, SpokenAs.persona_id == Persona.id)
        .where(SpokenAs.conversation_id == conversation_id, Persona.owner_id == owner_id)
    )
    return await tx.scalar(query)
