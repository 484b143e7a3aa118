"""Points in the book: what a mention calls a character, and how far a conversation's character has come."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("mentions", sa.Column("alias", sa.Integer(), nullable=True))
    op.add_column("conversations", sa.Column("until", sa.Integer(), nullable=True))


def downgrade() -> None:
    # Not in a batch: that would make the table anew, and dropping the old one removes its messages.
    op.drop_column("conversations", "until")
    op.drop_column("mentions", "alias")
