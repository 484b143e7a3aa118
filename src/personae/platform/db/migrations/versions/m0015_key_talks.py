"""Where characters keep what is said to them with a key that lets them remember."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

ID = sa.String(length=26)


def upgrade() -> None:
    op.create_table(
        "key_talks",
        *(sa.Column(name, ID, nullable=False) for name in ("key_id", "character_id", "conversation_id")),
        *(
            sa.ForeignKeyConstraint([name], [f"{table}.id"], name=f"fk_key_talks_{name}", ondelete="CASCADE")
            for name, table in (
                ("key_id", "api_keys"),
                ("character_id", "characters"),
                ("conversation_id", "conversations"),
            )
        ),
        sa.PrimaryKeyConstraint("key_id", "character_id", name="pk_key_talks"),
        sa.UniqueConstraint("conversation_id", name="uq_key_talks_conversation_id"),
    )
    op.create_index("ix_key_talks_character_id", "key_talks", ["character_id"])


def downgrade() -> None:
    op.drop_table("key_talks")
