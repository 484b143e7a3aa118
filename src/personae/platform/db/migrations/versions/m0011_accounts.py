"""Roles, second factors, invitations, tickets, other ways in, and the audit log."""

import sqlalchemy as sa
from alembic import op

from personae.platform.db import UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ID = sa.String(length=26)
HASH = sa.String(length=64)
EMAIL = sa.String(length=254)
ADDRESS = sa.String(length=64)
MADE = ("identities", "recovery_codes", "second_factors", "invites", "tickets")


def upgrade() -> None:
    _people()
    _tickets()
    _second_factors()
    _identities()
    _audit()


def _people() -> None:
    op.add_column("users", sa.Column("role", sa.String(length=16), nullable=False, server_default="member"))
    for name in ("verified_at", "suspended_at", "leaving_at"):
        op.add_column("users", sa.Column(name, UtcDateTime(), nullable=True))
    # Whoever came first runs the studio.
    op.execute("UPDATE users SET role = 'admin' WHERE id = (SELECT min(id) FROM users)")
    op.add_column("sessions", sa.Column("address", ADDRESS, nullable=False, server_default=""))
    op.add_column("sessions", sa.Column("agent", sa.String(length=300), nullable=False, server_default=""))


def _tickets() -> None:
    op.create_table(
        "tickets",
        _id("user_id"),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("secret_hash", HASH, nullable=False),
        sa.Column("email", EMAIL, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        *_row("tickets", "user_id"),
        sa.UniqueConstraint("secret_hash", name="uq_tickets_secret_hash"),
    )
    op.create_index("ix_tickets_user_id_purpose", "tickets", ["user_id", "purpose"])
    op.create_index("ix_tickets_expires_at", "tickets", ["expires_at"])
    op.create_table(
        "invites",
        _id("made_by", nullable=True),
        _id("used_by", nullable=True),
        sa.Column("secret_hash", HASH, nullable=False),
        sa.Column("email", EMAIL, nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        *_row("invites", "made_by", "used_by", gone="SET NULL"),
        sa.UniqueConstraint("secret_hash", name="uq_invites_secret_hash"),
    )
    op.create_index("ix_invites_made_by", "invites", ["made_by"])
    op.create_index("ix_invites_used_by", "invites", ["used_by"])


def _second_factors() -> None:
    op.create_table(
        "second_factors",
        _id("user_id"),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("confirmed_at", UtcDateTime(), nullable=True),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        *_row("second_factors", "user_id"),
        sa.UniqueConstraint("user_id", name="uq_second_factors_user_id"),
    )
    op.create_table(
        "recovery_codes",
        _id("user_id"),
        sa.Column("code_hash", HASH, nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        *_row("recovery_codes", "user_id"),
    )
    op.create_index("ix_recovery_codes_user_id", "recovery_codes", ["user_id"])


def _identities() -> None:
    op.create_table(
        "identities",
        _id("user_id"),
        sa.Column("issuer", sa.String(length=255), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("email", EMAIL, nullable=False),
        *_row("identities", "user_id"),
        sa.UniqueConstraint("issuer", "subject", name="uq_identities_issuer_subject"),
    )
    op.create_index("ix_identities_user_id", "identities", ["user_id"])


def _audit() -> None:
    op.create_table(
        "audit_entries",
        sa.Column("act", sa.String(length=48), nullable=False),
        _id("actor_id", nullable=True),
        _id("subject_id", nullable=True),
        sa.Column("about", sa.String(length=64), nullable=True),
        sa.Column("address", ADDRESS, nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        *_row("audit_entries"),
    )
    for name in ("act", "actor_id", "subject_id"):
        op.create_index(f"ix_audit_entries_{name}_id", "audit_entries", [name, "id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION audit_stands() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the audit log only grows'; END $$"
        )
        op.execute(
            "CREATE TRIGGER audit_stands BEFORE UPDATE OR DELETE ON audit_entries "
            "FOR EACH ROW EXECUTE FUNCTION audit_stands()"
        )
        return
    for act in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER audit_stands_{act} BEFORE {act.upper()} ON audit_entries "
            "BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END"
        )


def _id(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, ID, nullable=nullable)


def _row(table: str, *owners: str, gone: str = "CASCADE") -> list[sa.schema.SchemaItem]:
    """What every table has, and the keys that lead to people."""
    return [
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        *(
            sa.ForeignKeyConstraint([each], ["users.id"], name=f"fk_{table}_{each}", ondelete=gone)
            for each in owners
        ),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    ]


def downgrade() -> None:
    op.drop_table("audit_entries")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_stands")
    for table in MADE:
        op.drop_table(table)
    for name in ("address", "agent"):
        op.drop_column("sessions", name)
    for name in ("role", "verified_at", "suspended_at", "leaving_at"):
        op.drop_column("users", name)
