"""The keys that people bring, sealed, and the order in which models are asked."""

import sqlalchemy as sa
from alembic import op

from personae.platform.db import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "model_keys",
        sa.Column("owner_id", sa.String(length=26), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("vendor", sa.String(length=16), nullable=False),
        sa.Column("base_url", sa.String(length=500), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("hint", sa.String(length=4), nullable=False),
        sa.Column("last_used_at", UtcDateTime(), nullable=True),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name="fk_model_keys_owner_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_model_keys"),
    )
    op.create_index("ix_model_keys_owner_id_id", "model_keys", ["owner_id", "id"])
    op.create_table(
        "model_choices",
        sa.Column("owner_id", sa.String(length=26), nullable=False),
        sa.Column("character_id", sa.String(length=26), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("vendor", sa.String(length=16), nullable=False),
        sa.Column("model", sa.String(length=100), nullable=False),
        sa.Column("key_id", sa.String(length=26), nullable=True),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name="fk_model_choices_owner_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["character_id"], ["characters.id"], name="fk_model_choices_character_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["key_id"], ["model_keys.id"], name="fk_model_choices_key_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_model_choices"),
    )
    op.create_index(
        "ix_model_choices_owner_id_character_id_position",
        "model_choices",
        ["owner_id", "character_id", "position"],
    )
    op.create_index("ix_model_choices_character_id", "model_choices", ["character_id"])
    op.create_index("ix_model_choices_key_id", "model_choices", ["key_id"])


def downgrade() -> None:
    op.drop_table("model_choices")
    op.drop_table("model_keys")
