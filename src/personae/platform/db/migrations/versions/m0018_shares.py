"""Documents and characters that people share."""

import sqlalchemy as sa
from alembic import op

from personae.platform.db import UtcDateTime

revision = "0018"
down_revision = "0019"
branch_labels = None
depends_on = None

ID = sa.String(length=26)


def upgrade() -> None:
    op.create_table(
        "shares",
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("owner_id", ID, nullable=False),
        sa.Column("document_id", ID, nullable=True),
        sa.Column("character_id", ID, nullable=True),
        sa.Column("right", sa.String(length=8), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("secret_hash", sa.String(length=64), nullable=True),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        _key("shares", "owner_id", "users"),
        _key("shares", "document_id", "documents"),
        _key("shares", "character_id", "characters"),
        _key("shares", "person_id", "users"),
        sa.PrimaryKeyConstraint("id", name="pk_shares"),
        sa.UniqueConstraint("document_id", "email", name="uq_shares_document_id_email"),
        sa.UniqueConstraint("character_id", "email", name="uq_shares_character_id_email"),
        sa.UniqueConstraint("secret_hash", name="uq_shares_secret_hash"),
    )
    op.create_index("ix_shares_owner_id_id", "shares", ["owner_id", "id"])
    for column in ("person_id", "email"):
        op.create_index(f"ix_shares_{column}", "shares", [column])
    op.create_table(
        "share_openings",
        sa.Column("share_id", ID, nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        _key("share_openings", "share_id", "shares"),
        _key("share_openings", "user_id", "users"),
        sa.PrimaryKeyConstraint("share_id", "user_id", name="pk_share_openings"),
    )
    op.create_index("ix_share_openings_user_id", "share_openings", ["user_id"])


def downgrade() -> None:
    op.drop_table("share_openings")
    op.drop_table("shares")


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=f"fk_{table}_{column}", ondelete="CASCADE"
    )
