"""What the studio notes about itself, and calls by their day for everybody's sums."""

import sqlalchemy as sa
from alembic import op

from personae.platform.db import UtcDateTime

revision = "0020"
down_revision = "0017"
branch_labels = None
depends_on = None

ID = sa.String(length=26)


def upgrade() -> None:
    op.create_index("ix_calls_day", "calls", ["day"])
    op.create_table(
        "noted_settings",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("noted_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_noted_settings"),
    )
    op.create_table(
        "file_checks",
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("asked_by", ID, nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("strays", sa.JSON(), nullable=False),
        sa.Column("missing", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["users.id"], name="fk_file_checks_asked_by", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_file_checks"),
    )
    op.create_index("ix_file_checks_asked_by", "file_checks", ["asked_by"])
    op.create_table(
        "holdings",
        sa.Column("owner_id", ID, nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name="fk_holdings_owner_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("owner_id", name="pk_holdings"),
    )


def downgrade() -> None:
    for name in ("holdings", "file_checks", "noted_settings"):
        op.drop_table(name)
    op.drop_index("ix_calls_day", "calls")
