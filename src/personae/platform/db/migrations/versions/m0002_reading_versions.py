"""How each document was read; what was read before this counts as outdated."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("documents", sa.Column("reading", sa.String(length=64), nullable=False, server_default=""))


def downgrade() -> None:
    # Not in a batch: that would make the table anew, and dropping the old one removes all that hangs on it.
    op.drop_column("documents", "reading")
