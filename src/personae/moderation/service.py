"""What a person can ask about decisions on their words, and what admins make of them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from personae.accounts import Actor, audit, check_admin
from personae.moderation import store
from personae.moderation.errors import AlreadyReviewed, AppealInvalid, DecisionNotFound
from personae.moderation.tables import Decision, Outcome, Shelf
from personae.platform.clock import now
from personae.platform.db import Tx

PAGE: Final = 50
APPEAL_LIMIT: Final = 1_000
ACTS: Final[Mapping[Outcome, str]] = {
    Outcome.UPHELD: "moderation.upheld",
    Outcome.OVERTURNED: "moderation.overturned",
}


async def mine(
    tx: Tx, actor: Actor, *, before: str | None = None, limit: int = PAGE
) -> tuple[Sequence[Decision], str | None]:
    """A page of what was decided about one's words, the latest first, and the `before` of the next."""
    rows = await store.page(tx, owner_id=actor.user_id, before=before, limit=limit + 1)
    return rows[:limit], rows[limit - 1].id if len(rows) > limit else None


async def of_messages(tx: Tx, actor: Actor, ids: Collection[str]) -> Mapping[str, Decision]:
    """The latest decision about each of some messages, of those that have one."""
    found = await store.of_messages(tx, ids, owner_id=actor.user_id) if ids else ()
    return {each.message_id: each for each in found if each.message_id}


async def appeal(tx: Tx, actor: Actor, decision_id: str, *, words: str = "") -> Decision:
    """Ask for a review, with or without words; again until there is one.

    Raises DecisionNotFound, AppealInvalid, AlreadyReviewed.
    """
    words = words.strip()
    if len(words) > APPEAL_LIMIT:
        raise AppealInvalid(limit=APPEAL_LIMIT)
    decision = await store.get(tx, decision_id, owner_id=actor.user_id)
    if decision is None:
        raise DecisionNotFound
    if decision.reviewed_at is not None:
        raise AlreadyReviewed
    decision.appealed_at = decision.appealed_at or now()
    decision.appeal = words or decision.appeal
    return decision


async def queue(
    tx: Tx,
    actor: Actor,
    *,
    shelf: Shelf = Shelf.OPEN,
    category: str = "",
    before: str | None = None,
    limit: int = PAGE,
) -> tuple[Sequence[tuple[Decision, str]], str | None]:
    """A page of everybody's decisions, each with whose words they are, and the `before` of the next.

    Raises AdminNeeded.
    """
    await check_admin(tx, actor)
    rows = await store.queue_unscoped(tx, shelf=shelf, category=category, before=before, limit=limit + 1)
    return rows[:limit], rows[limit - 1][0].id if len(rows) > limit else None


async def review(tx: Tx, actor: Actor, decision_id: str, outcome: Outcome) -> Decision:
    """Uphold a decision or overturn it, which the log of the studio notes.

    What follows for a reply that was held back is for its room to do. Raises AdminNeeded, DecisionNotFound,
    AlreadyReviewed.
    """
    await check_admin(tx, actor)
    decision = await store.get_unscoped(tx, decision_id)
    if decision is None:
        raise DecisionNotFound
    if decision.reviewed_at is not None:
        raise AlreadyReviewed
    decision.outcome, decision.reviewed_at, decision.reviewer_id = outcome, now(), actor.user_id
    audit.note(
        tx,
        ACTS[outcome],
        by=actor,
        to=decision.owner_id,
        about=decision.id,
        category=decision.category,
        what=decision.what,
    )
    return decision
