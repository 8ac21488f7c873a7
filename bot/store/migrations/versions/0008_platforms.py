"""Platforms that push to us and are pushed to"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TO_SEND = sa.text("delivery IN ('queued', 'sending', 'held')")
PENDING = sa.text("handled_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "leases",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("holder", sa.String(length=72), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )
    with op.batch_alter_table("identities", schema=None) as batch_op:
        batch_op.add_column(sa.Column("address", sa.String(length=512), nullable=True))
        batch_op.add_column(sa.Column("unreachable_since", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("sending_by", sa.String(length=72), nullable=True))
        batch_op.add_column(sa.Column("sending_until", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("conversations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("outside_until", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(length=24), nullable=True))
        batch_op.add_column(sa.Column("refers_to", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("sent_ids", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("problem", sa.String(length=24), nullable=True))
        batch_op.add_column(sa.Column("is_maybe_repeated", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.alter_column("client_id", existing_type=sa.String(length=64), type_=sa.String(length=255))
        batch_op.create_index(
            "ix_messages_to_send", ["id"], unique=False, sqlite_where=TO_SEND, postgresql_where=TO_SEND
        )
    with op.batch_alter_table("updates", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sender", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("kind", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("parked_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("error", sa.String(length=64), nullable=True))
        batch_op.alter_column("platform_id", existing_type=sa.String(length=160), type_=sa.String(length=255))
    op.execute("UPDATE updates SET handled_at = received_at")
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.alter_column("is_maybe_repeated", existing_type=sa.Boolean(), server_default=None)
    with op.batch_alter_table("updates", schema=None) as batch_op:
        batch_op.alter_column("attempts", existing_type=sa.Integer(), server_default=None)
        batch_op.create_index(
            "ix_updates_pending", ["channel", "id"], unique=False, sqlite_where=PENDING, postgresql_where=PENDING
        )
        batch_op.create_index(batch_op.f("ix_updates_parked_at"), ["parked_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("updates", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_updates_parked_at"))
        batch_op.drop_index("ix_updates_pending")
        for column in ("error", "parked_at", "next_attempt_at", "attempts", "handled_at", "kind", "sender"):
            batch_op.drop_column(column)
        batch_op.alter_column("platform_id", existing_type=sa.String(length=255), type_=sa.String(length=160))
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.drop_index("ix_messages_to_send")
        batch_op.alter_column("client_id", existing_type=sa.String(length=255), type_=sa.String(length=64))
        for column in ("is_maybe_repeated", "problem", "sent_ids", "refers_to", "kind"):
            batch_op.drop_column(column)
    op.drop_table("leases")
    with op.batch_alter_table("conversations", schema=None) as batch_op:
        batch_op.drop_column("outside_until")
    with op.batch_alter_table("identities", schema=None) as batch_op:
        for column in ("sending_until", "sending_by", "unreachable_since", "address"):
            batch_op.drop_column(column)
