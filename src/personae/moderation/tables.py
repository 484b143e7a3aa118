"""What was decided about words, and what came of it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from personae.platform.db import Row


class What(StrEnum):
    """Whose words: the person's, or those of a character's reply to them."""

    MESSAGE = "message"
    REPLY = "reply"


class Outcome(StrEnum):
    """What an admin made of a decision."""

    UPHELD = "upheld"
    OVERTURNED = "overturned"


class Shelf(StrEnum):
    """Which decisions: those that wait for a review, those that a person appealed against, those reviewed."""

    OPEN = "open"
    APPEALED = "appealed"
    REVIEWED = "reviewed"


class Where(StrEnum):
    """In which words something was noticed; a leak is in a reply."""

    MESSAGE = "message"
    PROGRAM = "program"
    CHARACTER = "character"
    PERSONA = "persona"
    DOCUMENT = "document"
    LEAK = "leak"


class Notice(Row):
    """Words that look as if they were written to instruct a model. A signal: nothing follows from it.

    It goes with what it is about. score: 0..1.  reasons: what was noticed, in words.  start, end: the place
    in a document's text; 0 and 0 elsewhere. The words themselves are not kept.
    """

    __tablename__ = "notices"
    __table_args__ = (
        Index("ix_notices_owner_id_id", "owner_id", "id"),
        Index("ix_notices_document_id_start", "document_id", "start"),
        Index("ix_notices_character_id", "character_id"),
        Index("ix_notices_persona_id", "persona_id"),
        Index("ix_notices_message_id", "message_id"),
        Index("ix_notices_conversation_id", "conversation_id"),
    )

    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    where: Mapped[str] = mapped_column(String(16))
    document_id: Mapped[str | None] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"))
    character_id: Mapped[str | None] = mapped_column(ForeignKey("characters.id", ondelete="CASCADE"))
    persona_id: Mapped[str | None] = mapped_column(ForeignKey("personas.id", ondelete="CASCADE"))
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    message_id: Mapped[str | None] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"))
    start: Mapped[int] = mapped_column(default=0)
    end: Mapped[int] = mapped_column(default=0)
    score: Mapped[float]
    reasons: Mapped[list[str]] = mapped_column(JSON, default=list)


class Decision(Row):
    """What the policy did with some words. It goes with the message, the conversation and the person.

    action: flag or block.  category, score: what weighed most, 0..1.  scores: of every category that asked
    for the action.  weighed_by: "studio", a vendor, or both.  text: the words as they were; of a reply that
    was held back this is the only copy.  message_id: None for a message that was not sent.  appeal: what the
    person says to it, may be blank.
    """

    __tablename__ = "moderation_decisions"
    __table_args__ = (
        Index("ix_moderation_decisions_owner_id_id", "owner_id", "id"),
        Index("ix_moderation_decisions_message_id", "message_id"),
        Index("ix_moderation_decisions_conversation_id", "conversation_id"),
        Index("ix_moderation_decisions_reviewer_id", "reviewer_id"),
        Index("ix_moderation_decisions_reviewed_at", "reviewed_at"),
    )

    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    message_id: Mapped[str | None] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"))
    what: Mapped[str] = mapped_column(String(16))
    action: Mapped[str] = mapped_column(String(16))
    category: Mapped[str] = mapped_column(String(32))
    score: Mapped[float]
    scores: Mapped[dict[str, float]] = mapped_column(JSON)
    weighed_by: Mapped[str] = mapped_column(String(32), default="studio", server_default="studio")
    text: Mapped[str] = mapped_column(Text)
    appeal: Mapped[str] = mapped_column(Text, default="")
    appealed_at: Mapped[datetime | None]
    reviewed_at: Mapped[datetime | None]
    reviewer_id: Mapped[str | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    outcome: Mapped[str | None] = mapped_column(String(16))

    @property
    def is_block(self) -> bool:
        """Whether the words were kept out, not only noted."""
        return self.action == "block"

    @property
    def is_standing(self) -> bool:
        """Whether it holds: no admin has overturned it."""
        return self.outcome != Outcome.OVERTURNED
