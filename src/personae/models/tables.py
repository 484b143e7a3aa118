"""The keys that people bring, and the order in which their models are asked."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from personae.platform.db import Row

NAME_LIMIT = 80
ADDRESS_LIMIT = 500
MODEL_LIMIT = 100


class ModelKey(Row):
    """One person's key for one vendor at one address.

    name: what its owner calls it.  base_url: None for the vendor's own address.  sealed: the key, which
    only `Keyring` opens.  hint: its last characters, "" for one that is short or blank.
    """

    __tablename__ = "model_keys"
    __table_args__ = (Index("ix_model_keys_owner_id_id", "owner_id", "id"),)

    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(NAME_LIMIT))
    vendor: Mapped[str] = mapped_column(String(16))
    base_url: Mapped[str | None] = mapped_column(String(ADDRESS_LIMIT))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    hint: Mapped[str] = mapped_column(String(4), default="")
    last_used_at: Mapped[datetime | None]


class ModelChoice(Row):
    """One model in a person's order, or in the order for one of their characters.

    key_id: the person's key that it is asked with; None for a model that the studio offers. A key that is
    deleted takes its choices along: they must not become the studio's.
    """

    __tablename__ = "model_choices"
    __table_args__ = (
        Index("ix_model_choices_owner_id_character_id_position", "owner_id", "character_id", "position"),
        Index("ix_model_choices_character_id", "character_id"),
        Index("ix_model_choices_key_id", "key_id"),
    )

    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    character_id: Mapped[str | None] = mapped_column(ForeignKey("characters.id", ondelete="CASCADE"))
    position: Mapped[int]
    vendor: Mapped[str] = mapped_column(String(16))
    model: Mapped[str] = mapped_column(String(MODEL_LIMIT))
    key_id: Mapped[str | None] = mapped_column(ForeignKey("model_keys.id", ondelete="CASCADE"))
