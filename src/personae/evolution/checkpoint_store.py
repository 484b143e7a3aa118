"""All SQL about checkpoints: what folding a ledger has come to, as store.py has the ledger itself."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, select

from personae.evolution.tables import Checkpoint
from personae.platform.db import Tx, insert


async def latest(
    tx: Tx, character_id: str, *, owner_id: str, through: int | None, number: int
) -> tuple[int, dict[str, Any]] | None:
    """The last checkpoint at or before an event, by the same rules: its seq and what it keeps."""
    query = select(Checkpoint.seq, Checkpoint.state).where(
        Checkpoint.owner_id == owner_id,
        Checkpoint.character_id == character_id,
        Checkpoint.rule_version == number,
    )
    if through is not None:
        query = query.where(Checkpoint.seq <= through)
    row = (await tx.execute(query.order_by(Checkpoint.seq.desc()).limit(1))).first()
    return None if row is None else (row[0], row[1])


async def seqs(tx: Tx, character_id: str, *, owner_id: str, first: int, last: int, number: int) -> list[int]:
    """Where there are checkpoints by these rules, from first to last."""
    query = select(Checkpoint.seq).where(
        Checkpoint.owner_id == owner_id,
        Checkpoint.character_id == character_id,
        Checkpoint.rule_version == number,
        Checkpoint.seq.between(first, last),
    )
    return list(await tx.scalars(query.order_by(Checkpoint.seq)))


async def page(
    tx: Tx, character_id: str, *, owner_id: str, after: int, number: int, limit: int
) -> list[tuple[int, dict[str, Any]]]:
    """The first checkpoints behind a seq, by these rules: where each is and what it keeps."""
    query = select(Checkpoint.seq, Checkpoint.state).where(
        Checkpoint.owner_id == owner_id,
        Checkpoint.character_id == character_id,
        Checkpoint.rule_version == number,
        Checkpoint.seq > after,
    )
    rows = await tx.execute(query.order_by(Checkpoint.seq).limit(limit))
    return [(row[0], row[1]) for row in rows]


async def save(
    tx: Tx, kept: Sequence[tuple[int, dict[str, Any]]], character_id: str, *, owner_id: str, number: int
) -> None:
    """Keep what folding came to, event by event."""
    rows = [
        {
            "owner_id": owner_id,
            "character_id": character_id,
            "seq": seq,
            "rule_version": number,
            "state": state,
        }
        for seq, state in kept
    ]
    if rows:
        query = insert(tx, Checkpoint)
        new = {"rule_version": query.excluded.rule_version, "state": query.excluded.state}
        keys = [Checkpoint.owner_id, Checkpoint.character_id, Checkpoint.seq]
        await tx.execute(query.on_conflict_do_update(index_elements=keys, set_=new), rows)


async def forget_from(tx: Tx, seq: int, character_id: str, *, owner_id: str) -> None:
    """Remove the checkpoints at an event and behind it."""
    await tx.execute(
        delete(Checkpoint).where(
            Checkpoint.owner_id == owner_id, Checkpoint.character_id == character_id, Checkpoint.seq >= seq
        )
    )
