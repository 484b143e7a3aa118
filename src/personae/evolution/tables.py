"""The ledger of what has moved a character, and how far its folding has come."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from personae.platform.clock import now
from personae.platform.db import Base

Seq = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by itself in an INTEGER alone


class EventKind(StrEnum):
    """What an event tells."""

    FELT = "felt"  # a message was appraised
    THERAPY = "therapy"  # for a while the character returns to its own baseline faster
    RESET = "reset"  # the character is as its document has it
    UNDONE = "undone"  # an act before this one no longer counts


class Event(Base):
    """One thing that moved a character as one person knows it. Written once, never changed.

    seq: the order in which events count.  message_id: the message that is the cause, with which it goes;
    None for an act of the person.  facts: what the kind needs: an appraisal and the nudges of traits, the
    length of a therapy, the seq that is undone.  rule_version: by which rules the facts were found.
    is_live: the one thing that changes: whether it counts, as a message does on the branch that is shown, and
    an act that nobody has undone.
    """

    __tablename__ = "evolution_events"
    __table_args__ = (
        Index("ix_evolution_events_owner_id_character_id_seq", "owner_id", "character_id", "seq"),
        Index("ix_evolution_events_character_id", "character_id"),
        Index("ix_evolution_events_conversation_id", "conversation_id"),
        Index("uq_evolution_events_message_id_kind", "message_id", "kind", unique=True),
    )

    seq: Mapped[int] = mapped_column(Seq, primary_key=True, autoincrement=True)
    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    character_id: Mapped[str] = mapped_column(ForeignKey("characters.id", ondelete="CASCADE"))
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    message_id: Mapped[str | None] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(16))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    rule_version: Mapped[int]
    is_live: Mapped[bool] = mapped_column(default=True)
    at: Mapped[datetime] = mapped_column(default=now)


class Checkpoint(Base):
    """What folding the ledger up to an event came to, so that nobody folds it from the beginning.

    It is thrown away when anything up to its event changes. rule_version: by which rules it was folded: a
    number made of our own rules' version and the person's settings.
    """

    __tablename__ = "evolution_checkpoints"
    __table_args__ = (Index("ix_evolution_checkpoints_character_id", "character_id"),)

    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    character_id: Mapped[str] = mapped_column(
        ForeignKey("characters.id", ondelete="CASCADE"), primary_key=True
    )
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    rule_version: Mapped[int]
    state: Mapped[dict[str, Any]] = mapped_column(JSON)


class EvolutionSetting(Base):
    """How much one character may change for one person; whoever has none has the usual."""

    __tablename__ = "evolution_settings"
    __table_args__ = (Index("ix_evolution_settings_character_id", "character_id"),)

    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    character_id: Mapped[str] = mapped_column(
        ForeignKey("characters.id", ondelete="CASCADE"), primary_key=True
    )
    wish: Mapped[dict[str, Any]] = mapped_column(JSON)
    version: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)
