"""Working copies of films, recordings and documents are made after they were taken"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_copy_due", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.create_index(
            "ix_attachments_copy_due",
            ["id"],
            unique=False,
            sqlite_where=sa.text("is_copy_due"),
            postgresql_where=sa.text("is_copy_due"),
        )
    # What came before gets its copy too.
    op.execute(
        "UPDATE attachments SET is_copy_due = true"
        " WHERE NOT has_view AND (kind IN ('video', 'voice') OR media_type = 'application/pdf')"
    )
    op.execute("UPDATE attachments SET has_view = true WHERE media_type = 'text/plain'")
    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.alter_column("is_copy_due", server_default=None)


def downgrade() -> None:
    op.execute("UPDATE attachments SET has_view = false WHERE kind <> 'photo'")
    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.drop_index("ix_attachments_copy_due")
        batch_op.drop_column("is_copy_due")
