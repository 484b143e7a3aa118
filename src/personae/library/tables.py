"""Documents, their chapters and passages."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, validates

from personae.platform.clock import now
from personae.platform.db import Base, Row
from personae.platform.naming import KEY_LIMIT, name_key


class Status(StrEnum):
    """Where the reading of a document stands."""

    QUEUED = "queued"
    READING = "reading"
    READY = "ready"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Stage(StrEnum):
    """What is being done to a document, or was when its reading failed or was cancelled."""

    WAITING = "waiting"
    EXTRACTING = "extracting"
    READING = "reading"
    DRAFTING = "drafting"
    DONE = "done"


class Document(Row):
    """One file of one owner, and what reading it has given so far."""

    __tablename__ = "documents"
    __table_args__ = (
        UniqueConstraint("owner_id", "sha256", "format"),
        Index("ix_documents_owner_id_title_key", "owner_id", "title_key", unique=True),
        Index("ix_documents_owner_id_id", "owner_id", "id"),
        Index("ix_documents_sha256", "sha256"),
    )

    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    filename: Mapped[str] = mapped_column(String(255))
    format: Mapped[str] = mapped_column(String(8))
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(300))
    title_key: Mapped[str] = mapped_column(String(KEY_LIMIT))  # no two documents of an owner have the same
    author: Mapped[str | None] = mapped_column(String(300))
    language: Mapped[str | None] = mapped_column(String(8))
    words: Mapped[int] = mapped_column(default=0)
    quotations: Mapped[int] = mapped_column(default=0)
    notices: Mapped[list[str]] = mapped_column(JSON, default=list)
    status: Mapped[str] = mapped_column(String(16), default=Status.QUEUED)
    stage: Mapped[str] = mapped_column(String(16), default=Stage.WAITING)
    progress: Mapped[float] = mapped_column(default=0.0)
    attempt: Mapped[int] = mapped_column(default=1)
    reading: Mapped[str] = mapped_column(String(64), default="")  # how it was read: versions and mode
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    error_code: Mapped[str | None] = mapped_column(String(64))
    error: Mapped[str | None] = mapped_column(Text)
    deleted_at: Mapped[datetime | None]  # hidden at once; a job removes what belongs to it piece by piece
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)

    @validates("title")
    def _keep_key(self, _: str, title: str) -> str:
        self.title_key = name_key(title)
        return title

    @property
    def is_ending(self) -> bool:
        """True once nothing more happens to the document by itself."""
        return self.status in (Status.READY, Status.FAILED, Status.CANCELLED)


class Chapter(Base):
    """A chapter: `start` is a character offset into the document's text."""

    __tablename__ = "chapters"

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(300))
    start: Mapped[int]


class Passage(Base):
    """A paragraph: `text` is exactly the document's text from `start` to `end`, in characters."""

    __tablename__ = "passages"
    __table_args__ = (Index("ix_passages_document_id_chapter_seq", "document_id", "chapter", "seq"),)

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    chapter: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
