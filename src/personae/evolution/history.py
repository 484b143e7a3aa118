"""What has moved a character, page by page: changes of traits, all that happened, and moods."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from personae.accounts import Actor
from personae.evolution import store
from personae.evolution.replay import Step, steps_at
from personae.evolution.telling import Moment, Record, View
from personae.evolution.viewing import check_trait, open_view
from personae.platform.clock import now
from personae.platform.db import Tx

PAGE = 50
AT_ONCE = 100  # events that one page looks through at a time
ROUNDS = 10  # times that it does so before it ends with fewer than were asked for
PAGE_MOST = 500


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
    view = await open_view(tx, actor, character_id, until=until)
    check_trait(trait)
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
    view = await open_view(tx, actor, character_id, until=until)
    found, next_page = await _back(tx, view, since=None, before=before, limit=min(limit, PAGE_MOST))
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

    limit: PAGE_MOST at most.  Raises CharacterNotFound.
    """
    view = await open_view(tx, actor, character_id, until=until)
    limit = min(limit, PAGE_MOST)
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

    limit: PAGE_MOST at most.  Raises CharacterNotFound.
    """
    view = await open_view(tx, actor, character_id, until=until)
    rows = await store.seqs(
        tx,
        character_id,
        owner_id=actor.user_id,
        conversation_id=conversation_id,
        limit=min(limit, PAGE_MOST),
    )
    found = await steps_at(tx, view.ledger, rows)
    return [view.moment(found[seq]) for seq in reversed(rows) if seq in found]


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
    steps = [found[seq] for seq in rows[:limit] if seq in found]
    return steps, rows[limit - 1] if len(rows) > limit else None
