"""What has moved a character: every change with its cause, page by page, sums over days, and why."""

import heapq
from collections.abc import Sequence
from datetime import datetime, timedelta

from personae import characters
from personae.accounts import Actor
from personae.evolution import store
from personae.evolution.emotions import TRAITS
from personae.evolution.errors import TraitUnknown
from personae.evolution.replay import Moved, Step, moves, steps_at
from personae.evolution.service import open_ledger
from personae.evolution.tally import Tally, Trend
from personae.evolution.telling import Moment, Record, View
from personae.evolution.temperament import whole
from personae.platform.clock import now
from personae.platform.db import Tx

PAGE = 50
AT_ONCE = 100  # events that one page looks through at a time
ROUNDS = 10  # times that it does so before it ends with fewer than were asked for
WHY_MOST = 1_000  # causes that can be paged through; those behind them moved next to nothing
MOODS_MOST = 500


async def records(
    tx: Tx,
    actor: Actor,
    character_id: str,
    *,
    trait: str | None = None,
    days: int | None = None,
    before: int | None = None,
    limit: int = PAGE,
    until: int | None = None,
    at: datetime | None = None,
) -> tuple[list[Record], int | None]:
    """The most recent changes of traits, and the `before` of the next page (None at the end).

    trait: None for all.  days: how far back, None for everything.  A page ends with a whole event, so it may
    have some more than limit; one with fewer may have a next all the same, where little has moved for long.
    until: as for `state`.  at: what counts as now.  Raises CharacterNotFound, TraitUnknown.
    """
    view = await _view(tx, actor, character_id, until=until)
    _known(trait)
    since = None if days is None else (at or now()) - timedelta(days=days)
    found: list[Record] = []
    for _ in range(ROUNDS):
        steps_back, before = await _back(tx, view, since=since, before=before, limit=AT_ONCE)
        for step in steps_back:
            found += view.records(step, only=trait)
            if len(found) >= limit:
                return found, step.event.seq
        if before is None:
            break
    return found, before


async def timeline(
    tx: Tx,
    actor: Actor,
    character_id: str,
    *,
    before: int | None = None,
    limit: int = PAGE,
    until: int | None = None,
) -> tuple[list[Moment], int | None]:
    """All that happened, the latest first, and the `before` of the next page.

    What does not count (any more) is left out.  Raises CharacterNotFound.
    """
    view = await _view(tx, actor, character_id, until=until)
    found, next_page = await _back(tx, view, since=None, before=before, limit=min(limit, MOODS_MOST))
    return [view.moment(step) for step in found], next_page


async def moods(
    tx: Tx,
    actor: Actor,
    character_id: str,
    conversation_id: str,
    *,
    after: int = 0,
    limit: int = 200,
    until: int | None = None,
) -> tuple[list[Moment], int | None]:
    """The mood after each message on the branch that a conversation shows, in order, and the next `after`.

    limit: MOODS_MOST at most.  Raises CharacterNotFound.
    """
    view = await _view(tx, actor, character_id, until=until)
    limit = min(limit, MOODS_MOST)
    rows = await store.seqs(
        tx,
        character_id,
        owner_id=actor.user_id,
        conversation_id=conversation_id,
        after=after,
        limit=limit + 1,
    )
    found = await steps_at(tx, view.ledger, rows[:limit])
    moments = [view.moment(found[seq]) for seq in rows[:limit] if seq in found]
    return moments, rows[limit - 1] if len(rows) > limit else None


async def last_moods(
    tx: Tx,
    actor: Actor,
    character_id: str,
    conversation_id: str,
    *,
    limit: int = 60,
    until: int | None = None,
) -> list[Moment]:
    """The last of `moods`, in order: what a picture of the mood shows of a long conversation.

    limit: MOODS_MOST at most.  Raises CharacterNotFound.
    """
    view = await _view(tx, actor, character_id, until=until)
    rows = await store.seqs(
        tx,
        character_id,
        owner_id=actor.user_id,
        conversation_id=conversation_id,
        limit=min(limit, MOODS_MOST),
    )
    found = await steps_at(tx, view.ledger, rows)
    return [view.moment(found[seq]) for seq in reversed(rows) if seq in found]


async def trends(
    tx: Tx,
    actor: Actor,
    character_id: str,
    *,
    days: int,
    until: int | None = None,
    at: datetime | None = None,
) -> dict[str, Trend]:
    """How each trait went over some days, in the order of TRAITS. at: what counts as now.

    Raises CharacterNotFound.
    """
    view = await _view(tx, actor, character_id, until=until)
    since = (at or now()) - timedelta(days=days)
    tallies, since_s = {trait: Tally() for trait in TRAITS}, since.timestamp()
    first = await store.first_since(tx, character_id, owner_id=actor.user_id, since=since)
    if first is not None:
        async for moved in moves(tx, view.ledger, first=first):
            for trait, rows in moved.items():
                for each in rows:
                    now_is = view.trait(trait, each.after)
                    applied = now_is - view.trait(trait, each.before)
                    if applied and each.at_s >= since_s:
                        tallies[trait].add(each.at_s - since_s, applied, now_is)
    return {trait: tally.trend for trait, tally in tallies.items()}


async def why(
    tx: Tx,
    actor: Actor,
    character_id: str,
    trait: str,
    *,
    after: int = 0,
    limit: int = PAGE,
    until: int | None = None,
) -> tuple[list[Record], int | None]:
    """What moved a trait, the biggest change first, and the `after` of the next page.

    after: the place in that order; WHY_MOST causes can be had.  Raises CharacterNotFound, TraitUnknown.
    """
    view = await _view(tx, actor, character_id, until=until)
    _known(trait)
    end = min(after + min(limit, MOODS_MOST), WHY_MOST)
    biggest: list[tuple[float, int, Moved]] = []
    async for moved in moves(tx, view.ledger, only=trait):
        for each in moved.get(trait, ()):
            applied = view.trait(trait, each.after) - view.trait(trait, each.before)
            if applied:
                entry = (abs(applied), -each.seq, each)
                (heapq.heappush if len(biggest) <= end else heapq.heappushpop)(biggest, entry)
    ranked = [each[2] for each in sorted(biggest, reverse=True)]
    shown = ranked[after:end]
    events = await store.events_at(tx, character_id, [each.seq for each in shown], owner_id=actor.user_id)
    found = [
        view.record(events[each.seq], trait, each.before, each.after) for each in shown if each.seq in events
    ]
    return found, end if len(ranked) > end and end < WHY_MOST else None


def _known(trait: str | None) -> None:
    if trait is not None and trait not in TRAITS:
        raise TraitUnknown(known=", ".join(TRAITS))


async def _view(tx: Tx, actor: Actor, character_id: str, *, until: int | None) -> View:
    ledger = await open_ledger(tx, actor, character_id)
    return View(ledger, whole(await characters.baseline(tx, actor, character_id, until=until)))


async def _back(
    tx: Tx, view: View, *, since: datetime | None, before: int | None, limit: int
) -> tuple[Sequence[Step], int | None]:
    """Some events, the latest first, and the `before` of those behind them."""
    ledger = view.ledger
    rows = await store.seqs(
        tx,
        ledger.character_id,
        owner_id=ledger.owner_id,
        since=since,
        before=before,
        limit=limit + 1,
    )
    found = await steps_at(tx, ledger, rows[:limit])
    # On PostgreSQL somebody may have swiped between the two questions.
    return [found[seq] for seq in rows[:limit] if seq in found], rows[limit - 1] if len(
        rows
    ) > limit else None
