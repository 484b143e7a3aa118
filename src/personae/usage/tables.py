"""What calls to models took, what is set aside for those under way, and how much may be spent."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Boolean, Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from personae.platform.db import Base, Row

VENDOR_LIMIT = 100
MODEL_LIMIT = 200


class Purpose(StrEnum):
    """What a model is asked for."""

    REPLY = "reply"
    PORTRAIT = "portrait"
    SUMMARY = "summary"


class Asked:
    """What is known of a call when it is sent.

    day: when it was begun, in UTC.  Character, conversation and message are ids without a link: what was
    spent stays on the books when they are deleted.  is_own_key: the person pays the vendor themself, so the
    operator's budgets do not count it.
    """

    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    character_id: Mapped[str | None] = mapped_column(String(26))
    conversation_id: Mapped[str | None] = mapped_column(String(26))
    message_id: Mapped[str | None] = mapped_column(String(26))
    purpose: Mapped[str] = mapped_column(String(16))
    vendor: Mapped[str] = mapped_column(String(VENDOR_LIMIT))
    model: Mapped[str] = mapped_column(String(MODEL_LIMIT))
    is_own_key: Mapped[bool] = mapped_column(Boolean)
    day: Mapped[date] = mapped_column(Date)


class Call(Asked, Row):
    """One call to a model that has ended, in whatever way. Written once.

    micros: its cost in micro-dollars, None when the price is unknown;
    price_date: of what day the price is.  is_estimate: the tokens are our own count, not the vendor's.
    """

    __tablename__ = "calls"
    __table_args__ = (
        Index("ix_calls_user_id_day_id", "user_id", "day", "id"),
        Index("ix_calls_message_id", "message_id"),
        Index("ix_calls_day", "day"),
    )

    input_tokens: Mapped[int]
    cached_tokens: Mapped[int]
    output_tokens: Mapped[int]
    is_estimate: Mapped[bool] = mapped_column(Boolean)
    micros: Mapped[int | None] = mapped_column(BigInteger)
    price_date: Mapped[date | None] = mapped_column(Date)
    first_token_ms: Mapped[int | None]
    duration_ms: Mapped[int]
    outcome: Mapped[str] = mapped_column(String(16))
    code: Mapped[str | None] = mapped_column(String(64))


class Reservation(Asked, Row):
    """Room set aside for a call under way: its prompt and the longest reply, at the model's price.

    micros: None when the price is unknown.  expires_at: when nobody can be waiting for it any more.
    """

    __tablename__ = "reservations"
    __table_args__ = (
        Index("ix_reservations_user_id", "user_id"),
        Index("ix_reservations_expires_at", "expires_at"),
    )

    input_tokens: Mapped[int]
    output_tokens: Mapped[int]
    micros: Mapped[int | None] = mapped_column(BigInteger)
    price_date: Mapped[date | None] = mapped_column(Date)
    expires_at: Mapped[datetime]


class Budget(Base):
    """What one person lets themself spend, in micro-dollars; None where there is no limit.

    hard: no call may lead beyond it.  soft: reaching it alerts.  allows_unknown: models without a known
    price may answer although there is a hard limit.
    """

    __tablename__ = "budgets"

    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    day_hard: Mapped[int | None] = mapped_column(BigInteger)
    day_soft: Mapped[int | None] = mapped_column(BigInteger)
    month_hard: Mapped[int | None] = mapped_column(BigInteger)
    month_soft: Mapped[int | None] = mapped_column(BigInteger)
    allows_unknown: Mapped[bool] = mapped_column(Boolean)


class Spending(Base):
    """What has been spent out of one purse in one period, so that a budget need not add up its calls.

    holder: whose purse, a person's id, or blank for everybody's together.  warned_micros: the soft limit
    whose alert has been given in this period.
    """

    __tablename__ = "spending"

    purse: Mapped[str] = mapped_column(String(8), primary_key=True)
    holder: Mapped[str] = mapped_column(String(26), primary_key=True)
    period: Mapped[str] = mapped_column(String(8), primary_key=True)
    start: Mapped[date] = mapped_column(Date, primary_key=True)
    micros: Mapped[int] = mapped_column(BigInteger, default=0)
    warned_micros: Mapped[int | None] = mapped_column(BigInteger)
