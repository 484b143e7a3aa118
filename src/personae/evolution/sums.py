"""What all changes of a character come to: how each trait went over some days, and its biggest causes."""

import heapq
from datetime import datetime, timedelta

from personae.accounts import Actor
from personae.evolution import store
from personae.evolution.emotions import TRAITS
from personae.evolution.replay import Moved, moves
from personae.evolution.tally import Tally, Trend
from personae.evolution.telling import Record
from personae.evolution.viewing import check_trait, open_view
from personae.platform.clock import now
from personae.platform.db import Tx

PAGE = 50
PAGE_MOST = 500
WHY_MOST = 1_000  # causes that can be paged through; those behind them moved next to nothing


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
    view = await open_view(tx, actor, character_id, until=until)
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
    view = await open_view(tx, actor, character_id, until=until)
    check_trait(trait)
    end = min(after + min(limit, PAGE_MOST), WHY_MOST)
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
