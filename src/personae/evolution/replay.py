"""Folding a ledger as it stands in the database: from the nearest checkpoint, page by page."""

from bisect import bisect_right
from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass
from typing import Any, NamedTuple

from personae.evolution import checkpoint_store, standing, store
from personae.evolution.fold import Happened, Move, fold
from personae.evolution.rules import Settings
from personae.evolution.standing import State
from personae.platform.db import Tx

EVERY = 100  # events from one checkpoint to the next
PAGE = 500  # events that are read at once
AT_ONCE = 20  # checkpoints
MOST = 60  # checkpoints that one message has made: about a second's work
DIGITS = 7  # of a distance that a checkpoint keeps for lists and sums; the state itself has all


@dataclass(frozen=True, slots=True)
class Ledger:
    """One person's with one character, and by which settings it is folded."""

    owner_id: str
    character_id: str
    settings: Settings


class Moved(NamedTuple):
    """How an event moved a trait, as distances from the baseline. at_s: seconds since 1970."""

    seq: int
    at_s: float
    before: float
    after: float


Moves = dict[str, list[Moved]]  # by trait


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


async def moves(tx: Tx, ledger: Ledger, *, first: int = 0, only: str | None = None) -> AsyncIterator[Moves]:
    """How every event from a seq on moved traits, in order, some events at a time. only: one trait.

    Checkpoints know it, so only what has none yet is folded. Nothing is kept of what has been passed.
    """
    after, state = 0, State()
    while page := await _checkpoints(tx, ledger, after=max(after, first - 1)):
        for _, kept in page:
            yield {
                trait: [Moved(*each) for each in moved if each[0] >= first]
                for trait, moved in kept["moves"].items()
                if only in (None, trait)
            }
        after, state = page[-1][0], standing.from_json(page[-1][1]["state"])
    if not after:
        after, state = await _start(tx, ledger, first - 1)
    tail: Moves = {}
    async for step in _walk(tx, ledger, state, after=after, through=None):
        _note(tail, step)
    yield {trait: [each for each in moved if each.seq >= first] for trait, moved in tail.items()}


async def steps_at(tx: Tx, ledger: Ledger, seqs: Collection[int]) -> dict[int, Step]:
    """What some events did. It folds no more than what lies between each and the checkpoint before it."""
    wanted, found = sorted(seqs), dict[int, Step]()
    if not wanted:
        return found
    places = await checkpoint_store.seqs(
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
    """Keep a checkpoint after every EVERY events that have none yet, MOST at once. Needs the ledger's lock.

    After a swipe near the beginning of a very long ledger all would take longer than others wait for the
    lock; what is left comes with the next messages, and is folded by whoever asks until then.
    """
    after, state = await _start(tx, ledger, None)
    kept, passed, moved = [], 0, Moves()
    async for step in _walk(tx, ledger, state, after=after, through=None):
        passed += 1
        _note(moved, step)
        if passed % EVERY == 0:
            kept.append((step.event.seq, {"state": standing.to_json(step.state), "moves": moved}))
            moved = {}
        if len(kept) == AT_ONCE:
            await _save(tx, ledger, kept)
            kept = []
        if passed == MOST * EVERY:
            break
    await _save(tx, ledger, kept)


async def is_behind(tx: Tx, ledger: Ledger) -> bool:
    """True once EVERY events have no checkpoint."""
    after, _ = await _start(tx, ledger, None)
    found = await store.seqs(tx, ledger.character_id, owner_id=ledger.owner_id, after=after, limit=EVERY)
    return len(found) == EVERY


async def _save(tx: Tx, ledger: Ledger, kept: list[tuple[int, dict[str, Any]]]) -> None:
    await checkpoint_store.save(
        tx, kept, ledger.character_id, owner_id=ledger.owner_id, number=ledger.settings.number
    )


async def _checkpoints(tx: Tx, ledger: Ledger, *, after: int) -> list[tuple[int, dict[str, Any]]]:
    return await checkpoint_store.page(
        tx,
        ledger.character_id,
        owner_id=ledger.owner_id,
        after=after,
        number=ledger.settings.number,
        limit=AT_ONCE,
    )


def _note(moved: Moves, step: Step) -> None:
    for move in step.moves:
        place = Moved(
            step.event.seq, round(step.event.at_s), round(move.before, DIGITS), round(move.after, DIGITS)
        )
        moved.setdefault(move.trait, []).append(place)


async def _start(tx: Tx, ledger: Ledger, through: int | None) -> tuple[int, State]:
    """From where to fold to get to an event: the seq of the last checkpoint up to it, and its state."""
    found = await checkpoint_store.latest(
        tx,
        ledger.character_id,
        owner_id=ledger.owner_id,
        through=through,
        number=ledger.settings.number,
    )
    return (0, State()) if found is None else (found[0], standing.from_json(found[1]["state"]))


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
