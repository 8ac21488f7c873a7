"""What is said on a platform, until the platform has it: in order, tried again, given up with a reason.

A message is `queued`, `sending`, then `sent`, or `failed`; `held` while the platform lets nobody write. None is lost.
Only one that was being sent when a process died, or when the network left open whether it arrived, may come twice; it
is marked.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import ColumnElement, Select, exists, func, literal_column, or_, select, update
from sqlalchemy.orm import Session, aliased

from bot.content.reports import load_reports
from bot.messages import Channel, Direction, Problem, Sender
from bot.services import attachments, receipts
from bot.services.attachments import Attached
from bot.store.database import Database
from bot.store.tables import Conversation, Draft, Identity, Message

__all__ = [
    "Claim",
    "Parcel",
    "claim_next",
    "free",
    "give_up",
    "hold",
    "later",
    "next_parcel",
    "note_part",
    "note_seen",
    "release",
    "release_held",
]

LEASE = timedelta(minutes=2)
"""Longer than the longest send takes; each part renews it."""
MOST_LOOKED_AT = 10_000
"""Messages among which the next is chosen: after a long failure of a platform more may wait."""
ON_ITS_WAY: list[ColumnElement[str]] = [literal_column(f"'{state}'") for state in ("queued", "sending", "held")]
"""Spelt as in the condition of `ix_messages_to_send`: else a database reads every message that was ever said."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to send to one citizen."""

    identity_id: int
    channel: Channel
    sender: str
    address: str
    """Sealed."""
    lease: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message to send."""

    message_id: int
    conversation_id: str
    text: str
    buttons: Sequence[tuple[str, str]]
    """Titles, and words that stand for a press, which `pressed` reads again."""
    sender: Sender
    passed_on: str | None
    """The reference of the report whose code the message tells."""
    files: Sequence[tuple[str, Attached]]
    """With the name under which each lies in the store."""
    parts_sent: int
    attempts: int
    last_incoming_at: datetime
    """When the citizen wrote last, in whichever conversation."""
    is_discreet: bool
    """Whether the citizen tells of violence: their telephone shall make no sound."""


def claim_next(database: Database, channels: Collection[Channel], holder: str, now: datetime) -> Claim | None:
    """Take the citizen who has waited longest for a message, those in danger first; none when nothing is to be sent."""
    with database.read() as session:
        if session.scalar(_due(channels, now)) is None:
            return None
    with database.write() as session:
        identity = session.scalar(_due(channels, now).with_for_update(of=Identity, skip_locked=True, key_share=True))
        if identity is None or identity.address is None:
            return None
        identity.sending_by = f"{holder}:{uuid4().hex}"
        identity.sending_until = now + LEASE
        return Claim(
            identity.id, Channel(identity.channel), identity.platform_id, identity.address, identity.sending_by
        )


def next_parcel(database: Database, claim: Claim, now: datetime) -> Parcel | None:
    """The oldest message for the claimed citizen, marked as being sent; none when none is due."""
    with database.write() as session:
        if _held(session, claim, now) is None:
            return None
        message = session.scalar(_of(claim.identity_id).order_by(Message.id).limit(1))
        if message is None or (message.next_attempt_at and message.next_attempt_at > now):
            return None
        if message.delivery == "sending":
            message.is_maybe_repeated = True
        message.delivery = "sending"
        files = attachments.list_stored(session, message.id)
        return Parcel(
            message_id=message.id,
            conversation_id=message.conversation_id,
            text=message.text,
            buttons=[(it["title"], f"b:{message.id}:{index}") for index, it in enumerate(message.buttons or [])],
            sender=Sender(message.sender),
            passed_on=(message.arguments or {}).get("reference") if message.response in receipts.TOLD_IN else None,
            files=files,
            parts_sent=len((message.sent_ids or "").split()),
            attempts=message.attempts,
            last_incoming_at=session.scalars(
                select(func.max(Conversation.last_incoming_at)).where(Conversation.identity_id == claim.identity_id)
            ).one(),
            is_discreet=_is_discreet(session, message.conversation_id),
        )


def note_part(
    database: Database, claim: Claim, parcel: Parcel, platform_id: str, now: datetime, *, is_last: bool
) -> None:
    """Note that the platform took a part of a message, under this id; with the last one it is delivered."""
    with database.write() as session:
        _held(session, claim, now)
        message = session.get(Message, parcel.message_id)
        if message is None:
            return
        message.sent_ids = f" {' '.join([*(message.sent_ids or '').split(), platform_id])} "
        if is_last:
            message.delivery, message.problem, message.next_attempt_at = "sent", None, None


def later(
    database: Database, parcel: Parcel, problem: Problem, until: datetime, *, is_maybe_sent: bool, is_failure: bool
) -> None:
    """Try a message again from `until` on; what comes after it for the same citizen waits."""
    with database.write() as session:
        message = session.get(Message, parcel.message_id)
        if message is not None and message.delivery == "sending":
            message.delivery, message.problem, message.next_attempt_at = "queued", problem, until
            message.attempts += 1 if is_failure else 0
            message.is_maybe_repeated = message.is_maybe_repeated or is_maybe_sent


def hold(database: Database, parcel: Parcel, problem: Problem) -> None:
    """Keep a message until the citizen writes again."""
    with database.write() as session:
        message = session.get(Message, parcel.message_id)
        if message is not None and message.delivery == "sending":
            message.delivery, message.problem = "held", problem


def give_up(database: Database, parcel: Parcel, problem: Problem, now: datetime) -> None:
    """Note that a message cannot be delivered; officers see it, and can send it again."""
    with database.write() as session:
        message = session.get(Message, parcel.message_id)
        if message is not None and message.delivery == "sending":
            message.delivery, message.problem, message.failed_at = "failed", problem, now


def release(database: Database, claim: Claim, free_at: datetime) -> None:
    """Let others send to the citizen, from `free_at` on; nothing happens when the lease was lost."""
    with database.write() as session:
        identity = session.get(Identity, claim.identity_id, with_for_update={"key_share": True})
        if identity is not None and identity.sending_by == claim.lease:
            identity.sending_by, identity.sending_until = None, free_at


def release_held(session: Session, identity_id: int) -> None:
    """Let what was held be sent, since the citizen has written."""
    held = select(Message.id).join(Conversation, Conversation.id == Message.conversation_id)
    held = held.where(Conversation.identity_id == identity_id, Message.delivery == "held")
    session.execute(
        update(Message).where(Message.id.in_(held)).values(delivery="queued", problem=None, next_attempt_at=None),
        execution_options={"synchronize_session": "fetch"},
    )


def free(database: Database, holder: str) -> None:
    """Free what a killed process of this installation was sending."""
    with database.write() as session:
        held = Identity.sending_by.startswith(f"{holder}:", autoescape=True)
        session.execute(update(Identity).where(held).values(sending_by=None, sending_until=None))


def note_seen(database: Database, channel: Channel, sender: str, *, is_read: bool, before: datetime) -> list[str]:
    """Note that what was sent until `before` has reached the citizen, or was read; returns its conversations."""
    with database.write() as session:
        query = select(Message).join(Conversation, Conversation.id == Message.conversation_id)
        query = query.join(Identity, Identity.id == Conversation.identity_id).where(
            Identity.channel == channel,
            Identity.platform_id == sender,
            Message.delivery.in_(("sent", "delivered") if is_read else ("sent",)),
            Message.created_at <= before,
        )
        messages = session.scalars(query).all()
        for message in messages:
            message.delivery = "read" if is_read else "delivered"
        return sorted({message.conversation_id for message in messages})


def _is_discreet(session: Session, conversation_id: str) -> bool:
    """Whether a report of a victim is or was taken in the conversation."""
    victims = [kind.intent for kind in load_reports().kinds.values() if kind.is_victim]
    query = select(Draft.id).where(Draft.conversation_id == conversation_id, Draft.kind.in_(victims))
    return session.scalar(query.limit(1)) is not None


def _held(session: Session, claim: Claim, now: datetime) -> Identity | None:
    """The claimed citizen, the lease renewed; none when it was lost."""
    identity = session.get(Identity, claim.identity_id, with_for_update={"key_share": True})
    if identity is None or identity.sending_by != claim.lease:
        return None
    identity.sending_until = now + LEASE
    return identity


def _of(identity_id: int) -> Select[Message]:
    query = select(Message).join(Conversation, Conversation.id == Message.conversation_id)
    return query.where(
        Conversation.identity_id == identity_id,
        Message.direction == Direction.OUTGOING,
        *_is_to_send(Message),
    )


def _is_to_send(of: type[Message]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return of.delivery.in_(ON_ITS_WAY), of.delivery != "held"


def _due(channels: Collection[Channel], now: datetime) -> Select[Identity]:
    # A query of its own: databases begin with the few that are on their way, not with everybody on the platform.
    due = (
        select(Message.id, Message.conversation_id)
        .where(*_is_to_send(Message), or_(Message.next_attempt_at.is_(None), Message.next_attempt_at <= now))
        .order_by(Message.id)
        .limit(MOST_LOOKED_AT)
        .subquery()
    )
    older, talk = aliased(Message), aliased(Conversation)
    is_behind = exists(
        select(older.id)
        .join(talk, talk.id == older.conversation_id)
        .where(talk.identity_id == Conversation.identity_id, *_is_to_send(older), older.id < due.c.id)
    )
    return (
        select(Identity)
        .join(Conversation, Conversation.identity_id == Identity.id)
        .join(due, due.c.conversation_id == Conversation.id)
        .where(
            Identity.channel.in_(channels),
            Identity.address.is_not(None),
            or_(Identity.sending_until.is_(None), Identity.sending_until <= now),
            ~is_behind,
        )
        .order_by(Conversation.urgent.desc(), due.c.id)
        .limit(1)
    )
