"""What a portrait is made of: whom lines are said to, facts, ties, and a baseline of traits."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("characters", sa.Column("baseline", sa.JSON(), nullable=True))
    _add_addressee()
    op.create_table(
        "facts",
        sa.Column("document_id", sa.String(length=26), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("character_id", sa.String(length=26), nullable=False),
        sa.Column("chapter", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["character_id"], ["characters.id"], name="fk_facts_character_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_facts_document_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_id", "seq", name="pk_facts"),
    )
    op.create_index("ix_facts_character_id_seq", "facts", ["character_id", "seq"])
    op.create_table(
        "ties",
        sa.Column("document_id", sa.String(length=26), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.String(length=26), nullable=False),
        sa.Column("target_id", sa.String(length=26), nullable=False),
        sa.Column("chapter", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("affinity", sa.Double(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("detail", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"], ["characters.id"], name="fk_ties_source_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["target_id"], ["characters.id"], name="fk_ties_target_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_ties_document_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_id", "seq", name="pk_ties"),
    )
    op.create_index("ix_ties_source_id_seq", "ties", ["source_id", "seq"])
    op.create_index("ix_ties_target_id_seq", "ties", ["target_id", "seq"])


def _add_addressee() -> None:
    """On SQLite this makes the table anew, which is safe: nothing hangs on quotations."""
    with op.batch_alter_table("quotations") as batch_op:
        batch_op.add_column(sa.Column("addressee_id", sa.String(length=26), nullable=True))
        batch_op.create_foreign_key(
            "fk_quotations_addressee_id", "characters", ["addressee_id"], ["id"], ondelete="SET NULL"
        )
        batch_op.create_index("ix_quotations_addressee_id", ["addressee_id"])


def downgrade() -> None:
    op.drop_table("ties")
    op.drop_table("facts")
    with op.batch_alter_table("quotations") as batch_op:
        batch_op.drop_index("ix_quotations_addressee_id")
        batch_op.drop_constraint("fk_quotations_addressee_id", type_="foreignkey")
        batch_op.drop_column("addressee_id")
    op.drop_column("characters", "baseline")
