"""What the two databases have in common, but SQLAlchemy has twice."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from personae.platform.db.engine import Tx


def is_sqlite(tx: Tx) -> bool:
    """True on the embedded database, where a transaction that writes has the only lock there is."""
    return tx.get_bind().dialect.name == "sqlite"


def insert(tx: Tx, table: type[Any]) -> Any:
    """An INSERT into a table, which may end with ON CONFLICT."""
    return (sqlite if is_sqlite(tx) else postgresql).insert(table)
