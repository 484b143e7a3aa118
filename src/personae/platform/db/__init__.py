"""The database: transactions, column types and migrations. Only this room commits."""

from personae.platform.db.dialect import insert, is_sqlite
from personae.platform.db.engine import Check, Database, OpenTx, Tx, after_commit, unchecked
from personae.platform.db.locks import hold_name
from personae.platform.db.schema import Base, Row, UtcDateTime
from personae.platform.db.upgrade import upgrade

__all__ = [
    "Base",
    "Check",
    "Database",
    "OpenTx",
    "Row",
    "Tx",
    "UtcDateTime",
    "after_commit",
    "hold_name",
    "insert",
    "is_sqlite",
    "unchecked",
    "upgrade",
]
