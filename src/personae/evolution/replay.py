"""Folding a ledger as it stands in the database: from the nearest checkpoint, page by page."""

from bisect import bisect_right
from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass

from personae.evolution import standing, store
from personae.evolution.fold import Happened, Move, fold
from personae.evolution.rules import Settings
from personae.evolution.standing import State
from personae.platform.db import Tx

EVERY = 100  # events from one checkpoint to the next
PAGE = 500  # events that are read at once


@dataclass(frozen=True, slots=True)
class Ledger:
    """One person's with one character, and by which settings it is folded."""

    owner_id: str
    character_id: str
    settings: Settings


@dataclass(frozen=True, slots=True)
class Step:
    """An event, what it made of the character, and how it moved traits."""

    event: Happened
    before: State
    state: State
    moves: tuple[Move, ...]


async def state_through(tx: Tx, ledger: Ledger, through: int | None) -> State:
    """The state after the event `through`, or (None) after all of them."""
    after, state = await _start(tx, ledger, through)
    async for step in _walk(tx, ledger, state, after=after, through=through):
        state = step.state
    return state


async def steps(tx: Tx, ledger: Ledger, *, first: int = 0) -> AsyncIterator[Step]:
    """Every event from a seq on, in order. Nothing is kept of what has been passed."""
    after, state = await _start(tx, ledger, first - 1)
    async for step in _walk(tx, ledger, state, after=after, through=None):
        if step.event.seq >= first:
            yield step


async def steps_at(tx: Tx, ledger: Ledger, seqs: Collection[int]) -> dict[int, Step]:
    """What some events did. It folds no more than what lies between each and the checkpoint before it."""
    wanted, found = sorted(seqs), dict[int, Step]()
    if not wanted:
        return found
    places = await store.checkpoint_seqs(
        tx,
        ledger.character_id,
        owner_id=ledger.owner_id,
        first=wanted[0],
        last=wanted[-1],
        number=ledger.settings.number,
    )
    groups: dict[int, list[int]] = {}
    for seq in wanted:
        groups.setdefault(bisect_right(places, seq - 1), []).append(seq)
    for group in groups.values():
        after, state = await _start(tx, ledger, group[0] - 1)
        async for step in _walk(tx, ledger, state, after=after, through=group[-1]):
            if step.event.seq in group:
                found[step.event.seq] = step
    return found


async def catch_up(tx: Tx, ledger: Ledger) -> None:
    """Keep a checkpoint after every EVERY events that have none yet. Needs the ledger's lock."""
    after, state = await _start(tx, ledger, None)
    kept, passed = [], 0
    async for step in _walk(tx, ledger, state, after=after, through=None):
        passed += 1
        if passed % EVERY == 0:
            kept.append((step.event.seq, standing.to_json(step.state)))
        if len(kept) == PAGE // EVERY:
            await _save(tx, ledger, kept)
            kept = []
    await _save(tx, ledger, kept)


async def is_behind(tx: Tx, ledger: Ledger) -> bool:
    """True once EVERY events have no checkpoint."""
    after, _ = await _start(tx, ledger, None)
    found = await store.seqs(tx, ledger.character_id, owner_id=ledger.owner_id, after=after, limit=EVERY)
    return len(found) == EVERY


async def _save(tx: Tx, ledger: Ledger, kept: list[tuple[int, dict[str, object]]]) -> None:
    await store.save_checkpoints(
        tx, kept, ledger.character_id, owner_id=ledger.owner_id, number=ledger.settings.number
    )


async def _start(tx: Tx, ledger: Ledger, through: int | None) -> tuple[int, State]:
    """From where to fold to get to an event: the seq of the last checkpoint up to it, and its state."""
    found = await store.checkpoint(
        tx,
        ledger.character_id,
        owner_id=ledger.owner_id,
        through=through,
        number=ledger.settings.number,
    )
    return (0, State()) if found is None else (found[0], standing.from_json(found[1]))


async def _walk(
    tx: Tx, ledger: Ledger, state: State, *, after: int, through: int | None
) -> AsyncIterator[Step]:
    while True:
        page = await store.events(
            tx, ledger.character_id, owner_id=ledger.owner_id, after=after, through=through, limit=PAGE
        )
        for event in page:
            before = state
            state, moves = fold(state, event, ledger.settings)
            yield Step(event, before, state, moves)
        if len(page) < PAGE:
            return
        after = page[-1].seq
