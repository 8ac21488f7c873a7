"""What citizens were told of their data, wishes to delete it, and holds"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINDS = (
    *("escalated", "claimed", "released", "lost", "transferred", "told_late", "supervisor_called", "stopped_waiting"),
    *("resolved", "reopened", "rated", "tagged", "linked", "muted", "unmuted", "resent", "note", "filed"),
    *("added", "withdrawn", "status"),
)
TRIGGERS = ("asked", "danger", "not_understood", "engine", "report", "officer", "lost")


def upgrade() -> None:
    op.create_table(
        "consents",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("citizen_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.String(length=16), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["citizen_id"], ["citizens.id"], name=op.f("fk_consents_citizen_id_citizens")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
        sa.UniqueConstraint("citizen_id", "version", "channel", name=op.f("uq_consents_citizen_id_version_channel")),
    )
    op.create_table(
        "deletion_requests",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("citizen_id", sa.String(length=32), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint("status IN ('open', 'granted', 'refused')", name=op.f("ck_deletion_requests_status")),
        sa.ForeignKeyConstraint(["citizen_id"], ["citizens.id"], name=op.f("fk_deletion_requests_citizen_id_citizens")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_deletion_requests_conversation_id_conversations")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["officers.id"], name=op.f("fk_deletion_requests_decided_by_id_officers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deletion_requests")),
    )
    with op.batch_alter_table("deletion_requests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deletion_requests_citizen_id"), ["citizen_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_deletion_requests_conversation_id"), ["conversation_id"], unique=False)
        batch_op.create_index(
            "ix_deletion_requests_open",
            ["citizen_id"],
            unique=True,
            sqlite_where=sa.text("status = 'open'"),
            postgresql_where=sa.text("status = 'open'"),
        )
    op.create_table(
        "holds",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("placed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_holds_conversation_id_conversations")
        ),
        sa.ForeignKeyConstraint(["placed_by_id"], ["officers.id"], name=op.f("fk_holds_placed_by_id_officers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holds")),
    )
    with op.batch_alter_table("holds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_holds_conversation_id"), ["conversation_id"], unique=False)
        batch_op.create_index(
            "ix_holds_standing",
            ["conversation_id"],
            unique=True,
            sqlite_where=sa.text("lifted_at IS NULL"),
            postgresql_where=sa.text("lifted_at IS NULL"),
        )
    # A message is deleted quickly only if what refers to it is found quickly.
    with op.batch_alter_table("updates", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_updates_message_id"), ["message_id"], unique=False)
    with op.batch_alter_table("effects", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_effects_message_id"), ["message_id"], unique=False)
    _allow("events", "kind", (*KINDS, "deletion_asked", "deletion_decided"))
    _allow("waits", "trigger", (*TRIGGERS, "deletion"))


def downgrade() -> None:
    op.execute("DELETE FROM events WHERE kind IN ('deletion_asked', 'deletion_decided')")
    op.execute("DELETE FROM waits WHERE trigger = 'deletion'")
    _allow("waits", "trigger", TRIGGERS)
    _allow("events", "kind", KINDS)
    with op.batch_alter_table("effects", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_effects_message_id"))
    with op.batch_alter_table("updates", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_updates_message_id"))
    op.drop_table("holds")
    op.drop_table("deletion_requests")
    op.drop_table("consents")


def _allow(table: str, column: str, words: tuple[str, ...]) -> None:
    """Let a column hold these words."""
    listed = ", ".join(f"'{word}'" for word in words)
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.drop_constraint(op.f(f"ck_{table}_{column}"), type_="check")
        batch_op.create_check_constraint(op.f(f"ck_{table}_{column}"), f"{column} IN ({listed})")
