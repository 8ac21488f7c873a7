"""Receipt codes, how reports stand, and what is added to them"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINDS = (
    *("escalated", "claimed", "released", "lost", "transferred", "told_late", "supervisor_called", "stopped_waiting"),
    *("resolved", "reopened", "rated", "tagged", "linked", "muted", "unmuted", "resent", "note", "filed"),
)
NEW = ("added", "withdrawn", "status")
STATUSES = ("received", "read", "in_progress", "needs_more", "closed", "withdrawn")


def upgrade() -> None:
    listed = ", ".join(f"'{status}'" for status in STATUSES)
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.add_column(sa.Column("receipt", sa.String(length=16), nullable=True))
    with op.batch_alter_table("reports", schema=None) as batch_op:
        batch_op.add_column(sa.Column("receipt", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("status", sa.String(length=16), nullable=False, server_default="received"))
        batch_op.add_column(sa.Column("reason", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_reports_receipt"), ["receipt"])
        batch_op.create_check_constraint(batch_op.f("ck_reports_status"), f"status IN ({listed})")
    with op.batch_alter_table("reports", schema=None) as batch_op:
        batch_op.alter_column("status", server_default=None)
    op.create_table(
        "additions",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("message_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name=op.f("fk_additions_message_id_messages")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_additions_report_id_reports")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_additions")),
        sa.UniqueConstraint("message_id", name=op.f("uq_additions_message_id")),
    )
    with op.batch_alter_table("additions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_additions_report_id"), ["report_id"], unique=False)
    _allow((*KINDS, *NEW))


def downgrade() -> None:
    op.execute("DELETE FROM events WHERE kind IN ('added', 'withdrawn', 'status')")
    _allow(KINDS)
    op.drop_table("additions")
    with op.batch_alter_table("reports", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_reports_status"), type_="check")
        batch_op.drop_constraint(batch_op.f("uq_reports_receipt"), type_="unique")
        batch_op.drop_column("changed_at")
        batch_op.drop_column("reason")
        batch_op.drop_column("status")
        batch_op.drop_column("receipt")
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.drop_column("receipt")


def _allow(kinds: tuple[str, ...]) -> None:
    """Let events be of these kinds."""
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_events_kind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_events_kind"), f"kind IN ({listed})")
