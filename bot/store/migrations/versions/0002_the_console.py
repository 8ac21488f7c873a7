"""The console"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


ROLE = "role IN ('officer', 'supervisor', 'trainer', 'admin')"


def upgrade() -> None:
    op.create_table(
        "audit_entries",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("officer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=True),
        sa.Column("detail", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_entries")),
    )
    with op.batch_alter_table("audit_entries", schema=None) as batch_op:
        batch_op.create_index("ix_audit_entries_conversation_id", ["conversation_id"], unique=False)
        batch_op.create_index("ix_audit_entries_officer_id_created_at", ["officer_id", "created_at"], unique=False)

    op.create_table(
        "login_attempts",
        sa.Column("name_hash", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_failed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name_hash", name=op.f("pk_login_attempts")),
    )
    op.create_table(
        "rules",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("value", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_rules")),
    )
    op.create_table(
        "canned_replies",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("titles", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("texts", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["updated_by_id"], ["officers.id"], name=op.f("fk_canned_replies_updated_by_id_officers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canned_replies")),
    )
    op.create_table(
        "invitations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("officer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("duties", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("created_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("role IN ('officer', 'supervisor', 'trainer', 'admin')", name=op.f("ck_invitations_role")),
        sa.ForeignKeyConstraint(["created_by_id"], ["officers.id"], name=op.f("fk_invitations_created_by_id_officers")),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_invitations_officer_id_officers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitations_token_hash")),
    )
    op.create_table(
        "officer_sessions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("officer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_officer_sessions_officer_id_officers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officer_sessions")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_officer_sessions_token_hash")),
    )
    with op.batch_alter_table("officer_sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_officer_sessions_officer_id"), ["officer_id"], unique=False)

    op.create_table(
        "events",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("officer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("detail", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("webhook", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("webhook_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("webhook_attempts", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('escalated', 'claimed', 'released', 'lost', 'transferred', 'told_late', 'supervisor_called', 'stopped_waiting', 'resolved', 'reopened', 'rated', 'tagged', 'linked', 'muted', 'unmuted', 'resent', 'note')",
            name=op.f("ck_events_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_events_conversation_id_conversations")
        ),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_events_officer_id_officers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.create_index("ix_events_created_at", ["created_at"], unique=False)
        batch_op.create_index("ix_events_conversation_id_id", ["conversation_id", "id"], unique=False)
        batch_op.create_index(
            "ix_events_webhook_due_at",
            ["webhook_due_at"],
            unique=False,
            sqlite_where=sa.text("webhook_due_at IS NOT NULL"),
            postgresql_where=sa.text("webhook_due_at IS NOT NULL"),
        )

    op.create_table(
        "mutes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("identity_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("officer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_mutes_conversation_id_conversations")
        ),
        sa.ForeignKeyConstraint(["identity_id"], ["identities.id"], name=op.f("fk_mutes_identity_id_identities")),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_mutes_officer_id_officers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mutes")),
    )
    with op.batch_alter_table("mutes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mutes_identity_id"), ["identity_id"], unique=False)

    op.create_table(
        "waits",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("trigger", sa.String(length=16), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=True),
        sa.Column("municipality", sa.String(length=48), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("promised_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_late_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "trigger IN ('asked', 'danger', 'not_understood', 'engine', 'report', 'officer', 'lost')",
            name=op.f("ck_waits_trigger"),
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_waits_conversation_id_conversations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waits")),
    )
    with op.batch_alter_table("waits", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_waits_conversation_id"), ["conversation_id"], unique=False)
        batch_op.create_index(
            "ix_waits_open",
            ["conversation_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.create_index("ix_waits_started_at", ["started_at"], unique=False)

    op.add_column("conversations", sa.Column("last_officer_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("conversations", sa.Column("supervisor_called_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("conversations", sa.Column("outcome", sa.String(length=16), nullable=True))
    op.add_column("conversations", sa.Column("outcome_reason", sa.Text(), nullable=True))
    op.add_column("conversations", sa.Column("rating", sa.Integer(), nullable=True))
    op.add_column("conversations", sa.Column("tags", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("conversations", sa.Column("report_reference", sa.String(length=32), nullable=True))
    op.create_index(
        "ix_conversations_owner_id",
        "conversations",
        ["owner_id"],
        unique=False,
        sqlite_where=sa.text("owner_id IS NOT NULL"),
        postgresql_where=sa.text("owner_id IS NOT NULL"),
    )
    op.create_index(
        "ix_conversations_status_last_incoming_at", "conversations", ["status", "last_incoming_at"], unique=False
    )

    op.create_index(
        "ix_messages_pending_id",
        "messages",
        ["id"],
        unique=False,
        sqlite_where=sa.text("direction = 'incoming' AND handled_at IS NULL"),
        postgresql_where=sa.text("direction = 'incoming' AND handled_at IS NULL"),
    )
    op.create_index(
        "ix_conversations_resolved_at",
        "conversations",
        ["resolved_at"],
        unique=False,
        sqlite_where=sa.text("resolved_at IS NOT NULL"),
        postgresql_where=sa.text("resolved_at IS NOT NULL"),
    )
    op.create_index(
        "ix_conversations_tagged",
        "conversations",
        ["last_incoming_at"],
        unique=False,
        sqlite_where=sa.text("tags IS NOT NULL"),
        postgresql_where=sa.text("tags IS NOT NULL"),
    )
    op.create_index(
        "ix_messages_failed",
        "messages",
        ["conversation_id"],
        unique=False,
        sqlite_where=sa.text("delivery = 'failed'"),
        postgresql_where=sa.text("delivery = 'failed'"),
    )
    op.add_column(
        "messages", sa.Column("officer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
    )

    # SQLite adds a column that must have a value only while it makes the table anew; no version made officers so far.
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    with op.batch_alter_table("officers", recreate="always" if is_sqlite else "never") as batch_op:
        batch_op.add_column(sa.Column("role", sa.String(length=16), nullable=False))
        batch_op.add_column(sa.Column("password_hash", sa.String(length=256), nullable=True))
        batch_op.add_column(sa.Column("totp_secret", sa.String(length=256), nullable=True))
        batch_op.add_column(sa.Column("totp_confirmed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("totp_last_step", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("language", sa.String(length=2), nullable=False))
        batch_op.add_column(sa.Column("script", sa.String(length=4), nullable=False))
        batch_op.add_column(sa.Column("languages", sa.JSON(none_as_null=True), nullable=False))
        batch_op.add_column(sa.Column("regions", sa.JSON(none_as_null=True), nullable=False))
        batch_op.add_column(sa.Column("topics", sa.JSON(none_as_null=True), nullable=False))
        batch_op.add_column(sa.Column("is_confined", sa.Boolean(), nullable=False))
        batch_op.add_column(sa.Column("is_available", sa.Boolean(), nullable=False))
        batch_op.create_check_constraint(op.f("ck_officers_role"), ROLE)
    _seal_the_audit_log()


def downgrade() -> None:
    with op.batch_alter_table("officers", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_officers_role"), type_="check")
        batch_op.drop_column("is_available")
        batch_op.drop_column("is_confined")
        batch_op.drop_column("topics")
        batch_op.drop_column("regions")
        batch_op.drop_column("languages")
        batch_op.drop_column("script")
        batch_op.drop_column("language")
        batch_op.drop_column("totp_last_step")
        batch_op.drop_column("totp_confirmed_at")
        batch_op.drop_column("totp_secret")
        batch_op.drop_column("password_hash")
        batch_op.drop_column("role")

    op.drop_index("ix_messages_pending_id", "messages")
    op.drop_index("ix_conversations_tagged", "conversations")
    op.drop_index("ix_conversations_resolved_at", "conversations")
    op.drop_index("ix_messages_failed", "messages")
    op.drop_column("messages", "officer_id")

    op.drop_index("ix_conversations_status_last_incoming_at", "conversations")
    op.drop_index("ix_conversations_owner_id", "conversations")
    op.drop_column("conversations", "report_reference")
    op.drop_column("conversations", "tags")
    op.drop_column("conversations", "rating")
    op.drop_column("conversations", "outcome_reason")
    op.drop_column("conversations", "outcome")
    op.drop_column("conversations", "supervisor_called_at")
    op.drop_column("conversations", "last_officer_at")

    op.drop_table("waits")
    op.drop_table("mutes")
    op.drop_table("events")
    op.drop_table("officer_sessions")
    op.drop_table("invitations")
    op.drop_table("canned_replies")
    op.drop_table("rules")
    op.drop_table("login_attempts")
    _let_go_of_the_audit_log()
    op.drop_table("audit_entries")


def _seal_the_audit_log() -> None:
    """Let nobody who speaks SQL through Dialog's account change or delete a line by mistake."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_entries_no_{verb.lower()} BEFORE {verb} ON audit_entries "
                "BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit log is only added to'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_entries_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()"
    )


def _let_go_of_the_audit_log() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER audit_entries_no_change ON audit_entries")
        op.execute("DROP FUNCTION refuse_audit_change()")
