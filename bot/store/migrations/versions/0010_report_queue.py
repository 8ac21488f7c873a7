"""Reports are found by topic, region and time without being read; what officers say of two that look alike"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
QUEUE = ["filed_at", "id", "kind", "municipality", "status", "conversation_id"]


def upgrade() -> None:
    with op.batch_alter_table("reports", schema=None) as batch_op:
        batch_op.create_index("ix_reports_queue", QUEUE, unique=False)
        batch_op.drop_index(batch_op.f("ix_reports_filed_at"))
        # Whoever counts by kind would read every report by it.
        batch_op.drop_index(batch_op.f("ix_reports_kind"))
    op.create_table(
        "report_matches",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("other_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("is_same", sa.Boolean(), nullable=False),
        sa.Column("officer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("report_id < other_id", name=op.f("ck_report_matches_order")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_report_matches_report_id_reports")),
        sa.ForeignKeyConstraint(["other_id"], ["reports.id"], name=op.f("fk_report_matches_other_id_reports")),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_report_matches_officer_id_officers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_matches")),
        sa.UniqueConstraint("report_id", "other_id", name=op.f("uq_report_matches_report_id_other_id")),
    )
    with op.batch_alter_table("report_matches", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_matches_other_id"), ["other_id"], unique=False)


def downgrade() -> None:
    op.drop_table("report_matches")
    with op.batch_alter_table("reports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reports_kind"), ["kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_reports_filed_at"), ["filed_at"], unique=False)
        batch_op.drop_index("ix_reports_queue")
