"""What the studio notes about itself: its settings at the last start, and what its files were found to be."""

from datetime import datetime

from sqlalchemy import JSON, BigInteger, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from personae.platform.clock import now
from personae.platform.db import Base, Row
from personae.platform.errors import Fact


class NotedSetting(Base):
    """A setting as it was at the last start, in words; of a secret only whether it is set."""

    __tablename__ = "noted_settings"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[str] = mapped_column(Text)
    noted_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)


class FileCheck(Row):
    """One comparison of the files that are kept with the rows that tell of them.

    asked_by: None for the nightly one.  ended_at: None while it goes on.  figures: counts and bytes by name.
    strays: files without a row, missing: documents without their file; of each those found first.
    """

    __tablename__ = "file_checks"

    asked_by: Mapped[str | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    ended_at: Mapped[datetime | None]
    figures: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    strays: Mapped[list[dict[str, Fact]]] = mapped_column(JSON, default=list)
    missing: Mapped[list[dict[str, Fact]]] = mapped_column(JSON, default=list)


class Holding(Base):
    """What the readings of a person's documents take in files, as the last check counted them."""

    __tablename__ = "holdings"

    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    files: Mapped[int]
    bytes: Mapped[int] = mapped_column(BigInteger)
