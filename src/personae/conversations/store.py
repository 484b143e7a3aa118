"""All SQL about conversations and messages."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, TypedDict, cast

from sqlalchemy import ColumnElement, Select, Table, bindparam, delete, or_, select, tuple_, update
from sqlalchemy.orm import InstrumentedAttribute

from personae.accounts import Persona
from personae.characters import Character, is_there
from personae.conversations.errors import ConversationNotFound, MessageNotFound
from personae.conversations.tables import Conversation, Message, Shelf, SpokenAs, State
from personae.platform.db import Tx

STOPPED = "stopped"


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


async def hold(
    tx: Tx, conversation_id: str, *, owner_id: str, deleted_since: datetime | None = None
) -> Conversation:
    """The same, which nobody else can add to or delete before this transaction ends.

    deleted_since: take one that was deleted since then too.
    """
    query = _theirs(conversation_id, owner_id).with_for_update(of=Conversation)
    is_wanted = _is_there_or_since(Conversation.deleted_at, deleted_since)
    # What this transaction has read before may be older than the lock.
    conversation = await tx.scalar(query.where(is_wanted).execution_options(populate_existing=True))
    if conversation is None:
        raise ConversationNotFound
    return conversation


def _is_there_or_since(
    deleted_at: InstrumentedAttribute[datetime | None], since: datetime | None
) -> ColumnElement[bool]:
    is_there = deleted_at.is_(None)
    return is_there if since is None else or_(is_there, deleted_at >= since)


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


async def latest_messages(
    tx: Tx, conversation_id: str, *, owner_id: str, before: int | None, limit: int
) -> Sequence[Message]:
    """The last messages of the branch that is shown, less deep than `before`, in their order."""
    query = (
        select(Message)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(
            Message.conversation_id == conversation_id,
            Conversation.owner_id == owner_id,
            Message.is_live,
            Message.deleted_at.is_(None),
        )
        .order_by(Message.depth.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(Message.depth < before)
    return list(reversed((await tx.scalars(query)).all()))


async def get_message(
    tx: Tx,
    message_id: str,
    *,
    conversation_id: str,
    owner_id: str,
    deleted_since: datetime | None = None,
) -> Message:
    """One message of a conversation of its owner. Raises MessageNotFound.

    deleted_since: take one that was deleted since then too.
    """
    query = (
        select(Message)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(
            Message.id == message_id,
            Message.conversation_id == conversation_id,
            Conversation.owner_id == owner_id,
            Conversation.deleted_at.is_(None),
            _is_there_or_since(Message.deleted_at, deleted_since),
        )
    )
    message = await tx.scalar(query)
    if message is None:
        raise MessageNotFound
    return message


async def get_messages(tx: Tx, ids: Collection[str], *, owner_id: str) -> dict[str, Message]:
    """Those of the ids that are messages in conversations of the owner."""
    query = (
        select(Message)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Message.id.in_(ids), Conversation.owner_id == owner_id)
        .where(Message.deleted_at.is_(None), Conversation.deleted_at.is_(None))
    )
    return {message.id: message for message in await tx.scalars(query)}


async def set_live(
    tx: Tx, message_ids: Collection[str], *, conversation_id: str, is_live: bool, owner_id: str
) -> None:
    """Note that messages of a conversation of its owner are on the branch it shows, or are not."""
    theirs = Conversation.id == conversation_id, Conversation.owner_id == owner_id
    version = await tx.scalar(select(Conversation.version).where(*theirs))
    # Joined to nothing, so that SQLite looks for the messages and not through the whole conversation.
    is_here = Message.conversation_id.concat("") == conversation_id
    query = update(Message).where(
        Message.id.in_(message_ids), is_here, select(Conversation.id).where(*theirs).exists()
    )
    # What comes onto the branch is what was shown last; what leaves it keeps its place.
    values = {"is_live": True, "shown_in": version} if is_live else {"is_live": False}
    await tx.execute(query.values(values))


async def write_unscoped(tx: Tx, message_id: str, values: dict[str, Any]) -> bool:
    """Save how far a reply has come. False when it is no longer to be written: stopped, ended or deleted."""
    query = update(Message).where(Message.id == message_id, Message.state == State.WRITING)
    row = (await tx.execute(query.values(**values).returning(Message.reason))).first()
    return row is not None and row[0] != STOPPED


async def keep_unscoped(tx: Tx, texts: Mapping[str, str], *, at: datetime) -> set[str]:
    """Save how far some replies have come, by their ids. Returns those that are still to be written."""
    messages = cast(Table, Message.__table__)
    query = (
        update(messages)
        .where(messages.c.id == bindparam("message"), messages.c.state == State.WRITING)
        .values(text=bindparam("so_far"), touched_at=at)
    )
    rows = [{"message": id, "so_far": text} for id, text in texts.items()]
    await (await tx.connection()).execute(query, rows)
    wanted = select(Message.id).where(
        Message.id.in_(texts), Message.state == State.WRITING, Message.reason.is_distinct_from(STOPPED)
    )
    return set(await tx.scalars(wanted))


async def ask_to_stop(tx: Tx, message_id: str, *, conversation_id: str, owner_id: str) -> None:
    """Note that a reply shall end, for its writer to see. Raises MessageNotFound."""
    message = await get_message(tx, message_id, conversation_id=conversation_id, owner_id=owner_id)
    query = update(Message).where(Message.id == message.id, Message.state == State.WRITING)
    await tx.execute(query.values(reason=STOPPED))


async def stop_writing(
    tx: Tx, conversation_id: str, *, owner_id: str, deleted_at: datetime | None
) -> Sequence[str]:
    """Note that replies of a conversation shall end: all, or those deleted at a moment. Returns their ids."""
    theirs = select(Conversation.id).where(
        Conversation.id == conversation_id, Conversation.owner_id == owner_id
    )
    query = update(Message).where(Message.conversation_id.in_(theirs), Message.state == State.WRITING)
    if deleted_at is not None:
        query = query.where(Message.deleted_at == deleted_at)
    return [row[0] for row in await tx.execute(query.values(reason=STOPPED).returning(Message.id))]


async def purge_messages_unscoped(tx: Tx, *, before: datetime, limit: int) -> int:
    """Remove messages that were deleted before then, or whose conversation was, the deepest first."""
    talks = select(Conversation.id).where(Conversation.deleted_at < before)
    old = (
        select(Message.id)
        .where((Message.deleted_at < before) | Message.conversation_id.in_(talks))
        .order_by(Message.depth.desc())  # or each would have to be told that its parent is gone
        .limit(limit)
    )
    gone = await tx.execute(delete(Message).where(Message.id.in_(old)).returning(Message.id))
    return len(gone.all())


async def purge_conversations_unscoped(tx: Tx, *, before: datetime) -> int:
    """Remove conversations that were deleted before then."""
    old = delete(Conversation).where(Conversation.deleted_at < before)
    return len((await tx.execute(old.returning(Conversation.id))).all())


async def interrupt_stale_unscoped(
    tx: Tx, *, before: datetime, reason: str, living: Collection[str] = ()
) -> Sequence[tuple[str, str]]:
    """Mark replies whose writer has been silent since `before`, except those known to be living.

    Returns (conversation, message) ids.
    """
    query = (
        update(Message)
        .where(Message.state == State.WRITING, Message.touched_at < before, Message.id.not_in(living))
        .values(state=State.INTERRUPTED, reason=reason)
        .returning(Message.conversation_id, Message.id)
    )
    return [(row[0], row[1]) for row in await tx.execute(query)]
