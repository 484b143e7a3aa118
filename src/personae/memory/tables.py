"""Memories, and which moments a gist was made of."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from personae.platform.clock import now
from personae.platform.db import Base, Row

# What tells whether any memory of somebody has changed can be read from the index alone.
FRESHNESS = ("owner_id", "character_id", "is_live", "is_faded", "updated_at", "version", "vector_version")


class MemoryKind(StrEnum):
    """Where a memory comes from."""

    MOMENT = "moment"  # one message
    GIST = "gist"  # many moments, in short
    TOLD = "told"  # a person wrote it down


class Speaker(StrEnum):
    """Whose words a memory is."""

    USER = "user"
    CHARACTER = "character"


class Memory(Row):
    """Something one character remembers of one person. Nobody else's words are ever in it.

    conversation_id, message_id: where it comes from; it goes with them.  speaker: who said it, 'user' or
    'character'.  emotion: the strongest of `emotions`, GoEmotions labels with their weights.  valence,
    arousal, dominance: -1..1.  intensity, importance: 0..1.  is_live: its message is on the branch that its
    conversation shows, and so are all that a gist was made of.  heard_as: the words before a person corrected
    them.  is_faded: a live gist was made of it, and only that is recalled.  vector: what it means, a byte for
    each number, None until that has been worked out; vector_version: by which model, 0 for none.
    version: one more with each change by a person.
    """

    __tablename__ = "memories"
    __table_args__ = (
        Index("ix_memories_owner_id_character_id_is_live_id", "owner_id", "character_id", "is_live", "id"),
        Index("ix_memories_freshness", *FRESHNESS),
        Index("ix_memories_character_id", "character_id"),
        Index("uq_memories_message_id", "message_id", unique=True),
        Index("ix_memories_conversation_id", "conversation_id"),
        Index("ix_memories_vector_version", "vector_version"),
    )

    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    character_id: Mapped[str] = mapped_column(ForeignKey("characters.id", ondelete="CASCADE"))
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    message_id: Mapped[str | None] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(16))
    speaker: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text)
    heard_as: Mapped[str | None] = mapped_column(Text)
    emotion: Mapped[str] = mapped_column(String(32))
    emotions: Mapped[dict[str, float]] = mapped_column(JSON, default=dict)
    valence: Mapped[float] = mapped_column(default=0.0)
    arousal: Mapped[float] = mapped_column(default=0.0)
    dominance: Mapped[float] = mapped_column(default=0.0)
    intensity: Mapped[float] = mapped_column(default=0.0)
    importance: Mapped[float] = mapped_column(default=0.0)
    is_live: Mapped[bool] = mapped_column(default=True)
    is_faded: Mapped[bool] = mapped_column(default=False)
    is_pinned: Mapped[bool] = mapped_column(default=False)
    is_resolved: Mapped[bool] = mapped_column(default=False)
    happened_at: Mapped[datetime] = mapped_column(default=now)
    recalled_at: Mapped[datetime | None]
    recalls: Mapped[int] = mapped_column(default=0)
    vector: Mapped[bytes | None] = mapped_column(LargeBinary)
    vector_version: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)


class GistSource(Base):
    """A moment that a gist was made of, of one gist at most.

    Whatever removes it, a trigger of the database removes the gist as well, and unfades its other moments.
    """

    __tablename__ = "gist_sources"
    __table_args__ = (Index("ix_gist_sources_moment_id", "moment_id"),)

    gist_id: Mapped[str] = mapped_column(ForeignKey("memories.id", ondelete="CASCADE"), primary_key=True)
    moment_id: Mapped[str] = mapped_column(ForeignKey("memories.id", ondelete="CASCADE"), primary_key=True)
