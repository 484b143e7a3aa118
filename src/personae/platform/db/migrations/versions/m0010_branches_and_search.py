"""Which alternative was shown last, what an undo brings back, and the words that are searched."""

import sqlalchemy as sa
from alembic import op

from personae.platform.folding import fold

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

AT_ONCE = 500
DELETED = sa.text("deleted_at IS NOT NULL")
_COUNTERS = (("conversations", "titled_in"), ("messages", "made_in"), ("messages", "shown_in"))


def upgrade() -> None:
    for table, name in _COUNTERS:
        op.add_column(table, sa.Column(name, sa.Integer(), nullable=False, server_default="1"))
    op.add_column("messages", sa.Column("was_live", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("ix_conversations_deleted_at", "conversations", ["deleted_at"])
    # Only what is deleted: or a walk through the tree may take all that is not for what it looks for.
    op.create_index(
        "ix_messages_deleted_at", "messages", ["deleted_at"], sqlite_where=DELETED, postgresql_where=DELETED
    )
    op.create_table(
        "searchable",
        sa.Column("message_id", sa.String(length=26), nullable=False),
        sa.Column("owner_id", sa.String(length=26), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name="fk_searchable_message_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name="fk_searchable_owner_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("message_id", name="pk_searchable"),
    )
    op.create_index("ix_searchable_owner_id_message_id", "searchable", ["owner_id", "message_id"])
    _fill()


def _fill() -> None:
    """Make what was said so far searchable, some messages at a time."""
    connection, last = op.get_bind(), ""
    some = sa.text(
        "SELECT m.id AS message_id, c.owner_id, m.text FROM messages m JOIN conversations c"
        " ON c.id = m.conversation_id WHERE m.id > :last ORDER BY m.id LIMIT :most"
    )
    add = sa.text(
        "INSERT INTO searchable (message_id, owner_id, folded) VALUES (:message_id, :owner_id, :folded)"
    )
    while rows := connection.execute(some, {"last": last, "most": AT_ONCE}).all():
        last = rows[-1].message_id
        connection.execute(
            add,
            [
                {"message_id": row.message_id, "owner_id": row.owner_id, "folded": fold(row.text)}
                for row in rows
            ],
        )


def downgrade() -> None:
    op.drop_table("searchable")
    for table in ("conversations", "messages"):
        op.drop_index(f"ix_{table}_deleted_at", table)
    op.drop_column("messages", "was_live")
    for table, name in _COUNTERS:
        op.drop_column(table, name)
