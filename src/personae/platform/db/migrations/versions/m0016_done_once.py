"""Requests that shall be done once, and what was answered to them."""

import sqlalchemy as sa
from alembic import op

from personae.platform.db import UtcDateTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

ID = sa.String(length=26)


def upgrade() -> None:
    op.create_table(
        "done_once",
        sa.Column("asker", ID, nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("owner_id", ID, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name="fk_done_once_owner_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("asker", "key_hash", name="pk_done_once"),
    )
    op.create_index("ix_done_once_owner_id", "done_once", ["owner_id"])
    op.create_index("ix_done_once_created_at", "done_once", ["created_at"])


def downgrade() -> None:
    op.drop_table("done_once")
