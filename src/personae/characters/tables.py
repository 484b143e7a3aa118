"""Characters, what they say, where they are named, and what the text says of them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, validates

from personae.platform.clock import now
from personae.platform.db import Base, Row
from personae.platform.naming import KEY_LIMIT, name_key

OF_NO_DOCUMENT = text("document_id IS NULL")
HUES = 24  # as many as the stylesheet has


class CharacterKind(StrEnum):
    """Where a character comes from."""

    PERSON = "person"  # somebody in a document
    VOICE = "voice"  # the document itself: its author or narrator
    HANDMADE = "handmade"


class Character(Row):
    """Somebody to talk with. `rank` orders a document's cast, 0 the most important.

    name_key: by it a handmade character is told from its owner's others, and one of a document from the
    others there.  baseline: their traits as read from the whole document, which evolution returns to: name,
    value and confidence (0..1), evidence (start, end, weight).
    """

    __tablename__ = "characters"
    __table_args__ = (
        Index("ix_characters_document_id_rank", "document_id", "rank"),
        Index("ix_characters_owner_id_id", "owner_id", "id"),
        Index("ix_characters_document_id_name_key", "document_id", "name_key", unique=True),
        Index(
            "ix_characters_owner_id_name_key",
            "owner_id",
            "name_key",
            unique=True,
            sqlite_where=OF_NO_DOCUMENT,
            postgresql_where=OF_NO_DOCUMENT,
        ),
    )

    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    document_id: Mapped[str | None] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(KEY_LIMIT))
    aliases: Mapped[list[dict[str, str | int]]] = mapped_column(JSON, default=list)
    gender: Mapped[str] = mapped_column(String(1), default="?")
    is_narrator: Mapped[bool] = mapped_column(default=False)
    rank: Mapped[int] = mapped_column(default=0)
    hue: Mapped[int] = mapped_column(default=0)
    lines: Mapped[int] = mapped_column(default=0)
    mentions: Mapped[int] = mapped_column(default=0)
    presence: Mapped[list[int]] = mapped_column(JSON, default=list)
    description: Mapped[str] = mapped_column(Text, default="")
    baseline: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON)
    sayings: Mapped[str] = mapped_column(Text, default="")  # a handmade character's lines, one a line
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)

    @validates("name")
    def _keep_key(self, _: str, name: str) -> str:
        self.name_key = name_key(name)
        return name


class Quotation(Base):
    """Something said: `text` is the document's text from `start` to `end`, without the marks.

    addressee_id: whom it is said to, where that is known.
    """

    __tablename__ = "quotations"
    __table_args__ = (
        Index("ix_quotations_character_id_seq", "character_id", "seq"),
        Index("ix_quotations_document_id_passage", "document_id", "passage"),
        Index("ix_quotations_addressee_id", "addressee_id"),
    )

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    character_id: Mapped[str | None] = mapped_column(ForeignKey("characters.id", ondelete="SET NULL"))
    addressee_id: Mapped[str | None] = mapped_column(ForeignKey("characters.id", ondelete="SET NULL"))
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


class Fact(Base):
    """Something the text says of a character, in its own words. `kind` as in `cast.Fact`."""

    __tablename__ = "facts"
    __table_args__ = (Index("ix_facts_character_id_seq", "character_id", "seq"),)

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    character_id: Mapped[str] = mapped_column(ForeignKey("characters.id", ondelete="CASCADE"))
    chapter: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    confidence: Mapped[float]
    kind: Mapped[str] = mapped_column(String(16))


class Tie(Base):
    """A place that shows what the target is to the source; its figures are those of `cast.Tie`."""

    __tablename__ = "ties"
    __table_args__ = (
        Index("ix_ties_source_id_seq", "source_id", "seq"),
        Index("ix_ties_target_id_seq", "target_id", "seq"),
    )

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[str] = mapped_column(ForeignKey("characters.id", ondelete="CASCADE"))
    target_id: Mapped[str] = mapped_column(ForeignKey("characters.id", ondelete="CASCADE"))
    chapter: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    affinity: Mapped[float]
    confidence: Mapped[float]
    kind: Mapped[str] = mapped_column(String(16))
    detail: Mapped[str] = mapped_column(String(64))


class Enriched(StrEnum):
    """How far a model is with adding to a portrait."""

    ASKED = "asked"
    DONE = "done"
    FAILED = "failed"


class Enrichment(Base):
    """What a model was asked to add to a character's portrait, and how that went.

    reason: the code of what went wrong.  known_from: the end of all that the model was shown, for what it
    says may come from any of it.  kept, dropped: claims that stand, and that do not.
    """

    __tablename__ = "enrichments"

    character_id: Mapped[str] = mapped_column(
        ForeignKey("characters.id", ondelete="CASCADE"), primary_key=True
    )
    state: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str | None] = mapped_column(String(64))
    vendor: Mapped[str] = mapped_column(String(64))
    model: Mapped[str] = mapped_column(String(200))
    known_from: Mapped[int]
    kept: Mapped[int] = mapped_column(default=0)
    dropped: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime] = mapped_column(default=now)


class Added(Base):
    """A claim that a model has added to a portrait; `start` and `end` are where the text bears it out."""

    __tablename__ = "added_claims"

    character_id: Mapped[str] = mapped_column(
        ForeignKey("enrichments.character_id", ondelete="CASCADE"), primary_key=True
    )
    seq: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text)
    start: Mapped[int]
    end: Mapped[int]
    confidence: Mapped[float]


class ModelAnswer(Base):
    """What a model has answered to a prompt, so that the same is never paid for twice.

    digest: the SHA-256 of who was asked and what.
    """

    __tablename__ = "model_answers"

    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(default=now)


Shown = Quotation | Mention | Fact | Tie  # what a reading has found of characters, place by place
SHOWN: tuple[type[Shown], ...] = (Mention, Quotation, Fact, Tie)
