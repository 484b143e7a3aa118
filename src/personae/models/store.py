"""All SQL about keys and the order of models."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select, update

from personae.models.errors import ChoiceNotFound, KeyNotFound
from personae.models.tables import ModelChoice, ModelKey
from personae.platform.db import Tx


async def get_key(tx: Tx, key_id: str, *, owner_id: str) -> ModelKey:
    """One key of its owner. Raises KeyNotFound."""
    key = await tx.scalar(select(ModelKey).where(ModelKey.id == key_id, ModelKey.owner_id == owner_id))
    if key is None:
        raise KeyNotFound
    return key


async def keys(tx: Tx, *, owner_id: str) -> Sequence[ModelKey]:
    """The owner's keys, the oldest first."""
    return (
        await tx.scalars(select(ModelKey).where(ModelKey.owner_id == owner_id).order_by(ModelKey.id))
    ).all()


async def count_keys(tx: Tx, *, owner_id: str) -> int:
    """How many keys the owner has."""
    return await tx.scalar(select(func.count()).where(ModelKey.owner_id == owner_id)) or 0


async def note_use(tx: Tx, key_id: str, *, owner_id: str, at: datetime) -> None:
    """Remember when a key was last used."""
    query = update(ModelKey).where(ModelKey.id == key_id, ModelKey.owner_id == owner_id)
    await tx.execute(query.values(last_used_at=at))


async def get_choice(tx: Tx, choice_id: str, *, owner_id: str) -> ModelChoice:
    """One line of its owner's order, or of one of their characters'. Raises ChoiceNotFound."""
    query = select(ModelChoice).where(ModelChoice.id == choice_id, ModelChoice.owner_id == owner_id)
    choice = await tx.scalar(query)
    if choice is None:
        raise ChoiceNotFound
    return choice


async def choices(
    tx: Tx, *, owner_id: str, character_id: str | None
) -> Sequence[tuple[ModelChoice, ModelKey | None]]:
    """The owner's order for a character, or for everybody else when that is None, with the keys in it."""
    query = (
        select(ModelChoice, ModelKey)
        .outerjoin(ModelKey, (ModelKey.id == ModelChoice.key_id) & (ModelKey.owner_id == owner_id))
        .where(ModelChoice.owner_id == owner_id, ModelChoice.character_id.is_not_distinct_from(character_id))
        .order_by(ModelChoice.position, ModelChoice.id)
    )
    return [(choice, key) for choice, key in await tx.execute(query)]


async def uses_of_keys(tx: Tx, *, owner_id: str) -> dict[str, int]:
    """How many lines of the owner's orders ask with each key; keys without any are left out."""
    query = select(ModelChoice.key_id, func.count()).where(
        ModelChoice.owner_id == owner_id, ModelChoice.key_id.is_not(None)
    )
    return {str(key_id): count for key_id, count in await tx.execute(query.group_by(ModelChoice.key_id))}


async def clear_choices(tx: Tx, *, owner_id: str, character_id: str | None) -> None:
    """Empty the owner's order for a character, or for everybody else."""
    await tx.execute(
        delete(ModelChoice).where(
            ModelChoice.owner_id == owner_id, ModelChoice.character_id.is_not_distinct_from(character_id)
        )
    )
