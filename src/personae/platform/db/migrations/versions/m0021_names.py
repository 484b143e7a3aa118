"""Names and titles that no two things of an owner have; those that are the same by now get a number."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import sqlalchemy as sa
from alembic import op

from personae.platform.naming import KEY_LIMIT, free_name, name_key

revision = "0021"
down_revision = "0018"
branch_labels = None
depends_on = None

PAGE = 1_000
ALONE = sa.text("document_id IS NULL")
Row = tuple[str, str, str]


def upgrade() -> None:
    for table, name, key, limit in (
        ("characters", "name", "name_key", 200),
        ("documents", "title", "title_key", 300),
        ("personas", "name", "name_key", 80),
    ):
        op.add_column(table, sa.Column(key, sa.String(length=KEY_LIMIT), nullable=False, server_default=""))
        for scope in _scopes(table):
            _number(table, name, key, scope, limit)
    op.execute("UPDATE documents SET title_key = 'deleted-' || id WHERE deleted_at IS NOT NULL")
    index = op.create_index
    index("ix_characters_document_id_name_key", "characters", ["document_id", "name_key"], unique=True)
    index(
        "ix_characters_owner_id_name_key",
        "characters",
        ["owner_id", "name_key"],
        unique=True,
        sqlite_where=ALONE,
        postgresql_where=ALONE,
    )
    index("ix_documents_owner_id_title_key", "documents", ["owner_id", "title_key"], unique=True)
    index("ix_personas_owner_id_name_key", "personas", ["owner_id", "name_key"], unique=True)


def downgrade() -> None:
    for table, key, columns in (
        ("characters", "name_key", ("document_id", "owner_id")),
        ("documents", "title_key", ("owner_id",)),
        ("personas", "name_key", ("owner_id",)),
    ):
        for column in columns:
            op.drop_index(f"ix_{table}_{column}_{key}", table)
        op.drop_column(table, key)


def _scopes(table: str) -> Sequence[tuple[str, str]]:
    """Within what a name is told from others: the column, and which rows that holds for."""
    if table == "characters":
        return ("document_id", "document_id IS NOT NULL"), ("owner_id", "document_id IS NULL")
    return (("owner_id", "deleted_at IS NULL" if table == "documents" else "1 = 1"),)


def _number(table: str, name: str, key: str, scope: tuple[str, str], limit: int) -> None:
    """Write every key; the first of those with one name keeps it, the others get a number."""
    column, where = scope
    change = sa.text(f"UPDATE {table} SET {name} = :name, {key} = :key WHERE id = :id")  # noqa: S608
    for _, rows in groupby(_rows(table, name, column, where), key=lambda row: row[0]):
        taken: set[str] = set()
        changes = []
        for _, id, found in rows:
            free = free_name(found, taken, limit=limit)
            taken.add(name_key(free))
            changes.append({"id": id, "name": free, "key": name_key(free)})
        op.get_bind().execute(change, changes)


def _rows(table: str, name: str, column: str, where: str) -> Iterator[Row]:
    """Scope, id and name of every row, those of one scope together and the oldest first."""
    after = ("", "")
    while True:
        query = sa.text(
            f"SELECT {column}, id, {name} FROM {table} WHERE {where} "  # noqa: S608
            f"AND ({column} > :scope OR ({column} = :scope AND id > :id)) ORDER BY {column}, id LIMIT {PAGE}"
        )
        found = op.get_bind().execute(query, {"scope": after[0], "id": after[1]}).all()
        yield from ((row[0], row[1], row[2]) for row in found)
        if len(found) < PAGE:
            return
        after = (found[-1][0], found[-1][1])
