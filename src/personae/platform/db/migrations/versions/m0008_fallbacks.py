"""Replies remember which model was asked first, where another one answered."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("messages", sa.Column("instead_of", sa.String(length=100), nullable=True))
    op.add_column("messages", sa.Column("instead_code", sa.String(length=64), nullable=True))


def downgrade() -> None:
    op.drop_column("messages", "instead_code")
    op.drop_column("messages", "instead_of")
