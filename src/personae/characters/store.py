"""All SQL about characters as a person has them, and the rows that a reading is drafted as."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, delete, exists, func, insert, or_, select, update

from personae import sharing
from personae.characters.errors import CharacterNotFound
from personae.characters.tables import SHOWN, Character, CharacterKind, Shown
from personae.library import Document
from personae.platform.db import Tx
from personae.sharing import Kind, Right


def is_there() -> ColumnElement[bool]:
    """Holds for a character of no document, or of one that has not been deleted."""
    deleted = exists().where(Document.id == Character.document_id, Document.deleted_at.is_not(None))
    return ~deleted.correlate(Character)


async def get(tx: Tx, character_id: str, *, owner_id: str) -> Character:
    """One character of its owner. Raises CharacterNotFound."""
    query = select(Character).where(Character.id == character_id, Character.owner_id == owner_id, is_there())
    character = await tx.scalar(query)
    if character is None:
        raise CharacterNotFound
    return character


async def find_unscoped(tx: Tx, character_id: str) -> Character | None:
    """One character, whoever owns it: whoever asks may not have the right."""
    return await tx.scalar(select(Character).where(Character.id == character_id, is_there()))


async def find_many_unscoped(tx: Tx, ids: Collection[str]) -> dict[str, Character]:
    """Those of the ids that are characters, whoever owns them."""
    query = select(Character).where(Character.id.in_(ids), is_there())
    return {character.id: character for character in await tx.scalars(query)}


async def shared_unscoped(
    tx: Tx, *, user_id: str, right: Right, before: str | None, limit: int
) -> Sequence[Character]:
    """The characters that others share with somebody, or whose document; newest first."""
    alone = sharing.shared_ids(Kind.CHARACTER, user_id=user_id, right=right)
    with_document = sharing.shared_ids(Kind.DOCUMENT, user_id=user_id, right=right)
    query = select(Character).where(
        or_(Character.id.in_(alone), Character.document_id.in_(with_document)), is_there()
    )
    if before is not None:
        query = query.where(Character.id < before)
    return (await tx.scalars(query.order_by(Character.id.desc()).limit(limit))).all()


async def name_keys(tx: Tx, *, owner_id: str) -> set[str]:
    """The keys of the names of all that the owner has made by hand."""
    query = select(Character.name_key).where(Character.owner_id == owner_id, Character.document_id.is_(None))
    return set(await tx.scalars(query))


async def hold(tx: Tx, character_id: str, *, owner_id: str) -> Character:
    """The same, which nobody else can change or delete before this transaction ends."""
    query = select(Character).where(Character.id == character_id, Character.owner_id == owner_id, is_there())
    character = await tx.scalar(query.with_for_update())
    if character is None:
        raise CharacterNotFound
    return character


async def cast(tx: Tx, document_id: str, *, owner_id: str, after: int, limit: int) -> Sequence[Character]:
    """A document's characters whose rank is greater than after, in order of importance."""
    query = select(Character).where(
        Character.document_id == document_id, Character.owner_id == owner_id, Character.rank > after
    )
    return (await tx.scalars(query.order_by(Character.rank).limit(limit))).all()


async def cast_size(tx: Tx, document_id: str, *, owner_id: str) -> int:
    """How many characters a document has."""
    query = select(func.count()).where(Character.document_id == document_id, Character.owner_id == owner_id)
    return await tx.scalar(query) or 0


async def page(tx: Tx, *, owner_id: str, before: str | None, limit: int) -> Sequence[Character]:
    """All the owner's characters, newest first, older than the id `before`."""
    query = select(Character).where(Character.owner_id == owner_id, is_there())
    if before is not None:
        query = query.where(Character.id < before)
    return (await tx.scalars(query.order_by(Character.id.desc()).limit(limit))).all()


async def clear_unscoped(tx: Tx, document_id: str, *, limit: int) -> bool:
    """Remove at most limit of each kind of row that shows a cast. False once none are left."""
    found = False
    for table in SHOWN:
        some = select(table.seq).where(table.document_id == document_id).order_by(table.seq).limit(limit)
        query = delete(table).where(table.document_id == document_id, table.seq.in_(some))
        found = (await tx.execute(query.returning(table.seq))).first() is not None or found
    return found


async def hold_cast_unscoped(tx: Tx, document_id: str) -> Sequence[Character]:
    """Everybody a document has, by importance; nobody can talk with one anew before the transaction ends."""
    query = select(Character).where(
        Character.document_id == document_id, Character.kind != CharacterKind.HANDMADE
    )
    return (await tx.scalars(query.order_by(Character.rank).with_for_update())).all()


async def remove_cast_unscoped(tx: Tx, document_id: str) -> None:
    """Remove everybody a document has, with the conversations with them."""
    await tx.execute(
        delete(Character).where(
            Character.document_id == document_id, Character.kind != CharacterKind.HANDMADE
        )
    )


async def set_baseline_unscoped(tx: Tx, character_id: str, traits: Sequence[dict[str, object]]) -> None:
    """Keep a character's traits as read from the whole document."""
    query = update(Character).where(Character.id == character_id)
    await tx.execute(query.values(baseline=traits))


async def insert_unscoped(tx: Tx, table: type[Shown], rows: Sequence[dict[str, object]]) -> None:
    """Write many rows at once."""
    if rows:
        await tx.execute(insert(table), rows)
