"""Expected failures: what kind they are, what code they carry and which facts explain them."""

from enum import StrEnum
from typing import ClassVar

Fact = str | int | float | bool | None


class Kind(StrEnum):
    """Families of expected failure. The web maps each to one status, the command line to one exit code."""

    INVALID = "invalid"
    UNAUTHENTICATED = "unauthenticated"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    STALE = "stale"
    TOO_LARGE = "too_large"
    UNSUPPORTED = "unsupported"
    UNAVAILABLE = "unavailable"
    STORAGE_FULL = "storage_full"
    LIMITED = "limited"


class PersonaeError(Exception):
    """An expected failure. Children set `kind`, `code` (never reused or renamed) and `message`.

    `message` is a sentence for a person that says what to do next; `{name}` in it takes a fact.
    """

    kind: ClassVar[Kind]
    code: ClassVar[str]
    message: ClassVar[str]

    def __init__(self, **facts: Fact) -> None:
        super().__init__(self.code, facts)
        self.facts = facts

    @property
    def sentence(self) -> str:
        """What happened and what to do next, with the facts filled in."""
        return self.message.format(**self.facts)

    def __str__(self) -> str:
        return f"{self.code}: {self.sentence}"
