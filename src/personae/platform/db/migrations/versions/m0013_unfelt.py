"""Messages that nobody has appraised are found without a look at all others."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

UNFELT = sa.text("appraisal IS NULL")


def upgrade() -> None:
    op.create_index("ix_messages_unfelt", "messages", ["id"], sqlite_where=UNFELT, postgresql_where=UNFELT)


def downgrade() -> None:
    op.drop_index("ix_messages_unfelt", "messages")
