"""All SQL about the ledger.

A ledger is one person's with one character: each function takes both.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, select, update

from personae.evolution import checkpoint_store
from personae.evolution.fold import Happened
from personae.evolution.tables import Event, EventKind, EvolutionSetting
from personae.platform.db import Tx, insert, is_sqlite

COLUMNS = (
    *(Event.seq, Event.kind, Event.at, Event.conversation_id, Event.message_id, Event.facts),
    Event.rule_version,
)


async def lock(tx: Tx, character_id: str, *, owner_id: str) -> None:
    """Let nobody else change a ledger before this transaction ends.

    Else an event could be committed after a checkpoint behind it. On SQLite a transaction that writes has
    the only lock there is from its beginning.
    """
    if not is_sqlite(tx):
        key = func.hashtextextended(f"evolution {owner_id} {character_id}", 0)
        await tx.execute(select(func.pg_advisory_xact_lock(key)))


async def append(tx: Tx, character_id: str, *, owner_id: str, **columns: Any) -> int | None:
    """Write an event and return its seq; None when the message has one of the kind already."""
    query = insert(tx, Event).values(owner_id=owner_id, character_id=character_id, **columns)
    query = query.on_conflict_do_nothing(index_elements=[Event.message_id, Event.kind])
    seq: int | None = await tx.scalar(query.returning(Event.seq))
    return seq


async def events(
    tx: Tx, character_id: str, *, owner_id: str, after: int, through: int | None, limit: int
) -> list[Happened]:
    """The events that count, in order: those behind the seq `after`, up to and with `through`."""
    query = _live(select(*COLUMNS), character_id, owner_id).where(Event.seq > after)
    if through is not None:
        query = query.where(Event.seq <= through)
    return [_happened(tuple(row)) for row in await tx.execute(query.order_by(Event.seq).limit(limit))]


async def events_at(
    tx: Tx, character_id: str, seqs: Collection[int], *, owner_id: str
) -> dict[int, Happened]:
    """Some events that count, by their seq. seqs: 500 at most."""
    query = _live(select(*COLUMNS), character_id, owner_id).where(Event.seq.in_(seqs))
    found = [_happened(tuple(row)) for row in await tx.execute(query)]
    return {event.seq: event for event in found}


async def seqs(
    tx: Tx,
    character_id: str,
    *,
    owner_id: str,
    conversation_id: str | None = None,
    since: datetime | None = None,
    after: int | None = None,
    before: int | None = None,
    limit: int,
) -> list[int]:
    """The seqs of events that count, the latest first; in order when it is asked for those `after` one."""
    query = _live(select(Event.seq), character_id, owner_id)
    if conversation_id is not None:
        query = query.where(Event.conversation_id == conversation_id)
    if since is not None:
        query = query.where(Event.at >= since)
    if before is not None:
        query = query.where(Event.seq < before)
    if after is not None:
        query = query.where(Event.seq > after)
    order = Event.seq.desc() if after is None else Event.seq
    return list(await tx.scalars(query.order_by(order).limit(limit)))


async def first_since(tx: Tx, character_id: str, *, owner_id: str, since: datetime) -> int | None:
    """The seq of the first event that counts since a moment; None for none."""
    query = _live(select(func.min(Event.seq)), character_id, owner_id)
    seq: int | None = await tx.scalar(query.where(Event.at >= since))
    return seq


async def seq_of(tx: Tx, message_id: str, character_id: str, *, owner_id: str) -> tuple[int, datetime] | None:
    """The seq and the time of what a message did; None for a message that did nothing yet."""
    query = select(Event.seq, Event.at).where(
        Event.message_id == message_id, Event.kind == EventKind.FELT, *_of(character_id, owner_id)
    )
    row = (await tx.execute(query)).first()
    return None if row is None else (row[0], row[1])


async def act(tx: Tx, seq: int, character_id: str, *, owner_id: str) -> Event | None:
    """An act of the person; None for a message, and for what is not there."""
    query = select(Event).where(Event.seq == seq, Event.kind != EventKind.FELT, *_of(character_id, owner_id))
    return await tx.scalar(query.execution_options(populate_existing=True))


async def set_act_live(tx: Tx, seq: int, character_id: str, *, is_live: bool, owner_id: str) -> None:
    """Note whether an act counts, and forget what was folded over it."""
    await checkpoint_store.forget_from(tx, seq, character_id, owner_id=owner_id)
    query = update(Event).where(Event.seq == seq, *_of(character_id, owner_id))
    await tx.execute(query.values(is_live=is_live))


async def remove(tx: Tx, message_id: str, *, owner_id: str) -> None:
    """Remove what a message did, and forget what was folded over it."""
    is_of_message = Event.message_id == message_id, Event.owner_id.concat("") == owner_id
    row = (await tx.execute(select(Event.character_id, Event.seq).where(*is_of_message))).first()
    if row is not None:
        await lock(tx, row[0], owner_id=owner_id)
        await checkpoint_store.forget_from(tx, row[1], row[0], owner_id=owner_id)
        await tx.execute(delete(Event).where(*is_of_message))


async def set_live(tx: Tx, message_ids: Collection[str], *, is_live: bool, owner_id: str) -> None:
    """Note which events are on the branch that is shown, and forget what was folded over them."""
    # Joined to nothing, so that SQLite looks for the messages and not through all that the owner has.
    is_theirs = Event.owner_id.concat("") == owner_id
    theirs = select(Event.character_id, Event.seq).where(
        Event.message_id.in_(message_ids), is_theirs, Event.is_live != is_live
    )
    changed: dict[str, list[int]] = {}
    for character_id, seq in await tx.execute(theirs):
        changed.setdefault(character_id, []).append(seq)
    for character_id, seqs in sorted(changed.items()):  # in one order, so that no two wait for each other
        await lock(tx, character_id, owner_id=owner_id)
        await checkpoint_store.forget_from(tx, min(seqs), character_id, owner_id=owner_id)
        await tx.execute(
            update(Event).where(Event.seq.in_(seqs), Event.owner_id == owner_id).values(is_live=is_live)
        )


async def settings(tx: Tx, character_id: str, *, owner_id: str) -> tuple[int, dict[str, Any]]:
    """The version of the settings, 0 for those that nobody has made, and what they are."""
    query = select(EvolutionSetting.version, EvolutionSetting.wish).where(
        EvolutionSetting.owner_id == owner_id, EvolutionSetting.character_id == character_id
    )
    row = (await tx.execute(query)).first()
    return (0, {}) if row is None else (row[0], row[1])


async def save_settings(
    tx: Tx, character_id: str, wish: dict[str, Any], *, version: int, owner_id: str
) -> None:
    """Keep settings as the version that is named."""
    values = {"wish": wish, "version": version}
    query = insert(tx, EvolutionSetting).values(owner_id=owner_id, character_id=character_id, **values)
    keys = [EvolutionSetting.owner_id, EvolutionSetting.character_id]
    await tx.execute(query.on_conflict_do_update(index_elements=keys, set_=values))


def _live(query: Select[Any], character_id: str, owner_id: str) -> Select[Any]:
    return query.where(*_of(character_id, owner_id), Event.is_live)


def _of(character_id: str, owner_id: str) -> tuple[ColumnElement[bool], ...]:
    return Event.owner_id == owner_id, Event.character_id == character_id


def _happened(row: tuple[Any, ...]) -> Happened:
    seq, kind, at, conversation_id, message_id, facts, rule_version = row
    return Happened(seq, EventKind(kind), at.timestamp(), conversation_id, message_id, facts, rule_version)
