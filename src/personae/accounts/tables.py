"""Accounts, their sessions, and all that opens one."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, validates

from personae.platform.clock import now
from personae.platform.db import Base, Row
from personae.platform.errors import Fact
from personae.platform.naming import KEY_LIMIT, name_key


class Role(StrEnum):
    """What a person may do beyond their own things. Admins look after people; they do not read for them."""

    ADMIN = "admin"
    MEMBER = "member"


class Purpose(StrEnum):
    """What a ticket is good for."""

    VERIFY = "verify"
    RESET = "reset"
    SECOND = "second"


class User(Row):
    """A person with an account. `email` is stored casefolded.

    password_hash: "" for who comes in by OpenID Connect alone.  suspended_at: nothing of theirs is open to
    them since then.  leaving_at: they have asked to be deleted, and a job is at it.
    """

    __tablename__ = "users"

    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    password_hash: Mapped[str]
    role: Mapped[str] = mapped_column(String(16), default=Role.MEMBER)
    verified_at: Mapped[datetime | None]
    suspended_at: Mapped[datetime | None]
    leaving_at: Mapped[datetime | None]

    @property
    def is_active(self) -> bool:
        """True while the person may come in."""
        return self.suspended_at is None and self.leaving_at is None


class Session(Row):
    """One signed-in browser or program. Only the secret's hash is stored.

    address: shortened, see `platform.caller`.  agent: what the program calls itself.
    """

    __tablename__ = "sessions"

    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    address: Mapped[str] = mapped_column(String(64), default="")
    agent: Mapped[str] = mapped_column(String(300), default="")


class Ticket(Row):
    """A secret that was sent or handed over once and does one thing once. Only its hash is stored.

    email: the address it was sent to, which it confirms.  tries: wrong codes that were typed beside it.
    """

    __tablename__ = "tickets"
    __table_args__ = (Index("ix_tickets_user_id_purpose", "user_id", "purpose"),)

    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(16))
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str] = mapped_column(String(254), default="")
    tries: Mapped[int] = mapped_column(default=0)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class Invite(Row):
    """Lets one person make an account. email: the only address that may use it; "" for any."""

    __tablename__ = "invites"

    made_by: Mapped[str | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    used_by: Mapped[str | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str] = mapped_column(String(254), default="")
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SecondFactor(Row):
    """A person's authenticator. sealed: its key, bound to the person.  confirmed_at: None while it is set up.

    last_step: the time step of the last code that was taken; none up to it is taken again.
    """

    __tablename__ = "second_factors"

    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), unique=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    confirmed_at: Mapped[datetime | None]
    last_step: Mapped[int] = mapped_column(BigInteger, default=0)


class RecoveryCode(Row):
    """A code that stands in for the authenticator once."""

    __tablename__ = "recovery_codes"

    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None]


class Identity(Row):
    """Somebody of an OpenID provider, and whose account they open."""

    __tablename__ = "identities"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    issuer: Mapped[str] = mapped_column(String(255))
    subject: Mapped[str] = mapped_column(String(255))
    email: Mapped[str] = mapped_column(String(254), default="")


class AuditEntry(Row):
    """Who did what to whom, and from where. Written once; the database refuses changes and deletions.

    No key leads to a person's row, so that the log outlives them. about: the id of another thing.
    """

    __tablename__ = "audit_entries"
    __table_args__ = (
        Index("ix_audit_entries_act_id", "act", "id"),
        Index("ix_audit_entries_actor_id_id", "actor_id", "id"),
        Index("ix_audit_entries_subject_id_id", "subject_id", "id"),
    )

    act: Mapped[str] = mapped_column(String(48))
    actor_id: Mapped[str | None] = mapped_column(String(26))
    subject_id: Mapped[str | None] = mapped_column(String(26))
    about: Mapped[str | None] = mapped_column(String(64))
    address: Mapped[str] = mapped_column(String(64), default="")
    facts: Mapped[dict[str, Fact]] = mapped_column(JSON, default=dict)


class Persona(Row):
    """As whom a person speaks: the name, how to be addressed, pronouns and a few words about them.

    is_usual: taken for new conversations; one of a person's at most.
    """

    __tablename__ = "personas"
    __table_args__ = (
        Index("ix_personas_owner_id_id", "owner_id", "id"),
        Index("ix_personas_owner_id_name_key", "owner_id", "name_key", unique=True),
    )

    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80))
    name_key: Mapped[str] = mapped_column(String(KEY_LIMIT))  # no two of an owner's have the same
    address: Mapped[str] = mapped_column(String(80), default="")
    pronouns: Mapped[str] = mapped_column(String(40), default="")
    about: Mapped[str] = mapped_column(Text, default="")
    is_usual: Mapped[bool] = mapped_column(default=False)
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)

    @validates("name")
    def _keep_key(self, _: str, name: str) -> str:
        self.name_key = name_key(name)
        return name


class ApiKey(Row):
    """What a program of a person's shows in their place. Only the secret's hash is stored.

    hint: how the secret begins and ends.  scopes: what it may do, see `accounts.scopes`.  remembers: whether
    characters remember what is said with it as in a conversation of the studio.
    """

    __tablename__ = "api_keys"

    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    hint: Mapped[str] = mapped_column(String(24))
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    scopes: Mapped[list[str]] = mapped_column(JSON)
    remembers: Mapped[bool] = mapped_column(default=False)
    expires_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]


class Once(Base):
    """A request that shall be done once, and what was answered to it, sealed.

    asker: the person, or the key that asked.  key_hash: of what the asker calls the request.  digest: of the
    request.  status: None while it is being done, 0 when what was answered is not known.
    """

    __tablename__ = "done_once"
    __table_args__ = (Index("ix_done_once_created_at", "created_at"),)

    asker: Mapped[str] = mapped_column(String(26), primary_key=True)
    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = mapped_column(String(64), default="")
    status: Mapped[int | None]
    headers: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(default=now)
