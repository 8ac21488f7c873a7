"""Turns: who answers which message now. One holder a conversation, by a lease that a dead process loses by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.errors import NotAllowed
from bot.i18n import Locale, find_locale
from bot.labels import TOPICS
from bot.messages import Ask, Sender, Status
from bot.rendering import Outgoing
from bot.services import attachments, consents, taking
from bot.services.outgoing import add_outgoing
from bot.store import queries
from bot.store.database import Database
from bot.store.tables import Conversation, Draft, Effect, Message

__all__ = [
    "Claim",
    "Task",
    "Turn",
    "claim_next",
    "complete",
    "free_leases",
    "has_effect",
    "has_officer",
    "log_action",
    "next_task",
    "postpone",
    "record_effect",
    "release",
    "require_lease",
]

LEASE = timedelta(seconds=25)
"""Longer than the two calls of the engine that one message takes."""
EPISODE_TURNS = 50
SAID_IN_DANGER = {"utter_emergency", "utter_urgent_reminder"}
EPISODE_SILENCE = timedelta(hours=24)
SAID_AT_ONCE = 5
"""Things said to one message among which is what the next one answers."""
REMEMBERED = timedelta(minutes=30)
"""How long a message may lean on the question before."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The right to answer one message: whoever acts for it shows conversation, message and lease."""

    conversation_id: str
    message_id: int
    lease: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A conversation that this process answers until the lease ends."""

    conversation_id: str
    lease: str


@dataclass(frozen=True, slots=True)
class Task:
    """One message to be answered, with what the answer depends on."""

    turn: Turn
    episode: str
    channel: str
    status: Status
    urgent: bool
    locale: Locale | None
    topic: str | None
    subject: Ask | None
    """What the citizen asked last, if that was a short while ago."""
    text: str
    payload: str | None
    location: Mapping[str, float] | None
    has_receipt: bool
    """Whether the message shows a receipt code, if only a wrong one."""
    has_file: bool
    """Whether the citizen sent a file along; without a text that is all that the message says."""
    attempts: int
    failed_at: datetime | None
    """When the engine first failed on this message."""
    last_response: str | None
    """The key of what the citizen was told last."""
    told_at: datetime | None
    """When the citizen was last told of a technical problem that still lasts."""
    is_adding: bool = False
    """Whether the citizen was just asked what to add to a report."""
    draft: taking.Draft | None = None
    """The report that the citizen is about to make."""
    is_taken: bool = False
    """Whether a report has taken the message already, in a turn that was cut off."""


def claim_next(database: Database, holder: str, now: datetime) -> Claim | None:
    """Take the conversation that has waited longest for an answer; none when there is nothing to do.

    `holder` names the installation, so that after a kill it can free what it held.
    """
    with database.read() as session:
        if queries.find_claimable(session, now) is None:
            return None
    with database.write() as session:
        conversation = queries.find_claimable(session, now, lock=True)
        if conversation is None:
            return None
        conversation.claimed_by = f"{holder}:{uuid4().hex}"
        conversation.claimed_until = now + LEASE
        return Claim(conversation.id, conversation.claimed_by)


def next_task(database: Database, claim: Claim, now: datetime) -> Task | None:
    """The claimed conversation's oldest unanswered message, the lease renewed; none if none is due."""
    with database.read() as session:
        if not queries.list_pending(session, claim.conversation_id):
            return None
    with database.write() as session:
        conversation = _require_claim(session, claim.conversation_id, claim.lease)
        pending = queries.list_pending(session, conversation.id)
        if not pending or (pending[0].next_attempt_at and pending[0].next_attempt_at > now):
            return None
        conversation.claimed_until = now + LEASE
        return _task(session, conversation, pending[0], claim.lease, now)


def complete(
    database: Database,
    turn: Turn,
    answers: Sequence[Outgoing],
    now: datetime,
    *,
    understood: Mapping[str, Any] | None = None,
    municipality: str | None = None,
) -> None:
    """Store the answers and mark the message as handled: all or nothing, and only while the lease holds.

    While an officer has the talk the bot says nothing but the word of 192 and 112. One who takes over ends the lease.
    """
    with database.write() as session:
        conversation = require_lease(session, turn)
        message = session.get_one(Message, turn.message_id)
        is_with_officer = has_officer(conversation, now)
        for answer in answers:
            if not is_with_officer:
                add_outgoing(session, conversation, answer, reply_to=message.id, now=now)
            elif answer.response in SAID_IN_DANGER:
                add_outgoing(session, conversation, replace(answer, sender=Sender.SYSTEM), reply_to=message.id, now=now)
        if answers and not is_with_officer:
            consents.tell_notice(session, conversation, message, now)
        message.handled_at = now
        conversation.episode_turns += 1
        if understood is not None:
            message.understood = dict(understood)
            message.intent = understood.get("intent")
            conversation.topic = message.intent if message.intent in TOPICS else conversation.topic
            conversation.municipality = municipality or conversation.municipality


def postpone(
    database: Database, turn: Turn, until: datetime, now: datetime, *, notice: Outgoing | None, is_failure: bool
) -> None:
    """Leave the message for later, having told the citizen; a failure of a reachable engine counts as an attempt."""
    with database.write() as session:
        conversation = require_lease(session, turn)
        message = session.get_one(Message, turn.message_id)
        message.next_attempt_at = until
        message.failed_at = message.failed_at or now
        message.attempts += 1 if is_failure else 0
        if notice is not None and not has_officer(conversation, now):
            add_outgoing(session, conversation, notice, reply_to=message.id, now=now)


def release(database: Database, claim: Claim) -> None:
    """Let others answer the conversation; nothing happens when the lease was lost."""
    with database.write() as session:
        conversation = queries.get_conversation(session, claim.conversation_id, lock=True)
        if conversation.claimed_by == claim.lease:
            conversation.claimed_by = conversation.claimed_until = None


def free_leases(database: Database, holder: str) -> int:
    """Free what a killed process of this installation still holds; returns how many conversations that were."""
    with database.write() as session:
        held = Conversation.claimed_by.startswith(f"{holder}:", autoescape=True)
        result = session.execute(update(Conversation).where(held).values(claimed_by=None, claimed_until=None))
        return int(getattr(result, "rowcount", 0))


def require_lease(session: Session, turn: Turn) -> Conversation:
    """The turn's conversation, locked, if the turn is still held and its message still unanswered.

    Raises:
        NotAllowed: the lease was lost, or the message belongs elsewhere or has been answered.
    """
    conversation = _require_claim(session, turn.conversation_id, turn.lease)
    message = session.get(Message, turn.message_id)
    if message is None or message.conversation_id != conversation.id or message.handled_at is not None:
        raise NotAllowed("message")
    return conversation


def log_action(database: Database, turn: Turn, name: str, now: datetime) -> None:
    """Note in the log of the conversation that an action answered this message; once, however often it is run.

    Raises:
        NotAllowed: the turn is no longer held.
    """
    with database.write() as session:
        require_lease(session, turn)
        record_effect(session, turn, name, now)


def record_effect(session: Session, turn: Turn, name: str, now: datetime) -> bool:
    """Note that an action does `name` for this message; false when it was done before, by a turn that was cut off."""
    if has_effect(session, turn, name):
        return False
    session.add(Effect(conversation_id=turn.conversation_id, message_id=turn.message_id, name=name, created_at=now))
    return True


def has_effect(session: Session, turn: Turn, name: str) -> bool:
    """Whether an action has done `name` for this message already."""
    query = select(Effect.id).where(
        Effect.conversation_id == turn.conversation_id, Effect.message_id == turn.message_id, Effect.name == name
    )
    return session.scalar(query) is not None


def _require_claim(session: Session, conversation_id: str, lease: str) -> Conversation:
    conversation = queries.get_conversation(session, conversation_id, lock=True)
    if not lease or conversation.claimed_by != lease:
        raise NotAllowed("lease")
    return conversation


def _task(session: Session, conversation: Conversation, message: Message, lease: str, now: datetime) -> Task:
    recent = queries.list_recent_outgoing(session, conversation.id, limit=SAID_AT_ONCE)
    last = recent[0] if recent else None
    is_over = conversation.episode_turns >= EPISODE_TURNS or _was_silent(last, now)
    if conversation.episode is None or is_over:
        conversation.episode, conversation.episode_turns = uuid4().hex, 0
    is_told = last is not None and last.response == "utter_technical_problem"
    draft = queries.find_draft(session, conversation.id, since=now - taking.KEPT)
    return Task(
        turn=Turn(conversation.id, message.id, lease),
        episode=conversation.episode,
        channel=conversation.channel,
        status=Status.ASSIGNED if has_officer(conversation, now) else Status(conversation.status),
        urgent=conversation.urgent,
        locale=find_locale(message.language, message.script),
        topic=conversation.topic,
        subject=_subject(session, message, now),
        text=message.text,
        payload=message.payload,
        location=message.location,
        has_receipt=message.receipt is not None,
        has_file=bool(attachments.list_of_messages(session, [message.id])),
        attempts=message.attempts,
        failed_at=message.failed_at,
        last_response=last.response if last else None,
        is_adding=any(it.response == "utter_report_add" and it.reply_to == recent[0].reply_to for it in recent),
        told_at=last.created_at if last and is_told else None,
        draft=taking.from_json(draft.kind, draft.stage, draft.content) if draft else None,
        is_taken=session.scalar(select(Draft.id).where(Draft.message_id == message.id)) is not None,
    )


def _subject(session: Session, message: Message, now: datetime) -> Ask | None:
    before = queries.find_asking_before(session, message.conversation_id, message.number, since=now - REMEMBERED)
    return Ask.from_json(before["asks"][-1]) if before else None


def has_officer(conversation: Conversation, now: datetime) -> bool:
    """Whether somebody of the police speaks with the citizen, here or at the platform itself."""
    is_outside = conversation.outside_until is not None and conversation.outside_until > now
    return conversation.status == Status.ASSIGNED or is_outside


def _was_silent(last: Message | None, now: datetime) -> bool:
    return last is not None and now - last.created_at > EPISODE_SILENCE
