"""Who is asking."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person. Every store function takes `user_id` as its owner."""

    user_id: str
    name: str
    email: str
    session_id: str
