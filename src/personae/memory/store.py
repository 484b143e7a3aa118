"""All SQL about memories as a person has them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, exists, func, or_, select, update

from personae.memory.errors import MemoryNotFound
from personae.memory.tables import GistSource, Memory, MemoryKind, Speaker
from personae.platform.db import Tx, insert

LATEST = 64  # memories that a new one is compared with, beside those that were recalled for it


@dataclass(frozen=True, slots=True)
class Filter:
    """Which memories to list; None does not ask."""

    kind: MemoryKind | None = None
    speaker: Speaker | None = None
    emotion: str | None = None
    is_resolved: bool | None = None
    is_pinned: bool | None = None

    @property
    def asked(self) -> dict[str, object]:
        """The columns that are asked for, each with its value."""
        wishes = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in wishes.items() if value is not None}

    def passes(self, memory: Memory) -> bool:
        """True for a memory that is as it is asked for."""
        return all(getattr(memory, name) == value for name, value in self.asked.items())


async def get(tx: Tx, memory_id: str, *, character_id: str, owner_id: str) -> Memory:
    """One live memory. Raises MemoryNotFound."""
    query = _theirs(owner_id, character_id).where(Memory.id == memory_id, Memory.is_live)
    return await _one(tx, query, owner_id=owner_id)


async def hold(tx: Tx, memory_id: str, *, character_id: str, owner_id: str) -> Memory:
    """The same, which nobody else can change before this transaction ends."""
    query = _theirs(owner_id, character_id).where(Memory.id == memory_id, Memory.is_live).with_for_update()
    return await _one(tx, query.execution_options(populate_existing=True), owner_id=owner_id)


async def page(
    tx: Tx, wish: Filter, *, character_id: str, owner_id: str, before: str | None, limit: int
) -> Sequence[Memory]:
    """Live memories that a filter lets pass, the newest first, older than the id `before`."""
    wishes = [getattr(Memory, name) == value for name, value in wish.asked.items()]
    query = _theirs(owner_id, character_id).where(Memory.is_live, *wishes)
    if before is not None:
        query = query.where(Memory.id < before)
    return (await tx.scalars(query.order_by(Memory.id.desc()).limit(limit))).all()


async def get_many(tx: Tx, ids: Collection[str], *, character_id: str, owner_id: str) -> dict[str, Memory]:
    """Those of the ids that are live memories of a character."""
    query = select(Memory).where(Memory.id.in_(ids), Memory.is_live, _owned(owner_id))
    found = (await tx.scalars(query)).all()
    return {memory.id: memory for memory in found if memory.character_id == character_id}


async def sources(tx: Tx, gist_id: str, *, owner_id: str) -> Sequence[Memory]:
    """The moments that a gist was made of, the oldest first."""
    query = select(Memory).join(GistSource, GistSource.moment_id == Memory.id)
    query = query.where(GistSource.gist_id == gist_id, Memory.owner_id == owner_id)
    return (await tx.scalars(query.order_by(Memory.id))).all()


async def known_messages(tx: Tx, message_ids: Collection[str], *, owner_id: str) -> set[str]:
    """Those of some messages of which there is a memory."""
    query = select(Memory.message_id).where(Memory.message_id.in_(message_ids), Memory.owner_id == owner_id)
    return {id for id in await tx.scalars(query) if id is not None}


async def latest_texts(
    tx: Tx, conversation_id: str, *, owner_id: str, recalled: Collection[str]
) -> Sequence[str]:
    """What the latest memories of a conversation say, and those that were recalled."""
    last = select(Memory.id).where(
        Memory.conversation_id == conversation_id, Memory.is_live, _owned(owner_id)
    )
    last = last.order_by(Memory.id.desc()).limit(LATEST)
    is_wanted = or_(Memory.id.in_(last), Memory.id.in_(recalled))
    query = select(Memory.text).where(is_wanted, _owned(owner_id))
    return (await tx.scalars(query.order_by(Memory.id))).all()


async def add(tx: Tx, rows: Sequence[dict[str, Any]], *, owner_id: str) -> Sequence[Memory]:
    """Write memories, but none for a message that has one by now. Returns those that were written."""
    if not rows:
        return []
    of_theirs = [{**row, "owner_id": owner_id} for row in rows]
    query = insert(tx, Memory).values(of_theirs).on_conflict_do_nothing(index_elements=[Memory.message_id])
    found = (await tx.scalars(query.returning(Memory))).all()
    return sorted(found, key=lambda memory: memory.id)


async def count(tx: Tx, *, character_id: str, owner_id: str) -> int:
    """How many memories are live."""
    theirs = Memory.owner_id == owner_id, Memory.character_id == character_id, Memory.is_live
    return await tx.scalar(select(func.count()).select_from(Memory).where(*theirs)) or 0


async def count_told(tx: Tx, *, character_id: str, owner_id: str) -> int:
    """How many things a person has told a character."""
    query = select(func.count()).where(
        Memory.owner_id == owner_id, Memory.character_id == character_id, Memory.kind == MemoryKind.TOLD
    )
    return await tx.scalar(query) or 0


async def remove(tx: Tx, memory_id: str, *, owner_id: str) -> None:
    """Remove a memory. The database's trigger removes the gist made of it as well."""
    query = delete(Memory).where(Memory.owner_id == owner_id, Memory.id == memory_id)
    await tx.execute(query.execution_options(synchronize_session=False))


async def remove_moment_of(tx: Tx, message_id: str, *, owner_id: str) -> None:
    """Remove the moment that came of a message as it was heard; one that a person has changed stays."""
    query = delete(Memory).where(Memory.message_id == message_id, Memory.version == 1, _owned(owner_id))
    await tx.execute(query.execution_options(synchronize_session=False))


async def remove_gist_of(tx: Tx, moment_id: str, *, owner_id: str) -> None:
    """Remove the gist that was made of a moment, if there is one."""
    gist = select(GistSource.gist_id).where(GistSource.moment_id == moment_id)
    query = delete(Memory).where(Memory.owner_id == owner_id, Memory.id.in_(gist))
    await tx.execute(query.execution_options(synchronize_session=False))


async def note_recalled(tx: Tx, ids: Collection[str], *, owner_id: str, at: datetime) -> None:
    """Count that some memories were recalled. It is no change of what they say, so nobody reads them anew."""
    query = update(Memory).where(Memory.id.in_(ids), _owned(owner_id))
    values = {
        Memory.recalls: Memory.recalls + 1,
        Memory.recalled_at: at,
        Memory.updated_at: Memory.updated_at,
    }
    await tx.execute(query.values(values).execution_options(synchronize_session=False))


async def set_live(tx: Tx, message_ids: Collection[str], *, is_live: bool, owner_id: str) -> None:
    """Note which moments are on the branch that is shown, by the messages they come from.

    A gist follows: it is live while all its moments are, and they are faded while it is.
    """
    # Joined to nothing, so that SQLite looks for the messages and not through all that the owner has.
    is_theirs = Memory.owner_id.concat("") == owner_id
    query = update(Memory).where(Memory.message_id.in_(message_ids), is_theirs)
    moments = (await tx.scalars(query.values(is_live=is_live).returning(Memory.id))).all()
    if not moments:
        return
    touched = select(GistSource.gist_id).where(GistSource.moment_id.in_(moments))
    gists = (await tx.scalars(touched.distinct())).all()
    if gists:
        await _settle(tx, gists, owner_id=owner_id)


async def _settle(tx: Tx, gists: Collection[str], *, owner_id: str) -> None:
    moment = Memory.__table__.alias()
    absent = exists().where(
        GistSource.gist_id == Memory.id, GistSource.moment_id == moment.c.id, ~moment.c.is_live
    )
    query = update(Memory).where(Memory.id.in_(gists), Memory.owner_id == owner_id)
    await tx.execute(query.values(is_live=~absent).execution_options(synchronize_session=False))
    live = (await tx.scalars(select(Memory.id).where(Memory.id.in_(gists), Memory.is_live))).all()
    for ids, is_faded in ((set(live), True), (set(gists) - set(live), False)):
        parts = select(GistSource.moment_id).where(GistSource.gist_id.in_(ids))
        query = update(Memory).where(Memory.id.in_(parts), Memory.owner_id == owner_id)
        await tx.execute(query.values(is_faded=is_faded).execution_options(synchronize_session=False))


async def _one(tx: Tx, query: Select[Memory], *, owner_id: str) -> Memory:
    memory = await tx.scalar(query)
    if memory is None or memory.owner_id != owner_id:
        raise MemoryNotFound
    return memory


def _owned(owner_id: str) -> ColumnElement[bool]:
    """The owner's, told so that no index is sought by it: SQLite would walk through all that they own to find
    a few ids."""
    return Memory.owner_id.concat("") == owner_id


def _theirs(owner_id: str, character_id: str) -> Select[Memory]:
    return select(Memory).where(Memory.owner_id == owner_id, Memory.character_id == character_id)
