"""Conversations and the tree of their messages."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from personae.platform.clock import now
from personae.platform.db import Row

PROVIDER_LIMIT = 32
MODEL_LIMIT = 100


class Author(StrEnum):
    """Who wrote a message."""

    USER = "user"
    CHARACTER = "character"


class State(StrEnum):
    """How far a message is. Only an explicit finish mark makes a reply complete."""

    WRITING = "writing"
    COMPLETE = "complete"
    INTERRUPTED = "interrupted"


class Conversation(Row):
    """One person's talk with one character, who knows the document up to the offset `until`, or all of it."""

    __tablename__ = "conversations"
    __table_args__ = (
        Index("ix_conversations_owner_id_updated_at", "owner_id", "updated_at"),
        Index("ix_conversations_character_id", "character_id"),
    )

    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    character_id: Mapped[str] = mapped_column(ForeignKey("characters.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(200), default="")
    until: Mapped[int | None]
    updated_at: Mapped[datetime] = mapped_column(default=now)


class Message(Row):
    """One message. `parent_id` makes the tree, `depth` its order: 0 for the first, then one more each.

    A conversation's end removes its messages; a parent's must not, for SQLite follows 1,000 links at most.

    sources: the places in the document a reply was taken from.  reason: why a reply was interrupted
    ('stopped' by the person, or an error's code), or why a complete one is short ('length', 'filtered').
    provider, model: who answered.  instead_of, instead_code: the model that was asked first, when it was
    another, and the code of the error that kept it from answering.
    touched_at: renewed while a reply is written, so that a writer's death can be noticed.
    """

    __tablename__ = "messages"
    __table_args__ = (
        Index("ix_messages_conversation_id_depth", "conversation_id", "depth"),
        Index("ix_messages_state", "state"),
    )

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("messages.id", ondelete="SET NULL"), index=True)
    depth: Mapped[int]
    author: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(16), default=State.COMPLETE)
    reason: Mapped[str | None] = mapped_column(String(64))
    provider: Mapped[str | None] = mapped_column(String(PROVIDER_LIMIT))
    model: Mapped[str | None] = mapped_column(String(MODEL_LIMIT))
    instead_of: Mapped[str | None] = mapped_column(String(MODEL_LIMIT))
    instead_code: Mapped[str | None] = mapped_column(String(64))
    sources: Mapped[list[dict[str, str | int]]] = mapped_column(JSON, default=list)
    touched_at: Mapped[datetime] = mapped_column(default=now)
