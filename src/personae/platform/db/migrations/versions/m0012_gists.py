"""Memories that fade into gists, gists that go with what they were made of, and one memory a message."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

FRESHNESS = ["owner_id", "character_id", "is_live", "is_faded", "updated_at", "version", "vector_version"]
TRIGGER = "gist_goes_with_its_moments"
# A trigger, for moments also go by cascade: with their message, their conversation, their character.
UNFADE = """
    UPDATE memories SET is_faded = {false} WHERE id = OLD.moment_id
        OR id IN (SELECT moment_id FROM gist_sources WHERE gist_id = OLD.gist_id);
    DELETE FROM memories WHERE id = OLD.gist_id;
"""
SQLITE = f"CREATE TRIGGER {TRIGGER} AFTER DELETE ON gist_sources BEGIN {UNFADE.format(false=0)} END"
POSTGRES_FUNCTION = (
    f"CREATE FUNCTION {TRIGGER}() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN {UNFADE.format(false='false')} RETURN NULL; END $$"
)
POSTGRES = f"CREATE TRIGGER {TRIGGER} AFTER DELETE ON gist_sources FOR EACH ROW EXECUTE FUNCTION {TRIGGER}()"


def upgrade() -> None:
    op.add_column("memories", sa.Column("is_faded", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("ix_memories_freshness", "memories", FRESHNESS)
    op.drop_index("ix_memories_message_id", "memories")
    op.create_index("uq_memories_message_id", "memories", ["message_id"], unique=True)
    for statement in [SQLITE] if _is_sqlite() else [POSTGRES_FUNCTION, POSTGRES]:
        op.execute(statement)


def downgrade() -> None:
    op.execute(f"DROP TRIGGER {TRIGGER}" + ("" if _is_sqlite() else " ON gist_sources"))
    if not _is_sqlite():
        op.execute(f"DROP FUNCTION {TRIGGER}()")
    op.drop_index("uq_memories_message_id", "memories")
    op.create_index("ix_memories_message_id", "memories", ["message_id"])
    op.drop_index("ix_memories_freshness", "memories")
    op.drop_column("memories", "is_faded")


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
