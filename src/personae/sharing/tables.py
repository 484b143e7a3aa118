"""Shares of documents and characters, and who has opened which link."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from personae.platform.clock import now
from personae.platform.db import Base, Row


class Kind(StrEnum):
    """What can be shared. A document's share holds for all its characters."""

    DOCUMENT = "document"
    CHARACTER = "character"


class Right(StrEnum):
    """What a share lets somebody do: look, or also talk. Nothing else: the thing stays its owner's."""

    READ = "read"
    TALK = "talk"


COLUMN_OF: Final[Mapping[Kind, str]] = {Kind.DOCUMENT: "document_id", Kind.CHARACTER: "character_id"}


@dataclass(frozen=True, slots=True)
class Thing:
    """What is shared. Whether there is such a thing, and whose it is, its own room knows."""

    kind: Kind
    id: str


class Share(Row):
    """What an owner lets others do with one thing: one person, or whoever opens a link.

    Exactly one of document_id and character_id is there.  email: the address that was typed, None for a
    link.  person_id: whose address that was when the share was made; None while nobody has it.
    secret_hash: of the link's secret, None for a person.
    """

    __tablename__ = "shares"
    __table_args__ = (
        UniqueConstraint("document_id", "email"),
        UniqueConstraint("character_id", "email"),
        Index("ix_shares_owner_id_id", "owner_id", "id"),
        Index("ix_shares_person_id", "person_id"),
        Index("ix_shares_email", "email"),
    )

    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    document_id: Mapped[str | None] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"))
    character_id: Mapped[str | None] = mapped_column(ForeignKey("characters.id", ondelete="CASCADE"))
    right: Mapped[str] = mapped_column(String(8))
    email: Mapped[str | None] = mapped_column(String(254))
    person_id: Mapped[str | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    secret_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)

    @property
    def thing(self) -> Thing:
        """What is shared."""
        if self.document_id is not None:
            return Thing(Kind.DOCUMENT, self.document_id)
        return Thing(Kind.CHARACTER, self.character_id or "")

    @property
    def is_link(self) -> bool:
        """True for what whoever has the link may open."""
        return self.email is None


class Opening(Base):
    """Somebody has opened a link, and has what it gives for as long as there is this link."""

    __tablename__ = "share_openings"
    __table_args__ = (Index("ix_share_openings_user_id", "user_id"),)

    share_id: Mapped[str] = mapped_column(ForeignKey("shares.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
