"""Failures of the database that a person can do something about."""

from typing import ClassVar

from sqlalchemy.exc import DBAPIError

from personae.platform.errors import Kind, PersonaeError
from personae.platform.files import StorageFull

POSTGRES_FULL = "53100"
POSTGRES_UNWRITABLE_TEXT = "22021"


class TextInvalid(PersonaeError):
    """Text holds a character that no database can keep."""

    kind: ClassVar[Kind] = Kind.INVALID
    code: ClassVar[str] = "text_invalid"
    message: ClassVar[str] = "This text holds an invisible NUL character. Remove it, then send it again."


def is_full(error: DBAPIError) -> bool:
    """True when the disk under the database has no room left."""
    if getattr(error.orig, "sqlstate", None) == POSTGRES_FULL:
        return True
    return getattr(error.orig, "sqlite_errorname", None) == "SQLITE_FULL"


def raise_if_expected(error: DBAPIError) -> None:
    """Raise StorageFull or TextInvalid when that is what error means; else return."""
    if is_full(error):
        raise StorageFull from error
    if getattr(error.orig, "sqlstate", None) == POSTGRES_UNWRITABLE_TEXT:
        raise TextInvalid from error
