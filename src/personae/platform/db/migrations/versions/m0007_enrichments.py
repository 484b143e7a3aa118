"""What models add to portraits, and what they have answered before."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "enrichments",
        sa.Column("character_id", sa.String(length=26), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=True),
        sa.Column("vendor", sa.String(length=64), nullable=False),
        sa.Column("model", sa.String(length=200), nullable=False),
        sa.Column("known_from", sa.Integer(), nullable=False),
        sa.Column("kept", sa.Integer(), nullable=False),
        sa.Column("dropped", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["character_id"], ["characters.id"], name="fk_enrichments_character_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("character_id", name="pk_enrichments"),
    )
    op.create_table(
        "added_claims",
        sa.Column("character_id", sa.String(length=26), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["character_id"],
            ["enrichments.character_id"],
            name="fk_added_claims_character_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("character_id", "seq", name="pk_added_claims"),
    )
    op.create_table(
        "model_answers",
        sa.Column("owner_id", sa.String(length=26), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name="fk_model_answers_owner_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("owner_id", "digest", name="pk_model_answers"),
    )


def downgrade() -> None:
    op.drop_table("model_answers")
    op.drop_table("added_claims")
    op.drop_table("enrichments")
