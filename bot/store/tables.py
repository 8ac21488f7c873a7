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

from bot.messages import Channel, Direction, Sender, Status

__all__ = ["Base", "Citizen", "Conversation", "Effect", "Identity", "Message", "Officer", "Update", "UtcDateTime"]

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


class Citizen(Base):
    """A person who writes, known by nothing but an opaque id."""

    __tablename__ = "citizens"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    created_at: Mapped[datetime]


class Identity(Base):
    """How a citizen is known on a channel: a platform's id, or the hash of a web chat's token."""

    __tablename__ = "identities"
    __table_args__ = (UniqueConstraint("channel", "platform_id"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    citizen_id: Mapped[str] = mapped_column(ForeignKey("citizens.id"), index=True)
    channel: Mapped[str] = mapped_column(String(16))
    platform_id: Mapped[str] = mapped_column(String(128))
    created_at: Mapped[datetime]


class Officer(Base):
    """A person of the police who may take over a conversation."""

    __tablename__ = "officers"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
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
    resolved_at: Mapped[datetime | None]


class Message(Base):
    """One thing said. `number` rises within a citizen's web chat and is the id that clients see."""

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("conversation_id", "number"),
        UniqueConstraint("reply_to", "effect"),
        _one_of("direction", Direction),
        _one_of("sender", Sender),
        Index(
            "ix_messages_pending",
            "conversation_id",
            "number",
            sqlite_where=text("direction = 'incoming' AND handled_at IS NULL"),
            postgresql_where=text("direction = 'incoming' AND handled_at IS NULL"),
        ),
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
    client_id: Mapped[str | None] = mapped_column(String(64))
    payload: Mapped[str | None] = mapped_column(String(256))
    location: Mapped[dict[str, Any] | None]
    danger: Mapped[str | None] = mapped_column(String(32))
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


class Update(Base):
    """The inbox: what a platform sent, as it came, once."""

    __tablename__ = "updates"
    __table_args__ = (UniqueConstraint("channel", "platform_id"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    channel: Mapped[str] = mapped_column(String(16))
    platform_id: Mapped[str] = mapped_column(String(160))
    body: Mapped[dict[str, Any]]
    received_at: Mapped[datetime]
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))


class Effect(Base):
    """What an action did, once a message: the log of the talk's actions, and the guard against doing it twice."""

    __tablename__ = "effects"
    __table_args__ = (UniqueConstraint("conversation_id", "message_id", "name"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"))
    name: Mapped[str] = mapped_column(String(48))
    created_at: Mapped[datetime]
