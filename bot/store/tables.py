"""The tables. Times are aware UTC; status and sender columns hold the words of `bot/messages.py`."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bot.messages import (
    Channel,
    Decision,
    Direction,
    EventKind,
    FileKind,
    ReportStatus,
    Role,
    Sender,
    Status,
    Trigger,
    Verdict,
)

__all__ = [
    "Addition",
    "Attachment",
    "AuditEntry",
    "Base",
    "CannedReply",
    "Citizen",
    "Consent",
    "Conversation",
    "DeletionRequest",
    "Draft",
    "Effect",
    "Event",
    "Hold",
    "Identity",
    "Invitation",
    "Judgement",
    "Lease",
    "LoginAttempt",
    "Message",
    "Mute",
    "Officer",
    "OfficerSession",
    "Report",
    "ReportMatch",
    "Rule",
    "Update",
    "UtcDateTime",
    "Wait",
]

# SQLite counts rows only in a column that is called INTEGER.
RowId = BigInteger().with_variant(Integer(), "sqlite")


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time in UTC; SQLite itself would forget the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a time without a zone."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without a zone")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The stored time, in UTC again."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """All tables, with names for constraints so that migrations can find them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {
        datetime: UtcDateTime(),
        dict[str, Any]: JSON(none_as_null=True),
        list[Any]: JSON(none_as_null=True),
    }


def _one_of(column: str, words: type) -> CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)  # type: ignore[attr-defined]
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def _index_where(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index of some rows alone, the same on both databases."""
    return Index(name, *columns, unique=unique, sqlite_where=text(where), postgresql_where=text(where))


class Citizen(Base):
    """A person who writes, known by nothing but an opaque id."""

    __tablename__ = "citizens"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    created_at: Mapped[datetime]


class Identity(Base):
    """How a citizen is known on a channel: the HMAC of a platform's id, or the hash of a web chat's token."""

    __tablename__ = "identities"
    __table_args__ = (UniqueConstraint("channel", "platform_id"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    citizen_id: Mapped[str] = mapped_column(ForeignKey("citizens.id"), index=True)
    channel: Mapped[str] = mapped_column(String(16))
    platform_id: Mapped[str] = mapped_column(String(128))
    address: Mapped[str | None] = mapped_column(String(512))
    """Where the platform takes messages for them, sealed; none on the web chat. Only delivery opens it."""
    unreachable_since: Mapped[datetime | None]
    """When the platform said that they blocked us or are gone."""
    sending_by: Mapped[str | None] = mapped_column(String(72))
    sending_until: Mapped[datetime | None]
    """Who sends to them now: one at a time, so that what is said comes in order."""
    created_at: Mapped[datetime]


class Officer(Base):
    """An account of the console. Duties (`languages`, `regions`, `topics`) route talks; confined, they also limit."""

    __tablename__ = "officers"
    __table_args__ = (_one_of("role", Role),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    role: Mapped[str] = mapped_column(String(16))
    password_hash: Mapped[str | None] = mapped_column(String(256))
    totp_secret: Mapped[str | None] = mapped_column(String(256))
    """Encrypted; see `services/keys.py`."""
    totp_confirmed_at: Mapped[datetime | None]
    totp_last_step: Mapped[int | None] = mapped_column(BigInteger)
    """The 30 seconds whose code was used last: a code counts once (RFC 6238, 5.2)."""
    language: Mapped[str] = mapped_column(String(2))
    script: Mapped[str] = mapped_column(String(4))
    languages: Mapped[list[Any]]
    regions: Mapped[list[Any]]
    topics: Mapped[list[Any]]
    is_confined: Mapped[bool] = mapped_column(Boolean)
    is_available: Mapped[bool] = mapped_column(Boolean)
    last_seen_at: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class Conversation(Base):
    """One matter of a citizen on one channel, from the first message until it is resolved."""

    __tablename__ = "conversations"
    __table_args__ = (
        _one_of("status", Status),
        _one_of("channel", Channel),
        CheckConstraint("(status = 'assigned') = (owner_id IS NOT NULL)", name="owner"),
        Index("ix_conversations_status_last_incoming_at", "status", "last_incoming_at"),
        _index_where("ix_conversations_resolved_at", "resolved_at", where="resolved_at IS NOT NULL"),
        _index_where("ix_conversations_tagged", "last_incoming_at", where="tags IS NOT NULL"),
        _index_where("ix_conversations_owner_id", "owner_id", where="owner_id IS NOT NULL"),
        Index("ix_conversations_queue", "status", "urgent", "escalated_at"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    identity_id: Mapped[int] = mapped_column(ForeignKey("identities.id"), index=True)
    channel: Mapped[str] = mapped_column(String(16))
    status: Mapped[str] = mapped_column(String(16), default=Status.WITH_BOT)
    urgent: Mapped[bool] = mapped_column(Boolean, default=False)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    language: Mapped[str | None] = mapped_column(String(2))
    script: Mapped[str | None] = mapped_column(String(4))
    is_language_chosen: Mapped[bool] = mapped_column(Boolean, default=False)
    topic: Mapped[str | None] = mapped_column(String(48))
    municipality: Mapped[str | None] = mapped_column(String(48))
    last_number: Mapped[int] = mapped_column(Integer, default=0)
    episode: Mapped[str | None] = mapped_column(String(32))
    episode_turns: Mapped[int] = mapped_column(Integer, default=0)
    claimed_by: Mapped[str | None] = mapped_column(String(72))
    claimed_until: Mapped[datetime | None]
    opened_at: Mapped[datetime]
    last_incoming_at: Mapped[datetime]
    escalated_at: Mapped[datetime | None]
    last_officer_at: Mapped[datetime | None]
    """When an officer last took the talk or spoke in it."""
    supervisor_called_at: Mapped[datetime | None]
    outside_until: Mapped[datetime | None]
    """Until then the bot keeps silent: somebody of the police answered at the platform itself."""
    resolved_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(16))
    outcome_reason: Mapped[str | None] = mapped_column(Text)
    rating: Mapped[int | None] = mapped_column(Integer)
    tags: Mapped[list[Any] | None]
    report_reference: Mapped[str | None] = mapped_column(String(32))


class Message(Base):
    """One thing said. `number` rises within a citizen's web chat and is the id that clients see."""

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("conversation_id", "number"),
        UniqueConstraint("reply_to", "effect"),
        _one_of("direction", Direction),
        _one_of("sender", Sender),
        _index_where(
            "ix_messages_pending", "conversation_id", "number", where="direction = 'incoming' AND handled_at IS NULL"
        ),
        _index_where("ix_messages_pending_id", "id", where="direction = 'incoming' AND handled_at IS NULL"),
        _index_where("ix_messages_failed", "conversation_id", where="delivery = 'failed'"),
        _index_where("ix_messages_to_send", "id", where="delivery IN ('queued', 'sending', 'held')"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    number: Mapped[int] = mapped_column(Integer)
    direction: Mapped[str] = mapped_column(String(8))
    sender: Mapped[str] = mapped_column(String(8))
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(String(2))
    script: Mapped[str | None] = mapped_column(String(4))
    created_at: Mapped[datetime]

    # What a citizen sent besides text, and what was understood of it.
    client_id: Mapped[str | None] = mapped_column(String(255))
    kind: Mapped[str | None] = mapped_column(String(24))
    """What it is besides words, a place and files, of `bot.messages.Kind`; none for an ordinary message."""
    refers_to: Mapped[int | None] = mapped_column(Integer)
    """The number of the message that it edits or answers, where the platform says so."""
    payload: Mapped[str | None] = mapped_column(String(256))
    location: Mapped[dict[str, Any] | None]
    danger: Mapped[str | None] = mapped_column(String(32))
    receipt: Mapped[str | None] = mapped_column(String(16))
    """The reference of the report whose receipt code was shown; empty for a code of none."""
    intent: Mapped[str | None] = mapped_column(String(48))
    understood: Mapped[dict[str, Any] | None]
    handled_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    failed_at: Mapped[datetime | None]
    next_attempt_at: Mapped[datetime | None]

    # What the bot said: key and arguments, so that an officer can read it in their own language.
    reply_to: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    effect: Mapped[str | None] = mapped_column(String(48))
    response: Mapped[str | None] = mapped_column(String(64))
    arguments: Mapped[dict[str, Any] | None]
    buttons: Mapped[list[Any] | None]
    delivery: Mapped[str | None] = mapped_column(String(16))
    sent_ids: Mapped[str | None] = mapped_column(Text)
    """The platform's ids of the parts that it took, in order, a space before and after each."""
    problem: Mapped[str | None] = mapped_column(String(24))
    """Why it could not be delivered, of `bot.messages.Problem`."""
    is_maybe_repeated: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether it was sent again after a send of which nobody knows how it ended."""

    # Which officer wrote it; the citizen does not learn this.
    officer_id: Mapped[int | None] = mapped_column(RowId)


class Update(Base):
    """The inbox: what a platform sent, as it came, once. What names its sender is sealed."""

    __tablename__ = "updates"
    __table_args__ = (
        UniqueConstraint("channel", "platform_id"),
        _index_where("ix_updates_pending", "channel", "id", where="handled_at IS NULL"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    channel: Mapped[str] = mapped_column(String(16))
    platform_id: Mapped[str] = mapped_column(String(255))
    body: Mapped[dict[str, Any]]
    received_at: Mapped[datetime]
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"), index=True)
    sender: Mapped[str | None] = mapped_column(String(64))
    """The HMAC of the platform's id of who sent it; what one sender sent is read in order."""
    kind: Mapped[str | None] = mapped_column(String(40))
    """What the platform calls it."""
    handled_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    next_attempt_at: Mapped[datetime | None]
    """Until then nobody else reads it: somebody does, or failed to."""
    parked_at: Mapped[datetime | None] = mapped_column(index=True)
    """When reading it was given up; it is handled then, and shown to officers."""
    error: Mapped[str | None] = mapped_column(String(64))


class Lease(Base):
    """Which process does something that only one may do at a time, and until when."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    holder: Mapped[str] = mapped_column(String(72))
    until: Mapped[datetime]


class Effect(Base):
    """What an action did, once a message: the log of the talk's actions, and the guard against doing it twice."""

    __tablename__ = "effects"
    __table_args__ = (UniqueConstraint("conversation_id", "message_id", "name"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"), index=True)
    name: Mapped[str] = mapped_column(String(48))
    created_at: Mapped[datetime]


class Judgement(Base):
    """How a citizen judges the answer to a message: with its meaning, the responses and the facts behind them."""

    __tablename__ = "judgements"
    __table_args__ = (_one_of("verdict", Verdict),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"), unique=True)
    verdict: Mapped[str] = mapped_column(String(8))
    intent: Mapped[str | None] = mapped_column(String(48), index=True)
    responses: Mapped[list[Any]]
    facts: Mapped[list[Any]]
    created_at: Mapped[datetime]


class Draft(Base):
    """A report that is being taken, or that was: one that is not ended at most in a conversation."""

    __tablename__ = "drafts"
    __table_args__ = (_index_where("ix_drafts_open", "conversation_id", where="ended_at IS NULL", unique=True),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    kind: Mapped[str] = mapped_column(String(48))
    stage: Mapped[str] = mapped_column(String(16))
    content: Mapped[dict[str, Any]]
    """Fields with the citizen's words and what they were read as, fields left out, the open question."""
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"), index=True)
    """The last message that it was taken from, and what was said to it: a turn that is run again says the same."""
    replies: Mapped[list[Any]]
    started_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Report(Base):
    """What a citizen reported, as it was passed on. Its fields stay as they were then."""

    __tablename__ = "reports"
    __table_args__ = (
        _one_of("status", ReportStatus),
        # All that officers look for and count by, so that no report itself is read for it.
        Index("ix_reports_queue", "filed_at", "id", "kind", "municipality", "status", "conversation_id"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    reference: Mapped[str] = mapped_column(String(16), unique=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("drafts.id"), unique=True)
    kind: Mapped[str] = mapped_column(String(48))
    municipality: Mapped[str | None] = mapped_column(String(48))
    language: Mapped[str | None] = mapped_column(String(2))
    script: Mapped[str | None] = mapped_column(String(4))
    content: Mapped[list[Any]]
    """`{field, text, value}` in the order in which it is read."""
    filed_at: Mapped[datetime]
    receipt: Mapped[str | None] = mapped_column(String(64), unique=True)
    """The HMAC of the code with which the citizen comes back."""
    status: Mapped[str] = mapped_column(String(16), default=ReportStatus.RECEIVED)
    reason: Mapped[str | None] = mapped_column(String(16))
    """Why an officer changed it last, of `bot.messages.ReportReason`."""
    changed_at: Mapped[datetime | None]


class Addition(Base):
    """What a citizen added to a report later, once a message."""

    __tablename__ = "additions"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"), index=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"), unique=True)
    text: Mapped[str] = mapped_column(Text)
    added_at: Mapped[datetime]


class ReportMatch(Base):
    """What an officer says of two reports: that they are of the same matter, or not; one word for a pair."""

    __tablename__ = "report_matches"
    __table_args__ = (
        UniqueConstraint("report_id", "other_id"),
        CheckConstraint("report_id < other_id", name="order"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"))
    """The one with the smaller id, so that a pair is found from both sides."""
    other_id: Mapped[int] = mapped_column(ForeignKey("reports.id"), index=True)
    is_same: Mapped[bool] = mapped_column(Boolean)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    decided_at: Mapped[datetime]


class Attachment(Base):
    """A file of a citizen: what it is, and under which name the sealed original lies in the store; see `files.py`."""

    __tablename__ = "attachments"
    __table_args__ = (
        _one_of("kind", FileKind),
        Index(
            "ix_attachments_copy_due",
            "id",
            sqlite_where=text("is_copy_due"),
            postgresql_where=text("is_copy_due"),
        ),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    """128 random bits, by which officers' browsers ask for it."""
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    media_type: Mapped[str] = mapped_column(String(64))
    """As its content says; what the sender called it is not kept."""
    size: Mapped[int] = mapped_column(BigInteger)
    """Bytes of the original."""
    sha256: Mapped[str] = mapped_column(String(64))
    """Of the original, as it came."""
    received_at: Mapped[datetime]
    stored_name: Mapped[str] = mapped_column(String(32), unique=True)
    has_view: Mapped[bool] = mapped_column(Boolean)
    """Whether there is a working copy without metadata, for looking at."""
    is_copy_due: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether a working copy is still to be made."""


class Event(Base):
    """What happened to a conversation, for officers alone: its history, their notes, and what webhooks tell."""

    __tablename__ = "events"
    __table_args__ = (
        _one_of("kind", EventKind),
        Index("ix_events_conversation_id_id", "conversation_id", "id"),
        Index("ix_events_created_at", "created_at"),
        _index_where("ix_events_webhook_due_at", "webhook_due_at", where="webhook_due_at IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    kind: Mapped[str] = mapped_column(String(24))
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    text: Mapped[str | None] = mapped_column(Text)
    """A note, or the reason that was given."""
    detail: Mapped[dict[str, Any] | None]
    created_at: Mapped[datetime]
    webhook: Mapped[dict[str, Any] | None]
    """What other systems are told of it, as it was when it happened."""
    webhook_due_at: Mapped[datetime | None]
    webhook_attempts: Mapped[int] = mapped_column(Integer, default=0)


class Wait(Base):
    """One wait for an officer, from the queue to the first word: the history that promises are made from."""

    __tablename__ = "waits"
    __table_args__ = (
        _one_of("trigger", Trigger),
        Index("ix_waits_started_at", "started_at"),
        _index_where("ix_waits_open", "conversation_id", where="ended_at IS NULL", unique=True),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    trigger: Mapped[str] = mapped_column(String(16))
    urgent: Mapped[bool] = mapped_column(Boolean)
    place: Mapped[int] = mapped_column(Integer)
    """In the queue when it began; 1 is the next."""
    language: Mapped[str | None] = mapped_column(String(2))
    municipality: Mapped[str | None] = mapped_column(String(48))
    started_at: Mapped[datetime]
    promised_until: Mapped[datetime | None]
    told_late_at: Mapped[datetime | None]
    claimed_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    """When it ended, by an officer or otherwise; one wait of a conversation is open at most."""


class Invitation(Base):
    """A link that makes one account, once. The token is stored hashed."""

    __tablename__ = "invitations"
    __table_args__ = (_one_of("role", Role),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    role: Mapped[str] = mapped_column(String(16))
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    """Whose password it sets anew; none for a new account."""
    duties: Mapped[dict[str, Any] | None]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class OfficerSession(Base):
    """A login. The token is stored hashed; it ends by itself when idle, and after a shift in any case."""

    __tablename__ = "officer_sessions"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class LoginAttempt(Base):
    """Failed logins under a name, whether or not it exists: after some, nobody gets in under it for a while."""

    __tablename__ = "login_attempts"

    name_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int] = mapped_column(Integer)
    last_failed_at: Mapped[datetime]
    locked_until: Mapped[datetime | None]


class CannedReply(Base):
    """A reply kept ready in the three languages: picked in the officer's, sent in the citizen's. Serbian in Latin."""

    __tablename__ = "canned_replies"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    titles: Mapped[dict[str, Any]]
    texts: Mapped[dict[str, Any]]
    version: Mapped[int] = mapped_column(Integer)
    updated_at: Mapped[datetime]
    updated_by_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    disabled_at: Mapped[datetime | None]


class Rule(Base):
    """One rule of the house that a supervisor or admin sets: working hours, targets, second factor."""

    __tablename__ = "rules"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    value: Mapped[dict[str, Any]]
    version: Mapped[int] = mapped_column(Integer)
    updated_at: Mapped[datetime]


class Mute(Base):
    """A sender whose messages are not taken for a while, with the reason."""

    __tablename__ = "mutes"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    identity_id: Mapped[int] = mapped_column(ForeignKey("identities.id"), index=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    reason: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    until: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Consent(Base):
    """Which version of the notice about data a citizen was shown, where and when; each once."""

    __tablename__ = "consents"
    __table_args__ = (UniqueConstraint("citizen_id", "version", "channel"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    citizen_id: Mapped[str] = mapped_column(ForeignKey("citizens.id"))
    version: Mapped[str] = mapped_column(String(16))
    channel: Mapped[str] = mapped_column(String(16))
    shown_at: Mapped[datetime]


class DeletionRequest(Base):
    """A citizen's wish to delete what reached officers, and what a person decided; one of a citizen is open at most."""

    __tablename__ = "deletion_requests"
    __table_args__ = (
        _one_of("status", Decision),
        _index_where("ix_deletion_requests_open", "citizen_id", where="status = 'open'", unique=True),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    citizen_id: Mapped[str] = mapped_column(ForeignKey("citizens.id"), index=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    """In which it was asked for; it is about all of the citizen's."""
    shown: Mapped[list[Any] | None]
    """References of reports of other talks that it is about too: the citizen had shown their receipt codes."""
    status: Mapped[str] = mapped_column(String(8), default=Decision.OPEN)
    asked_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    reason: Mapped[str | None] = mapped_column(Text)


class Hold(Base):
    """Why a conversation may not be deleted, until the hold is lifted; one of a conversation stands at most."""

    __tablename__ = "holds"
    __table_args__ = (_index_where("ix_holds_standing", "conversation_id", where="lifted_at IS NULL", unique=True),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    placed_by_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    """None for the command line."""
    placed_at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]


class AuditEntry(Base):
    """One line of the audit log: who did or read what, when and why. Only added to; each line seals the one before."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        Index("ix_audit_entries_officer_id_created_at", "officer_id", "created_at"),
        Index("ix_audit_entries_conversation_id", "conversation_id"),
    )

    number: Mapped[int] = mapped_column(RowId, primary_key=True, autoincrement=False)
    created_at: Mapped[datetime]
    officer_id: Mapped[int | None] = mapped_column(RowId)
    """None for the system and the command line."""
    action: Mapped[str] = mapped_column(String(32))
    conversation_id: Mapped[str | None] = mapped_column(String(32))
    detail: Mapped[dict[str, Any] | None]
    why: Mapped[str | None] = mapped_column(Text)
    seal: Mapped[str] = mapped_column(String(64))
