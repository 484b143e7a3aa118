"""All SQL that walks the tree of messages: up to the branch that is shown, down to what was shown last.

Every walk goes over what changes, and no further.
"""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, and_, func, literal, or_, select
from sqlalchemy.orm import aliased

from personae.conversations.tables import Conversation, Message, State
from personae.platform.db import Tx

Child = aliased(Message, name="child")
Sibling = aliased(Message, name="sibling")


def theirs(conversation_id: str, owner_id: str) -> ColumnElement[bool]:
    """Messages of a conversation of its owner. Of the one alone, so that an index has them in their order."""
    owned = select(Conversation.id).where(
        Conversation.id == conversation_id, Conversation.owner_id == owner_id
    )
    return and_(Message.conversation_id == conversation_id, owned.exists())


async def junction(tx: Tx, message_id: str, *, conversation_id: str, owner_id: str) -> int:
    """How deep a message's path leaves the branch that is shown; -1 when they share nothing."""
    up = (
        select(Message.parent_id, Message.depth, Message.is_live)
        .where(Message.id == message_id, theirs(conversation_id, owner_id))
        .cte("up", recursive=True)
    )
    above = select(Message.parent_id, Message.depth, Message.is_live).join(up, Message.id == up.c.parent_id)
    up = up.union_all(above.where(up.c.is_live.is_(False)))
    depth = await tx.scalar(select(func.max(up.c.depth)).where(up.c.is_live))
    return -1 if depth is None else int(depth)


async def shown_below(
    tx: Tx, depth: int, *, conversation_id: str, owner_id: str, limit: int
) -> Sequence[str]:
    """The first ids of the branch that is shown that are deeper than depth, in their order."""
    query = select(Message.id).where(
        theirs(conversation_id, owner_id), Message.is_live, Message.depth > depth
    )
    return (await tx.scalars(query.order_by(Message.depth).limit(limit))).all()


async def hidden_above(
    tx: Tx, message_id: str, *, conversation_id: str, owner_id: str, limit: int
) -> Sequence[tuple[str, str | None]]:
    """A message and those it follows, nearest first, that are not on the branch that is shown.

    Each with its parent's id; at most so many, and the last one's parent is where to ask again.
    """
    first = select(Message.id, Message.parent_id, literal(1).label("step"))
    up = first.where(
        Message.id == message_id, Message.is_live.is_(False), theirs(conversation_id, owner_id)
    ).cte("up", recursive=True)
    above = select(Message.id, Message.parent_id, up.c.step + 1).join(up, Message.id == up.c.parent_id)
    up = up.union_all(above.where(Message.is_live.is_(False), up.c.step < limit))
    found = await tx.execute(select(up.c.id, up.c.parent_id).order_by(up.c.step))
    return [(row.id, row.parent_id) for row in found]


async def shown_last_below(
    tx: Tx, message_id: str, *, conversation_id: str, owner_id: str, limit: int
) -> Sequence[str]:
    """What followed a message when it was last shown, in order: at most so many ids."""
    down = (
        select(Message.id.label("id"), literal(0).label("step"))
        .where(Message.id == message_id, theirs(conversation_id, owner_id))
        .cte("down", recursive=True)
    )
    following = (
        select(Child.id)
        .where(Child.parent_id == down.c.id, Child.deleted_at.is_(None))
        .order_by(Child.shown_in.desc(), Child.id.desc())
        .limit(1)
        .correlate(down)
        .scalar_subquery()
    )
    down = down.union_all(
        select(following, down.c.step + 1).where(down.c.id.is_not(None), down.c.step < limit)
    )
    found = select(down.c.id).where(down.c.step > 0, down.c.id.is_not(None)).order_by(down.c.step)
    return [str(id) for id in await tx.scalars(found)]


async def first_shown_last(tx: Tx, *, conversation_id: str, owner_id: str) -> str | None:
    """The first message that was shown last, of all that a conversation could begin with."""
    query = select(Message.id).where(
        theirs(conversation_id, owner_id), Message.depth == 0, Message.deleted_at.is_(None)
    )
    return await tx.scalar(query.order_by(Message.shown_in.desc(), Message.id.desc()).limit(1))


async def siblings(
    tx: Tx, messages: Collection[Message], *, conversation_id: str, owner_id: str
) -> Mapping[str | None, Sequence[str]]:
    """The ids of what follows the parents of some messages, by parent, oldest first."""
    parents = {message.parent_id for message in messages if message.parent_id is not None}
    query = select(Message.parent_id, Message.id).where(
        theirs(conversation_id, owner_id),
        Message.deleted_at.is_(None),
        or_(Message.parent_id.in_(parents), _is_first())
        if any(message.depth == 0 for message in messages)
        else Message.parent_id.in_(parents),
    )
    found: dict[str | None, list[str]] = {}
    for parent_id, id in (await tx.execute(query.order_by(Message.made_in, Message.id))).all():
        found.setdefault(parent_id, []).append(id)
    return found


async def newest_sibling(tx: Tx, message: Message, *, after: int, owner_id: str) -> Message | None:
    """The newest alternative to a message that was written after a version of its conversation."""
    beside = Message.parent_id == message.parent_id if message.parent_id else _is_first()
    query = select(Message).where(
        theirs(message.conversation_id, owner_id),
        beside,
        Message.id != message.id,
        Message.made_in > after,
        Message.deleted_at.is_(None),
    )
    return await tx.scalar(query.order_by(Message.made_in.desc(), Message.id.desc()).limit(1))


async def is_being_answered(tx: Tx, question: Message, *, owner_id: str) -> bool:
    """Whether a reply to a question is being written."""
    query = select(Message.id).where(
        theirs(question.conversation_id, owner_id),
        Message.parent_id == question.id,
        Message.state == State.WRITING,
        Message.deleted_at.is_(None),
    )
    return await tx.scalar(query.limit(1)) is not None


async def leaves(
    tx: Tx, *, conversation_id: str, owner_id: str, before: str | None, limit: int
) -> Sequence[Message]:
    """The last messages of branches, the newest first, those before the id `before`."""
    follows = select(Child.id).where(Child.parent_id == Message.id, Child.deleted_at.is_(None))
    query = select(Message).where(
        theirs(conversation_id, owner_id),
        Message.deleted_at.is_(None),
        ~follows.correlate(Message).exists(),
    )
    if before is not None:
        query = query.where(Message.id < before)
    return (await tx.scalars(query.order_by(Message.id.desc()).limit(limit))).all()


async def firsts(
    tx: Tx, leaf_ids: Collection[str], *, conversation_id: str, owner_id: str
) -> Mapping[str, Message]:
    """Of branches that are not shown, by their last message, the first that is not on the branch that is."""
    columns = Message.id, Message.parent_id, Message.depth
    up = (
        select(*columns)
        .where(Message.id.in_(leaf_ids), theirs(conversation_id, owner_id))
        .cte("up", recursive=True)
    )
    above = select(*columns).join(up, Message.id == up.c.parent_id).where(Message.is_live.is_(False))
    up = up.union(above)  # what several branches share is walked once
    first_of: dict[str, str] = {}
    for id, parent_id in (await tx.execute(select(up.c.id, up.c.parent_id).order_by(up.c.depth))).all():
        first_of[id] = first_of.get(parent_id, id)
    wanted = {first_of[leaf] for leaf in leaf_ids}
    found = {row.id: row for row in await tx.scalars(select(Message).where(Message.id.in_(wanted)))}
    return {leaf: found[first_of[leaf]] for leaf in leaf_ids}


async def own_part(tx: Tx, message_id: str, *, conversation_id: str, owner_id: str) -> str | None:
    """The first message that a message's path shares with no other branch; None when it is all there is."""
    has_sibling = (
        select(Sibling.id)
        .where(Sibling.parent_id == Message.parent_id, Sibling.id != Message.id, Sibling.deleted_at.is_(None))
        .correlate(Message)
        .exists()
    )
    path = select(Message.id, Message.parent_id, literal(0).label("step"), has_sibling.label("forks"))
    up = path.where(Message.id == message_id, theirs(conversation_id, owner_id)).cte("up", recursive=True)
    above = select(Message.id, Message.parent_id, up.c.step + 1, has_sibling)
    up = up.union_all(above.join(up, Message.id == up.c.parent_id).where(up.c.forks.is_(False)))
    top = (
        await tx.execute(select(up.c.id, up.c.parent_id, up.c.forks).order_by(up.c.step.desc()).limit(1))
    ).first()
    if top is None or top.parent_id is not None:
        return None if top is None else str(top.id)
    others = select(Message.id).where(
        theirs(conversation_id, owner_id), _is_first(), Message.id != top.id, Message.deleted_at.is_(None)
    )
    return str(top.id) if await tx.scalar(others.limit(1)) else None


def _is_first() -> ColumnElement[bool]:
    return and_(Message.depth == 0, Message.parent_id.is_(None))
