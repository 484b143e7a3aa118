"""Words that look as if they were written to instruct a model, and who weighed what was decided on."""

import sqlalchemy as sa
from alembic import op

from personae.platform.db import UtcDateTime

revision = "0019"
down_revision = "0020"
branch_labels = None
depends_on = None

ID = sa.String(length=26)
NAME = "notices"
ABOUT = {
    "document_id": "documents",
    "character_id": "characters",
    "persona_id": "personas",
    "conversation_id": "conversations",
    "message_id": "messages",
}


def upgrade() -> None:
    op.create_table(
        NAME,
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("owner_id", ID, nullable=False),
        sa.Column("where", sa.String(length=16), nullable=False),
        *(sa.Column(column, ID, nullable=True) for column in ABOUT),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        *(_key(column, table) for column, table in {"owner_id": "users", **ABOUT}.items()),
        sa.PrimaryKeyConstraint("id", name=f"pk_{NAME}"),
    )
    op.add_column(
        "moderation_decisions",
        sa.Column("weighed_by", sa.String(length=32), nullable=False, server_default="studio"),
    )
    op.create_index(f"ix_{NAME}_owner_id_id", NAME, ["owner_id", "id"])
    op.create_index(f"ix_{NAME}_document_id_start", NAME, ["document_id", "start"])
    for column in ("character_id", "persona_id", "conversation_id", "message_id"):
        op.create_index(f"ix_{NAME}_{column}", NAME, [column])


def downgrade() -> None:
    op.drop_column("moderation_decisions", "weighed_by")
    op.drop_table(NAME)


def _key(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], name=f"fk_{NAME}_{column}", ondelete="CASCADE")
