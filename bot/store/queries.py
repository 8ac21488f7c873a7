"""Queries that more than one service asks. `find_` may give none, `get_` raises, `list_` gives what there is."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from bot.errors import NotFound
from bot.messages import Channel, Direction
from bot.store.tables import Conversation, Draft, Identity, Message, Mute, Update

__all__ = [
    "KEYS_FREE",
    "ON_DUTY_SIGN",
    "find_asking_before",
    "find_claimable",
    "find_conversation_of",
    "find_current_conversation",
    "find_draft",
    "find_identity",
    "find_mute_end",
    "find_update",
    "get_conversation",
    "has_written_after",
    "list_messages_after",
    "list_pending",
    "list_recent_outgoing",
]

LOOKED_BACK = 3
"""Messages in which the subject of a talk is looked for."""
KEYS_FREE = {"key_share": True}
"""A lock for a change of anything but the key: rows that only refer to the locked one need not wait for it."""
ON_DUTY_SIGN = timedelta(minutes=5)
"""An officer without a sign for this long is away."""


def find_identity(session: Session, channel: Channel, platform_id: str, *, lock: bool = False) -> Identity | None:
    """The identity of a sender; locked, everything that this sender does waits for this transaction."""
    query = select(Identity).where(Identity.channel == channel, Identity.platform_id == platform_id)
    return session.scalar(query.with_for_update(key_share=True) if lock else query)


def find_current_conversation(session: Session, identity_id: int) -> Conversation | None:
    """The conversation that this sender opened last."""
    query = select(Conversation).where(Conversation.identity_id == identity_id)
    return session.scalar(query.order_by(Conversation.opened_at.desc(), Conversation.last_number.desc()).limit(1))


def find_conversation_of(session: Session, channel: Channel, platform_id: str) -> Conversation | None:
    """The conversation that the sender with this id opened last; one question instead of two."""
    query = select(Conversation).join(Identity, Identity.id == Conversation.identity_id)
    query = query.where(Identity.channel == channel, Identity.platform_id == platform_id)
    return session.scalar(query.order_by(Conversation.opened_at.desc(), Conversation.last_number.desc()).limit(1))


def find_draft(session: Session, conversation_id: str, *, since: datetime) -> Draft | None:
    """The report that a conversation is about to make, if anything was added to it since then."""
    return session.scalar(
        select(Draft).where(
            Draft.conversation_id == conversation_id, Draft.ended_at.is_(None), Draft.updated_at >= since
        )
    )


def get_conversation(session: Session, conversation_id: str, *, lock: bool = False) -> Conversation:
    """The conversation; locked until the transaction ends when it is about to change."""
    conversation = session.get(Conversation, conversation_id, with_for_update=KEYS_FREE if lock else None)
    if conversation is None:
        raise NotFound("conversation")
    return conversation


def find_update(session: Session, channel: Channel, platform_id: str) -> Update | None:
    """What was received under this platform's id, if it was."""
    return session.scalar(select(Update).where(Update.channel == channel, Update.platform_id == platform_id))


def find_claimable(session: Session, now: datetime, *, lock: bool = False) -> Conversation | None:
    """The conversation whose oldest unanswered message has waited longest and may be tried, if nobody has it."""
    older = aliased(Message)
    is_oldest = ~exists().where(
        older.conversation_id == Message.conversation_id,
        older.direction == Direction.INCOMING,
        older.handled_at.is_(None),
        older.number < Message.number,
    )
    query = (
        select(Conversation)
        .join(Message, Message.conversation_id == Conversation.id)
        .where(
            Message.direction == Direction.INCOMING,
            Message.handled_at.is_(None),
            or_(Message.next_attempt_at.is_(None), Message.next_attempt_at <= now),
            or_(Conversation.claimed_until.is_(None), Conversation.claimed_until <= now),
            is_oldest,
        )
        .order_by(Message.id)
        .limit(1)
    )
    return session.scalar(query.with_for_update(of=Conversation, skip_locked=True, key_share=True) if lock else query)


def list_pending(session: Session, conversation_id: str) -> Sequence[Message]:
    """Messages of the citizen that have no answer yet, oldest first."""
    query = select(Message).where(
        Message.conversation_id == conversation_id,
        Message.direction == Direction.INCOMING,
        Message.handled_at.is_(None),
    )
    return session.scalars(query.order_by(Message.number)).all()


def list_messages_after(session: Session, identity_id: int, number: int, *, limit: int) -> Sequence[Message]:
    """What was said in all conversations of a sender after message `number`, in order."""
    query = (
        select(Message)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Conversation.identity_id == identity_id, Message.number > number)
    )
    return session.scalars(query.order_by(Message.number).limit(limit)).all()


def list_recent_outgoing(session: Session, conversation_id: str, *, limit: int) -> Sequence[Message]:
    """What the citizen was told last, newest first."""
    query = select(Message).where(Message.conversation_id == conversation_id, Message.direction == Direction.OUTGOING)
    return session.scalars(query.order_by(Message.number.desc()).limit(limit)).all()


def find_asking_before(
    session: Session, conversation_id: str, number: int, *, since: datetime
) -> Mapping[str, Any] | None:
    """What was understood of the last message before `number` that asked something; none if that is too long ago.

    Thanks and the like do not end a subject; a report or another matter does.
    """
    query = select(Message).where(
        Message.conversation_id == conversation_id,
        Message.direction == Direction.INCOMING,
        Message.number < number,
        Message.created_at >= since,
        Message.understood.is_not(None),
    )
    for message in session.scalars(query.order_by(Message.number.desc()).limit(LOOKED_BACK)):
        understood = message.understood or {}
        if understood.get("asks"):
            return understood
        if str(understood.get("intent")).startswith(("report_", "emergency", "talk_to_officer")):
            return None
    return None


def has_written_after(session: Session, conversation_id: str, number: int) -> bool:
    """Whether the citizen has written anything after message `number`."""
    query = select(Message.id).where(
        Message.conversation_id == conversation_id,
        Message.number > number,
        Message.direction == Direction.INCOMING,
        Message.payload.is_(None),
    )
    return session.scalar(query.limit(1)) is not None


def find_mute_end(session: Session, identity_id: int) -> datetime | None:
    """Until when a sender is muted, or was."""
    query = select(func.max(Mute.until)).where(Mute.identity_id == identity_id, Mute.ended_at.is_(None))
    return session.scalar(query)
