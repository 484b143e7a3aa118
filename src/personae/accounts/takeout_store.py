"""Which rows of which tables are somebody's, read from the keys between the tables.

A table is somebody's when it has an owner, or when a key of it that goes when its target goes leads to one
that is. A new table is thereby taken along without anybody thinking of it; one that shall not be must be
named in LEFT_OUT with the reason.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, LargeBinary, Table, delete, false, or_, select, tuple_

from personae.platform.db import Base, Tx

PAGE: Final = 500
OWNERS: Final = ("owner_id", "user_id")
# Tables whose owner no key leads to, with the column that names them.
LOOSE: Final[Mapping[str, str]] = {"spending": "holder"}
# Tables that belong to nobody, or must not leave the studio.
LEFT_OUT: Final[Mapping[str, str]] = {
    "sessions": "opens the account",
    "tickets": "opens the account",
    "recovery_codes": "opens the account",
    "second_factors": "opens the account",
    "done_once": "answers that were given already, sealed",
    "invites": "the studio's, not the person's",
    "noted_settings": "the studio's, not the person's",
    "file_checks": "the studio's, not the person's",
}
# Columns that are of no use to their owner, and of much to a thief; or that tell of others, as whether an
# address that something is shared with has an account.
HIDDEN: Final = frozenset(
    {"password_hash", "secret_hash", "code_hash", "sealed", "vector", "key_hash", "person_id"}
)


def _order() -> list[str]:
    return [table.name for table in _tables() if table.name not in LEFT_OUT and _is_owned(table)]


class _Lazy(Sequence[str]):
    """The names, made at the first look: only then has every room said which tables it has."""

    def __getitem__(self, index: Any) -> Any:
        return _order()[index]

    def __len__(self) -> int:
        return len(_order())


TABLES: Final[Sequence[str]] = _Lazy()


async def page(
    tx: Tx, name: str, *, owner_id: str, after: tuple[object, ...] | None
) -> tuple[list[dict[str, object]], tuple[object, ...] | None]:
    """Some rows of a table that are the owner's, and where the next page begins (None at the end)."""
    table = Base.metadata.tables[name]
    keys = list(table.primary_key.columns)
    shown = [column for column in table.columns if not _is_hidden(column)]
    query = select(*shown, *(key.label(f"_key_{n}") for n, key in enumerate(keys)))
    query = query.where(_theirs(table, owner_id))
    if after is not None:
        query = query.where(tuple_(*keys) > tuple_(*after))
    found = (await tx.execute(query.order_by(*keys).limit(PAGE))).mappings().all()
    rows = [_without_others({column.name: row[column.name] for column in shown}, owner_id) for row in found]
    last = found[-1] if len(found) == PAGE else None
    return rows, None if last is None else tuple(last[f"_key_{n}"] for n in range(len(keys)))


async def clear_loose(tx: Tx, *, owner_id: str) -> None:
    """Remove what does not go by itself when its owner's row does."""
    for name in LOOSE:
        table = Base.metadata.tables[name]
        await tx.execute(delete(table).where(_theirs(table, owner_id)))


def _tables() -> list[Table]:
    return list(Base.metadata.sorted_tables)


@cache
def _is_owned(table: Table) -> bool:
    return _way(table) != ()


@cache
def _way(table: Table) -> tuple[Column[Any], ...]:
    """The columns of a table that lead to its owner; () for none."""
    if table.name == "users":
        return (table.c.id,)
    if table.name == "audit_entries":
        return (table.c.actor_id, table.c.subject_id)
    for name in (*OWNERS, LOOSE.get(table.name, "")):
        if name in table.c:
            return (table.c[name],)
    return tuple(
        key.parent
        for key in sorted(table.foreign_keys, key=lambda each: each.parent.name)
        if key.ondelete == "CASCADE" and key.column.table is not table and _is_owned(key.column.table)
    )[:1]


def _theirs(table: Table, owner_id: str) -> ColumnElement[bool]:
    """Holds for the rows of a table that are the owner's."""
    way = _way(table)
    if not way:
        return false()
    if len(way) > 1 or way[0].name in OWNERS or table.name in ("users", *LOOSE):
        return or_(*(column == owner_id for column in way))
    [target] = [key.column for key in way[0].foreign_keys]
    return way[0].in_(select(target).where(_theirs(target.table, owner_id)))


def _without_others(row: dict[str, object], owner_id: str) -> dict[str, object]:
    """A row without where somebody else was when they did something to the owner, as opening their link."""
    is_anothers = row.get("actor_id") not in (None, owner_id)
    return {**row, "address": ""} if is_anothers else row


def _is_hidden(column: Column[Any]) -> bool:
    return column.name in HIDDEN or isinstance(column.type, LargeBinary)
