"""Conversations and the tree of their messages."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from personae.platform.clock import now
from personae.platform.db import Base, Row

PROVIDER_LIMIT = 32
MODEL_LIMIT = 100
DELETED = text("deleted_at IS NOT NULL")
UNFELT = text("appraisal IS NULL")


class Author(StrEnum):
    """Who wrote a message."""

    USER = "user"
    CHARACTER = "character"


class State(StrEnum):
    """How far a message is. Only an explicit finish mark makes a reply complete."""

    WRITING = "writing"
    COMPLETE = "complete"
    INTERRUPTED = "interrupted"


class Shelf(StrEnum):
    """Which conversations: those in use, those put away, those that can still be brought back."""

    OPEN = "open"
    ARCHIVED = "archived"
    DELETED = "deleted"


class Conversation(Row):
    """One person's talk with one character, who knows the document up to the offset `until`, or all of it.

    has_own_title: the person named it, so nothing else may.  version: one more with each change of the tree,
    the title or the rest, so that a second tab can tell that it has seen an older one.  titled_in: in which
    version the person named it last.  deleted_at: hidden since then, and gone for good a while later.
    """

    __tablename__ = "conversations"
    __table_args__ = (
        Index("ix_conversations_owner_id_updated_at", "owner_id", "updated_at"),
        Index("ix_conversations_character_id", "character_id"),
        Index("ix_conversations_deleted_at", "deleted_at"),
    )

    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    character_id: Mapped[str] = mapped_column(ForeignKey("characters.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(200), default="")
    has_own_title: Mapped[bool] = mapped_column(default=False)
    until: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)
    titled_in: Mapped[int] = mapped_column(default=1)
    pinned_at: Mapped[datetime | None]
    archived_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    updated_at: Mapped[datetime] = mapped_column(default=now)


class Message(Row):
    """One message. `parent_id` makes the tree, `depth` its order: 0 for the first, then one more each.

    A conversation's end removes its messages; a parent's must not, for SQLite follows 1,000 links at most.

    is_live: on the branch that the conversation shows: one message of each depth, from the first to its end.
    made_in, shown_in: the conversation's version in which it was written, and in which it last came onto that
    branch: of what follows a message, what was shown last is what came there last, whatever the clock said.
    deleted_at: hidden since then, with all that follows it, and gone for good a while later.  was_live: the
    branch went through it when it was deleted, so that an undo shows it again.
    appraisal: what it feels like, as `cast.Appraisal` tells it; None until that is known.
    recalled: the memories that a reply was given, best first, as `memory_id` and `score`.

    sources: the places in the document a reply was taken from.  reason: why a reply was interrupted
    ('stopped' by the person, or an error's code), or why a complete one is short ('length', 'filtered').
    provider, model: who answered.  instead_of, instead_code: the model that was asked first, when it was
    another, and the code of the error that kept it from answering.
    touched_at: renewed while a reply is written, so that a writer's death can be noticed.
    """

    __tablename__ = "messages"
    __table_args__ = (
        Index("ix_messages_conversation_id_is_live_depth", "conversation_id", "is_live", "depth"),
        Index("ix_messages_state", "state"),
        Index("ix_messages_deleted_at", "deleted_at", sqlite_where=DELETED, postgresql_where=DELETED),
        Index("ix_messages_unfelt", "id", sqlite_where=UNFELT, postgresql_where=UNFELT),
    )

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("messages.id", ondelete="SET NULL"), index=True)
    depth: Mapped[int]
    is_live: Mapped[bool] = mapped_column(default=True)
    made_in: Mapped[int] = mapped_column(default=1)
    shown_in: Mapped[int] = mapped_column(default=1)
    was_live: Mapped[bool] = mapped_column(default=False)
    deleted_at: Mapped[datetime | None]
    author: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(16), default=State.COMPLETE)
    reason: Mapped[str | None] = mapped_column(String(64))
    provider: Mapped[str | None] = mapped_column(String(PROVIDER_LIMIT))
    model: Mapped[str | None] = mapped_column(String(MODEL_LIMIT))
    instead_of: Mapped[str | None] = mapped_column(String(MODEL_LIMIT))
    instead_code: Mapped[str | None] = mapped_column(String(64))
    sources: Mapped[list[dict[str, str | int]]] = mapped_column(JSON, default=list)
    appraisal: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    recalled: Mapped[list[dict[str, str | float]]] = mapped_column(JSON, default=list)
    touched_at: Mapped[datetime] = mapped_column(default=now)

    @property
    def is_edited(self) -> bool:
        """Whether the person put these words into the character's mouth."""
        return self.author == Author.CHARACTER and self.provider is None


class Searchable(Base):
    """A message's words as they are searched: folded, so that neither case nor accents matter."""

    __tablename__ = "searchable"
    __table_args__ = (Index("ix_searchable_owner_id_message_id", "owner_id", "message_id"),)

    message_id: Mapped[str] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True)
    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    folded: Mapped[str] = mapped_column(Text)


class SpokenAs(Base):
    """As whom the person speaks in a conversation, where it is not as themself."""

    __tablename__ = "spoken_as"
    __table_args__ = (Index("ix_spoken_as_persona_id", "persona_id"),)

    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True
    )
    persona_id: Mapped[str] = mapped_column(ForeignKey("personas.id", ondelete="CASCADE"))


class Summary(Base):
    """What was said up to a message and no longer fits a prompt, in short. It holds for every branch that
    the message is on, and goes with it."""

    __tablename__ = "summaries"

    message_id: Mapped[str] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(default=now)


class KeyTalk(Base):
    """Where a character keeps what is said to it with an API key that lets it remember."""

    __tablename__ = "key_talks"
    __table_args__ = (Index("ix_key_talks_character_id", "character_id"),)

    key_id: Mapped[str] = mapped_column(ForeignKey("api_keys.id", ondelete="CASCADE"), primary_key=True)
    character_id: Mapped[str] = mapped_column(
        ForeignKey("characters.id", ondelete="CASCADE"), primary_key=True
    )
    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), unique=True
    )
