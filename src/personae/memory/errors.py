"""What can go wrong with memories."""

from typing import ClassVar

from personae.platform.errors import Kind, PersonaeError


class MemoryNotFound(PersonaeError):
    """No such memory of this character, or somebody else's."""

    kind: ClassVar[Kind] = Kind.NOT_FOUND
    code: ClassVar[str] = "memory_not_found"
    message: ClassVar[str] = "There is no such memory among yours. It may have been forgotten."


class MemoryInvalid(PersonaeError):
    """Nothing was written, or too much."""

    kind: ClassVar[Kind] = Kind.INVALID
    code: ClassVar[str] = "memory_invalid"
    message: ClassVar[str] = "A memory has 1 to {limit} characters. Change it and save it again."


class MemoriesMany(PersonaeError):
    """A person has told a character as much as one may."""

    kind: ClassVar[Kind] = Kind.CONFLICT
    code: ClassVar[str] = "memories_many"
    message: ClassVar[str] = (
        "You have told this character {limit} things, which is the most. Let it forget one of them first."
    )


class MemoryChanged(PersonaeError):
    """Somebody else has changed the memory since it was read.

    The facts say both: `expected` and `found` are the versions, `text`, `is_pinned` and `is_resolved` what
    the memory is now.
    """

    kind: ClassVar[Kind] = Kind.CONFLICT
    code: ClassVar[str] = "memory_changed"
    message: ClassVar[str] = (
        "This memory was changed in the meantime: version {expected} was expected, and it is at {found}. "
        "Look at what it says now, then save again."
    )
