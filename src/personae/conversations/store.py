"""All SQL about conversations and messages."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Select, Table, bindparam, select, update

from personae.characters import Character, is_there
from personae.conversations.errors import ConversationNotFound, MessageNotFound
from personae.conversations.tables import Conversation, Message, State
from personae.platform.db import Tx

STOPPED = "stopped"


async def get(tx: Tx, conversation_id: str, *, owner_id: str) -> Conversation:
    """One conversation of its owner. Raises ConversationNotFound."""
    query = _theirs(conversation_id, owner_id)
    conversation = await tx.scalar(query)
    if conversation is None:
        raise ConversationNotFound
    return conversation


async def get_many(tx: Tx, ids: Collection[str], *, owner_id: str) -> Sequence[Conversation]:
    """Those of the ids that are conversations of the owner."""
    query = (
        select(Conversation)
        .join(Character, Character.id == Conversation.character_id)
        .where(Conversation.id.in_(ids), Conversation.owner_id == owner_id, is_there())
    )
    return (await tx.scalars(query)).all()


async def characters_in_use_unscoped(tx: Tx, character_ids: Collection[str]) -> set[str]:
    """Those of the characters with whom somebody has a conversation."""
    query = select(Conversation.character_id).where(Conversation.character_id.in_(character_ids))
    return set(await tx.scalars(query.distinct()))


async def hold(tx: Tx, conversation_id: str, *, owner_id: str) -> Conversation:
    """The same, which nobody else can add to or delete before this transaction ends."""
    query = _theirs(conversation_id, owner_id)
    conversation = await tx.scalar(query.with_for_update(of=Conversation))
    if conversation is None:
        raise ConversationNotFound
    return conversation


def _theirs(conversation_id: str, owner_id: str) -> Select[Conversation]:
    return (
        select(Conversation)
        .join(Character, Character.id == Conversation.character_id)
        .where(Conversation.id == conversation_id, Conversation.owner_id == owner_id, is_there())
    )


async def page(
    tx: Tx, *, owner_id: str, before: str | None, limit: int, character_id: str | None
) -> Sequence[Conversation]:
    """The owner's conversations, the last used first, those after the id `before`."""
    query = (
        select(Conversation)
        .join(Character, Character.id == Conversation.character_id)
        .where(Conversation.owner_id == owner_id, is_there())
        .order_by(Conversation.updated_at.desc(), Conversation.id.desc())
        .limit(limit)
    )
    if before is not None:
        used = select(Conversation.updated_at).where(Conversation.id == before).scalar_subquery()
        earlier = Conversation.updated_at < used
        query = query.where(earlier | ((Conversation.updated_at == used) & (Conversation.id < before)))
    if character_id is not None:
        query = query.where(Conversation.character_id == character_id)
    return (await tx.scalars(query)).all()


async def latest_messages(
    tx: Tx, conversation_id: str, *, owner_id: str, before: int | None, limit: int
) -> Sequence[Message]:
    """The last messages, less deep than `before`, in the order they were written."""
    query = (
        select(Message)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Message.conversation_id == conversation_id, Conversation.owner_id == owner_id)
        .order_by(Message.depth.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(Message.depth < before)
    return list(reversed((await tx.scalars(query)).all()))


async def get_message(tx: Tx, message_id: str, *, conversation_id: str, owner_id: str) -> Message:
    """One message of a conversation of its owner. Raises MessageNotFound."""
    query = (
        select(Message)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(
            Message.id == message_id,
            Message.conversation_id == conversation_id,
            Conversation.owner_id == owner_id,
        )
    )
    message = await tx.scalar(query)
    if message is None:
        raise MessageNotFound
    return message


async def set_live(
    tx: Tx, message_ids: Collection[str], *, conversation_id: str, is_live: bool, owner_id: str
) -> None:
    """Note that messages of a conversation of its owner are on the branch it shows, or are not."""
    theirs = select(Conversation.id).where(
        Conversation.id == conversation_id, Conversation.owner_id == owner_id
    )
    query = update(Message).where(Message.id.in_(message_ids), Message.conversation_id.in_(theirs))
    await tx.execute(query.values(is_live=is_live))


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
