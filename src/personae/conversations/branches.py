"""The rules of the tree of messages that need no database. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from personae.conversations.tables import Message


@dataclass(frozen=True, slots=True)
class Siblings:
    """Where a message stands among its alternatives, those that follow the same message.

    index: 0 for the oldest.  previous, next: the alternatives beside it, None at the ends.
    """

    index: int
    count: int
    previous: str | None
    next: str | None


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of a conversation. leaf: its last message.

    first: the first of it that is not on the branch that is shown; None for that branch itself.
    """

    leaf: Message
    first: Message | None

    @property
    def is_shown(self) -> bool:
        """Whether it is the one that is shown."""
        return self.first is None

    @property
    def length(self) -> int:
        """How many of its messages are not on the branch that is shown; all of them for that one."""
        return self.leaf.depth + 1 - (self.first.depth if self.first else 0)


ALONE = Siblings(index=0, count=1, previous=None, next=None)


def among(ids: Sequence[str], message_id: str) -> Siblings:
    """The place of a message among ids, oldest first; alone where it is not one of them."""
    if message_id not in ids:
        return ALONE
    index = ids.index(message_id)
    return Siblings(
        index=index,
        count=len(ids),
        previous=ids[index - 1] if index else None,
        next=ids[index + 1] if index + 1 < len(ids) else None,
    )
