"""All SQL about what models add to portraits, and what they have answered before."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, select, true, update

from personae.cast.portrait import Claim, Evidence
from personae.characters.tables import Added, Character, Enriched, Enrichment, ModelAnswer
from personae.platform.db import Tx

KEPT_WORDS = 200_000  # characters of an answer that are kept; what is longer is no answer


async def find(tx: Tx, character_ids: Collection[str], *, owner_id: str) -> Mapping[str, Enrichment]:
    """By a character's id, how its enrichment went; characters without one are left out."""
    query = (
        select(Enrichment)
        .join(Character, Character.id == Enrichment.character_id)
        .where(Enrichment.character_id.in_(character_ids), Character.owner_id == owner_id)
    )
    return {row.character_id: row for row in await tx.scalars(query)}


async def hold(tx: Tx, character_ids: Collection[str], *, owner_id: str) -> set[str]:
    """Let nobody else begin with these characters before this transaction ends. Returns those there are."""
    query = select(Character.id).where(Character.id.in_(character_ids), Character.owner_id == owner_id)
    return set(await tx.scalars(query.order_by(Character.id).with_for_update()))


async def claims(tx: Tx, character_id: str, *, owner_id: str, until: int | None) -> Sequence[Claim]:
    """What a model has added, in the order of the book.

    All that it was shown must stand before `until`: what it says of one place may come from another.
    """
    query = (
        select(Added)
        .join(Enrichment, Enrichment.character_id == Added.character_id)
        .join(Character, Character.id == Added.character_id)
        .where(Added.character_id == character_id, Character.owner_id == owner_id)
        .where(true() if until is None else Enrichment.known_from <= until)
        .order_by(Added.start, Added.seq)
    )
    return [
        Claim(row.kind, row.text, Evidence(row.start, row.end, row.confidence), row.confidence)
        for row in await tx.scalars(query)
    ]


async def put_claims_unscoped(tx: Tx, character_id: str, found: Sequence[Claim]) -> None:
    """Keep these claims in the place of those there were."""
    await tx.execute(delete(Added).where(Added.character_id == character_id))
    for seq, claim in enumerate(found):
        place = claim.citation
        tx.add(
            Added(
                character_id=character_id,
                seq=seq,
                kind=claim.kind,
                text=claim.text,
                start=place.start,
                end=place.end,
                confidence=claim.confidence,
            )
        )


async def remove(tx: Tx, character_id: str, *, owner_id: str) -> None:
    """Take back all that a model has added to a character."""
    owned = select(Character.id).where(Character.id == character_id, Character.owner_id == owner_id)
    for table in (Added, Enrichment):
        await tx.execute(delete(table).where(table.character_id.in_(owned)))


async def fail_stale_unscoped(tx: Tx, *, before: datetime, living: Collection[str], reason: str) -> int:
    """Mark what was asked before a moment by a process that is gone. Returns how many."""
    query = (
        update(Enrichment)
        .where(Enrichment.state == Enriched.ASKED, Enrichment.asked_at <= before)
        .where(Enrichment.character_id.not_in(living))
        .values(state=Enriched.FAILED, reason=reason)
        .returning(Enrichment.character_id)
    )
    return len((await tx.execute(query)).all())


async def fail_unscoped(tx: Tx, character_ids: Collection[str], *, reason: str) -> None:
    """Mark what was asked about these characters as failed; what has ended stays as it is."""
    query = update(Enrichment).where(
        Enrichment.character_id.in_(character_ids), Enrichment.state == Enriched.ASKED
    )
    await tx.execute(query.values(state=Enriched.FAILED, reason=reason))


async def answer(tx: Tx, digest: str, *, owner_id: str) -> str | None:
    """What a model has answered to the owner before, None if it was not asked."""
    kept = await tx.get(ModelAnswer, (owner_id, digest))
    return None if kept is None else kept.text


async def keep_answer(tx: Tx, digest: str, text: str, *, owner_id: str) -> None:
    """Keep an answer; one that is there already is written over."""
    await tx.merge(ModelAnswer(owner_id=owner_id, digest=digest, text=text[:KEPT_WORDS]))
