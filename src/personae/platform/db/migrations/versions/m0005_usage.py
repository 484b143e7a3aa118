"""Usage: calls to models, room set aside for them, budgets, and what has been spent."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def _asked() -> list[sa.Column[object]]:
    return [
        sa.Column("user_id", sa.String(length=26), nullable=False),
        sa.Column("character_id", sa.String(length=26), nullable=True),
        sa.Column("conversation_id", sa.String(length=26), nullable=True),
        sa.Column("message_id", sa.String(length=26), nullable=True),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("vendor", sa.String(length=100), nullable=False),
        sa.Column("model", sa.String(length=200), nullable=False),
        sa.Column("is_own_key", sa.Boolean(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("micros", sa.BigInteger(), nullable=True),
        sa.Column("price_date", sa.Date(), nullable=True),
    ]


def _of_a_person(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=f"fk_{table}_user_id", ondelete="CASCADE")


def upgrade() -> None:
    op.create_table(
        "calls",
        *_asked(),
        sa.Column("input_tokens", sa.Integer(), nullable=False),
        sa.Column("cached_tokens", sa.Integer(), nullable=False),
        sa.Column("output_tokens", sa.Integer(), nullable=False),
        sa.Column("is_estimate", sa.Boolean(), nullable=False),
        sa.Column("first_token_ms", sa.Integer(), nullable=True),
        sa.Column("duration_ms", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=True),
        _of_a_person("calls"),
        sa.PrimaryKeyConstraint("id", name="pk_calls"),
    )
    op.create_index("ix_calls_user_id_day_id", "calls", ["user_id", "day", "id"])
    op.create_index("ix_calls_message_id", "calls", ["message_id"])
    op.create_table(
        "reservations",
        *_asked(),
        sa.Column("input_tokens", sa.Integer(), nullable=False),
        sa.Column("output_tokens", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        _of_a_person("reservations"),
        sa.PrimaryKeyConstraint("id", name="pk_reservations"),
    )
    op.create_index("ix_reservations_user_id", "reservations", ["user_id"])
    op.create_index("ix_reservations_expires_at", "reservations", ["expires_at"])
    op.create_table(
        "budgets",
        sa.Column("user_id", sa.String(length=26), nullable=False),
        sa.Column("day_hard", sa.BigInteger(), nullable=True),
        sa.Column("day_soft", sa.BigInteger(), nullable=True),
        sa.Column("month_hard", sa.BigInteger(), nullable=True),
        sa.Column("month_soft", sa.BigInteger(), nullable=True),
        sa.Column("allows_unknown", sa.Boolean(), nullable=False),
        _of_a_person("budgets"),
        sa.PrimaryKeyConstraint("user_id", name="pk_budgets"),
    )
    op.create_table(
        "spending",
        sa.Column("purse", sa.String(length=8), nullable=False),
        sa.Column("holder", sa.String(length=26), nullable=False),
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("micros", sa.BigInteger(), nullable=False),
        sa.Column("warned_micros", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("purse", "holder", "period", "start", name="pk_spending"),
    )


def downgrade() -> None:
    for table in ("spending", "budgets", "reservations", "calls"):
        op.drop_table(table)
