"""Characters, what they say and where they are named."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from personae.platform.clock import now
from personae.platform.db import Base, Row

HUES = 24  # as many as the stylesheet has


class CharacterKind(StrEnum):
    """Where a character comes from."""

    PERSON = "person"  # somebody in a document
    VOICE = "voice"  # the document itself: its author or narrator
    HANDMADE = "handmade"


class Character(Row):
    """Somebody to talk with. `rank` orders a document's cast, 0 the most important."""

    __tablename__ = "characters"
    __table_args__ = (
        Index("ix_characters_document_id_rank", "document_id", "rank"),
        Index("ix_characters_owner_id_id", "owner_id", "id"),
    )

    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    document_id: Mapped[str | None] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(200))
    aliases: Mapped[list[dict[str, str | int]]] = mapped_column(JSON, default=list)
    gender: Mapped[str] = mapped_column(String(1), default="?")
    is_narrator: Mapped[bool] = mapped_column(default=False)
    rank: Mapped[int] = mapped_column(default=0)
    hue: Mapped[int] = mapped_column(default=0)
    lines: Mapped[int] = mapped_column(default=0)
    mentions: Mapped[int] = mapped_column(default=0)
    presence: Mapped[list[int]] = mapped_column(JSON, default=list)
    description: Mapped[str] = mapped_column(Text, default="")
    sayings: Mapped[str] = mapped_column(Text, default="")  # a handmade character's lines, one a line
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)


class Quotation(Base):
    """Something said: `text` is the document's text from `start` to `end`, without the marks."""

    __tablename__ = "quotations"
    __table_args__ = (
        Index("ix_quotations_character_id_seq", "character_id", "seq"),
        Index("ix_quotations_document_id_passage", "document_id", "passage"),
    )

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    character_id: Mapped[str | None] = mapped_column(ForeignKey("characters.id", ondelete="SET NULL"))
    passage: Mapped[int]
    chapter: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    confidence: Mapped[float]
    kind: Mapped[str] = mapped_column(String(16))


class Mention(Base):
    """A place where a character is named. `alias`: by which of their aliases, counted from 0."""

    __tablename__ = "mentions"
    __table_args__ = (Index("ix_mentions_character_id_start", "character_id", "start"),)

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    start: Mapped[int]
    end: Mapped[int]
    chapter: Mapped[int]
    character_id: Mapped[str] = mapped_column(ForeignKey("characters.id", ondelete="CASCADE"))
    alias: Mapped[int | None]
