"""Branches, personas, memories and the ledger of what moves a character."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from personae.platform.db import UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ID = sa.String(length=26)


def upgrade() -> None:
    _personas()
    _branches()
    _memories()
    _evolution()


def _personas() -> None:
    op.create_table(
        "personas",
        sa.Column("owner_id", ID, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("address", sa.String(length=80), nullable=False),
        sa.Column("pronouns", sa.String(length=40), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("is_usual", sa.Boolean(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        *_of("personas", ("owner_id", "users")),
        sa.PrimaryKeyConstraint("id", name="pk_personas"),
    )
    op.create_index("ix_personas_owner_id_id", "personas", ["owner_id", "id"])


def _branches() -> None:
    def no(name: str) -> sa.Column[object]:
        return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())

    op.add_column("conversations", no("has_own_title"))
    op.add_column("conversations", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    for name in ("pinned_at", "archived_at", "deleted_at"):
        op.add_column("conversations", sa.Column(name, UtcDateTime(), nullable=True))
    op.add_column("messages", sa.Column("is_live", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("messages", sa.Column("deleted_at", UtcDateTime(), nullable=True))
    op.add_column("messages", sa.Column("appraisal", sa.JSON(), nullable=True))
    op.add_column("messages", sa.Column("recalled", sa.JSON(), nullable=False, server_default="[]"))
    op.drop_index("ix_messages_conversation_id_depth", "messages")
    op.create_index(
        "ix_messages_conversation_id_is_live_depth", "messages", ["conversation_id", "is_live", "depth"]
    )
    op.create_table(
        "spoken_as",
        sa.Column("conversation_id", ID, nullable=False),
        sa.Column("persona_id", ID, nullable=False),
        *_of("spoken_as", ("conversation_id", "conversations"), ("persona_id", "personas")),
        sa.PrimaryKeyConstraint("conversation_id", name="pk_spoken_as"),
    )
    op.create_index("ix_spoken_as_persona_id", "spoken_as", ["persona_id"])
    op.create_table(
        "summaries",
        sa.Column("message_id", ID, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        *_of("summaries", ("message_id", "messages")),
        sa.PrimaryKeyConstraint("message_id", name="pk_summaries"),
    )


def _memories() -> None:
    def figure(name: str) -> sa.Column[object]:
        return sa.Column(name, sa.Double(), nullable=False)

    op.create_table(
        "memories",
        sa.Column("owner_id", ID, nullable=False),
        sa.Column("character_id", ID, nullable=False),
        sa.Column("conversation_id", ID, nullable=True),
        sa.Column("message_id", ID, nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("speaker", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("heard_as", sa.Text(), nullable=True),
        sa.Column("emotion", sa.String(length=32), nullable=False),
        sa.Column("emotions", sa.JSON(), nullable=False),
        *map(figure, ("valence", "arousal", "dominance", "intensity", "importance")),
        sa.Column("is_live", sa.Boolean(), nullable=False),
        sa.Column("is_pinned", sa.Boolean(), nullable=False),
        sa.Column("is_resolved", sa.Boolean(), nullable=False),
        sa.Column("happened_at", UtcDateTime(), nullable=False),
        sa.Column("recalled_at", UtcDateTime(), nullable=True),
        sa.Column("recalls", sa.Integer(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=True),
        sa.Column("vector_version", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        *_of(
            "memories",
            ("owner_id", "users"),
            ("character_id", "characters"),
            ("conversation_id", "conversations"),
            ("message_id", "messages"),
        ),
        sa.PrimaryKeyConstraint("id", name="pk_memories"),
    )
    op.create_index(
        "ix_memories_owner_id_character_id_is_live_id",
        "memories",
        ["owner_id", "character_id", "is_live", "id"],
    )
    for column in ("character_id", "message_id", "conversation_id", "vector_version"):
        op.create_index(f"ix_memories_{column}", "memories", [column])
    op.create_table(
        "gist_sources",
        sa.Column("gist_id", ID, nullable=False),
        sa.Column("moment_id", ID, nullable=False),
        *_of("gist_sources", ("gist_id", "memories"), ("moment_id", "memories")),
        sa.PrimaryKeyConstraint("gist_id", "moment_id", name="pk_gist_sources"),
    )
    op.create_index("ix_gist_sources_moment_id", "gist_sources", ["moment_id"])


def _evolution() -> None:
    seq = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "evolution_events",
        sa.Column("seq", seq, autoincrement=True, nullable=False),
        sa.Column("owner_id", ID, nullable=False),
        sa.Column("character_id", ID, nullable=False),
        sa.Column("conversation_id", ID, nullable=True),
        sa.Column("message_id", ID, nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("rule_version", sa.Integer(), nullable=False),
        sa.Column("is_live", sa.Boolean(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        *_of(
            "evolution_events",
            ("owner_id", "users"),
            ("character_id", "characters"),
            ("conversation_id", "conversations"),
            ("message_id", "messages"),
        ),
        sa.PrimaryKeyConstraint("seq", name="pk_evolution_events"),
    )
    op.create_index(
        "ix_evolution_events_owner_id_character_id_seq",
        "evolution_events",
        ["owner_id", "character_id", "seq"],
    )
    for column in ("character_id", "conversation_id"):
        op.create_index(f"ix_evolution_events_{column}", "evolution_events", [column])
    op.create_index(
        "uq_evolution_events_message_id_kind", "evolution_events", ["message_id", "kind"], unique=True
    )
    op.create_table(
        "evolution_checkpoints",
        sa.Column("owner_id", ID, nullable=False),
        sa.Column("character_id", ID, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("rule_version", sa.Integer(), nullable=False),
        sa.Column("state", sa.JSON(), nullable=False),
        *_of("evolution_checkpoints", ("owner_id", "users"), ("character_id", "characters")),
        sa.PrimaryKeyConstraint("owner_id", "character_id", "seq", name="pk_evolution_checkpoints"),
    )
    op.create_index("ix_evolution_checkpoints_character_id", "evolution_checkpoints", ["character_id"])
    op.create_table(
        "evolution_settings",
        sa.Column("owner_id", ID, nullable=False),
        sa.Column("character_id", ID, nullable=False),
        sa.Column("wish", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        *_of("evolution_settings", ("owner_id", "users"), ("character_id", "characters")),
        sa.PrimaryKeyConstraint("owner_id", "character_id", name="pk_evolution_settings"),
    )
    op.create_index("ix_evolution_settings_character_id", "evolution_settings", ["character_id"])


def _of(table: str, *links: tuple[str, str]) -> Sequence[sa.ForeignKeyConstraint]:
    """Links to what the rows of a table go with."""
    return [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}", ondelete="CASCADE")
        for column, other in links
    ]


def downgrade() -> None:
    for table in (
        *("evolution_settings", "evolution_checkpoints", "evolution_events"),
        *("gist_sources", "memories", "summaries", "spoken_as"),
    ):
        op.drop_table(table)
    op.drop_index("ix_messages_conversation_id_is_live_depth", "messages")
    op.create_index("ix_messages_conversation_id_depth", "messages", ["conversation_id", "depth"])
    for column in ("recalled", "appraisal", "deleted_at", "is_live"):
        op.drop_column("messages", column)
    for column in ("deleted_at", "archived_at", "pinned_at", "version", "has_own_title"):
        op.drop_column("conversations", column)
    op.drop_table("personas")
