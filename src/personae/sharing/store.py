"""All SQL about shares and openings."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, Select, delete, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from personae.accounts import User
from personae.platform.db import Tx, insert
from personae.sharing.tables import Kind, Opening, Right, Share, Thing

COLUMNS: Mapping[Kind, InstrumentedAttribute[str | None]] = {
    Kind.DOCUMENT: Share.document_id,
    Kind.CHARACTER: Share.character_id,
}
ENOUGH: Mapping[Right, tuple[Right, ...]] = {Right.READ: (Right.READ, Right.TALK), Right.TALK: (Right.TALK,)}


def _given_to(user_id: str) -> ColumnElement[bool]:
    """Holds for shares that somebody has: made out to them, to an address of theirs, or by a link.

    What was made out to an address that nobody had is whoever's signs in with it.
    """
    address = select(User.email).where(User.id == user_id).scalar_subquery()
    opened = select(Opening.share_id).where(Opening.user_id == user_id)
    return or_(
        Share.person_id == user_id,
        Share.person_id.is_(None) & (Share.email == address),
        Share.id.in_(opened),
    )


def _standing(user_id: str, right: Right) -> Select[Share]:
    """Shares that somebody has and whose owner is not shut out."""
    return (
        select(Share)
        .join(User, User.id == Share.owner_id)
        .where(
            _given_to(user_id),
            Share.owner_id != user_id,
            Share.right.in_(ENOUGH[right]),
            User.suspended_at.is_(None),
            User.leaving_at.is_(None),
        )
    )


def _of(things: Collection[Thing]) -> ColumnElement[bool]:
    return or_(*(COLUMNS[each.kind] == each.id for each in things))


async def has_right(tx: Tx, things: Collection[Thing], *, user_id: str, owner_id: str, right: Right) -> bool:
    """Whether the owner shares one of some things with somebody."""
    query = _standing(user_id, right).where(Share.owner_id == owner_id, _of(things))
    return await tx.scalar(query.with_only_columns(Share.id).limit(1)) is not None


def shared_ids(kind: Kind, *, user_id: str, right: Right = Right.READ) -> Select[tuple[str | None]]:
    """The ids of the things of a kind that others share with somebody, as a part of a question."""
    column = COLUMNS[kind]
    return _standing(user_id, right).where(column.is_not(None)).with_only_columns(column)


async def received_unscoped(
    tx: Tx, *, user_id: str, before: str | None, limit: int, things: Collection[Thing] = ()
) -> Sequence[tuple[Share, str]]:
    """What somebody is given and by whom, the latest first: all of it, or only of some things."""
    query = _standing(user_id, Right.READ).add_columns(User.name)
    if things:
        query = query.where(_of(things))
    if before is not None:
        query = query.where(Share.id < before)
    rows = await tx.execute(query.order_by(Share.id.desc()).limit(limit))
    return [(row[0], row[1]) for row in rows]


async def hold_received_unscoped(tx: Tx, share_id: str, *, user_id: str) -> Share | None:
    """One share that somebody is given, which nobody else can end before this transaction does."""
    query = _standing(user_id, Right.READ).where(Share.id == share_id)
    return await tx.scalar(query.with_for_update(of=Share))


async def page(
    tx: Tx, *, owner_id: str, things: Collection[Thing], before: str | None, limit: int
) -> Sequence[Share]:
    """What an owner shares, the latest first: all of it, or only of some things."""
    query = select(Share).where(Share.owner_id == owner_id)
    if things:
        query = query.where(_of(things))
    if before is not None:
        query = query.where(Share.id < before)
    return (await tx.scalars(query.order_by(Share.id.desc()).limit(limit))).all()


async def count(tx: Tx, thing: Thing, *, owner_id: str) -> int:
    """How many shares one thing has."""
    query = select(func.count()).select_from(Share).where(Share.owner_id == owner_id, _of([thing]))
    return await tx.scalar(query) or 0


async def hold(tx: Tx, share_id: str, *, owner_id: str) -> Share | None:
    """One share of its owner, which nobody else can change before this transaction ends."""
    query = select(Share).where(Share.id == share_id, Share.owner_id == owner_id).with_for_update()
    return await tx.scalar(query, execution_options={"populate_existing": True})


async def get(tx: Tx, share_id: str, *, owner_id: str) -> Share | None:
    """One share of its owner."""
    return await tx.scalar(select(Share).where(Share.id == share_id, Share.owner_id == owner_id))


async def find_made_out(tx: Tx, thing: Thing, *, email: str, owner_id: str) -> Share | None:
    """The share of a thing that its owner has made out to an address."""
    query = select(Share).where(Share.owner_id == owner_id, Share.email == email, _of([thing]))
    return await tx.scalar(query.with_for_update())


async def find_link_unscoped(tx: Tx, *, secret_hash: str, holds: bool) -> tuple[Share, str] | None:
    """The share that a link's secret opens, with its owner's name; its owner is not shut out.

    holds: nobody else can change it before this transaction ends.
    """
    query = (
        select(Share, User.name)
        .join(User, User.id == Share.owner_id)
        .where(Share.secret_hash == secret_hash, User.suspended_at.is_(None), User.leaving_at.is_(None))
    )
    query = query.with_for_update(of=Share) if holds else query
    row = (await tx.execute(query)).one_or_none()
    return None if row is None else (row[0], row[1])


async def note_opened_unscoped(tx: Tx, share_id: str, *, user_id: str) -> bool:
    """Let somebody have what a link gives. False when they had it."""
    query = insert(tx, Opening).values(share_id=share_id, user_id=user_id).on_conflict_do_nothing()
    return (await tx.execute(query.returning(Opening.share_id))).first() is not None


async def close_openings(tx: Tx, share_id: str, *, owner_id: str) -> None:
    """Take what a link has given from everybody."""
    theirs = select(Share.id).where(Share.id == share_id, Share.owner_id == owner_id)
    await tx.execute(delete(Opening).where(Opening.share_id.in_(theirs)))


async def close_opening_unscoped(tx: Tx, share_id: str, *, user_id: str) -> None:
    """Take what a link has given from one person."""
    await tx.execute(delete(Opening).where(Opening.share_id == share_id, Opening.user_id == user_id))


async def openers(tx: Tx, share_ids: Collection[str], *, owner_id: str) -> Mapping[str, Sequence[str]]:
    """By a link's id, the names of those who have opened it, in the order they came."""
    query = (
        select(Opening.share_id, User.name)
        .join(Share, Share.id == Opening.share_id)
        .join(User, User.id == Opening.user_id)
        .where(Opening.share_id.in_(share_ids), Share.owner_id == owner_id)
        .order_by(Opening.created_at, Opening.user_id)
    )
    found: dict[str, list[str]] = {}
    for share_id, name in await tx.execute(query):
        found.setdefault(share_id, []).append(name)
    return found


async def holders(tx: Tx, share: Share, *, owner_id: str) -> Sequence[str]:
    """The ids of all who have what a share of an owner's gives."""
    opened = select(Opening.user_id).where(Opening.share_id == share.id)
    ways: list[ColumnElement[bool]] = [User.id.in_(opened)]
    if share.person_id is not None:
        ways.append(User.id == share.person_id)
    elif share.email is not None:
        ways.append(User.email == share.email)
    return (await tx.scalars(select(User.id).where(or_(*ways), User.id != owner_id))).all()


async def person_of_unscoped(tx: Tx, email: str) -> str | None:
    """Whose address this is."""
    return await tx.scalar(select(User.id).where(User.email == email, User.leaving_at.is_(None)))


async def names_unscoped(tx: Tx, user_ids: Collection[str]) -> Mapping[str, str]:
    """What people are called, by their ids."""
    rows = await tx.execute(select(User.id, User.name).where(User.id.in_(user_ids)))
    return {row[0]: row[1] for row in rows}
