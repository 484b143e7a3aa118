"""Failures of the database that a person can do something about."""

from typing import ClassVar

from sqlalchemy.exc import DBAPIError

from personae.platform.errors import Kind, PersonaeError
from personae.platform.files import StorageFull

POSTGRES_FULL = "53100"
POSTGRES_UNWRITABLE_TEXT = "22021"
POSTGRES_NO_SUCH_ROW = "23503"


class TextInvalid(PersonaeError):
    """Text holds a character that no database can keep."""

    kind: ClassVar[Kind] = Kind.INVALID
    code: ClassVar[str] = "text_invalid"
    message: ClassVar[str] = "This text holds an invisible NUL character. Remove it, then send it again."


class GoneMeanwhile(PersonaeError):
    """What something new was to belong to was deleted while it was written, maybe by somebody else."""

    kind: ClassVar[Kind] = Kind.NOT_FOUND
    code: ClassVar[str] = "gone_meanwhile"
    message: ClassVar[str] = (
        "What this belongs to has just been deleted. Reload the page to see what there is."
    )


def is_full(error: DBAPIError) -> bool:
    """True when the disk under the database has no room left."""
    if getattr(error.orig, "sqlstate", None) == POSTGRES_FULL:
        return True
    return getattr(error.orig, "sqlite_errorname", None) == "SQLITE_FULL"


def is_orphan(error: DBAPIError) -> bool:
    """True when a new row leads to one that is there no more."""
    if not (error.statement or "").startswith("INSERT"):
        return False
    if getattr(error.orig, "sqlstate", None) == POSTGRES_NO_SUCH_ROW:
        return True
    return getattr(error.orig, "sqlite_errorname", None) == "SQLITE_CONSTRAINT_FOREIGNKEY"


def raise_if_expected(error: DBAPIError) -> None:
    """Raise StorageFull, TextInvalid or GoneMeanwhile when that is what error means; else return."""
    if is_full(error):
        raise StorageFull from error
    if getattr(error.orig, "sqlstate", None) == POSTGRES_UNWRITABLE_TEXT:
        raise TextInvalid from error
    if is_orphan(error):
        raise GoneMeanwhile from error
