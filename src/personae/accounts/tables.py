"""Accounts and their sessions."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from personae.platform.clock import now
from personae.platform.db import Row


class User(Row):
    """A person with an account. `email` is stored casefolded."""

    __tablename__ = "users"

    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    password_hash: Mapped[str]


class Session(Row):
    """One signed-in browser or program. Only the secret's hash is stored."""

    __tablename__ = "sessions"

    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class Persona(Row):
    """As whom a person speaks: the name, how to be addressed, pronouns and a few words about them.

    is_usual: taken for new conversations; one of a person's at most.
    """

    __tablename__ = "personas"
    __table_args__ = (Index("ix_personas_owner_id_id", "owner_id", "id"),)

    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80))
    address: Mapped[str] = mapped_column(String(80), default="")
    pronouns: Mapped[str] = mapped_column(String(40), default="")
    about: Mapped[str] = mapped_column(Text, default="")
    is_usual: Mapped[bool] = mapped_column(default=False)
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)
