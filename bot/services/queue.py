"""The officers' queue: which talks wait, which are in whose hands. Shows no text: looking at it reads no talk."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from bot.messages import Status, Trigger
from bot.services import rules
from bot.services.officers import Account
from bot.services.reach import fits, is_within, list_on_duty, within
from bot.services.rules import Hours, Targets
from bot.store.database import Database
from bot.store.tables import Conversation, Message, Officer, Wait

__all__ = ["Counts", "Row", "Trace", "count", "in_order", "list_closed", "list_open", "row_of", "trace_open_talks"]

OPEN = (Status.WAITING, Status.ASSIGNED)
MOST_OPEN = 1000
"""Open talks looked through at once; more than any shift can serve."""


@dataclass(frozen=True, slots=True)
class Row:
    """One talk in the queue."""

    id: str
    status: Status
    urgent: bool
    language: str | None
    script: str | None
    channel: str
    municipality: str | None
    topic: str | None
    escalated_at: datetime | None
    waiting_seconds: int | None
    target_seconds: int
    owner_id: int | None
    owner: str | None
    has_fitting: bool
    """Whether the duties of somebody on duty fit it."""
    is_supervisor_called: bool
    is_unread: bool
    undelivered: int
    tags: Sequence[str]
    report: str | None
    trigger: str | None
    outcome: str | None
    rating: int | None
    opened_at: datetime
    last_incoming_at: datetime
    is_late: bool
    """Whether it waits longer than it should, by the hours in which officers answer."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many open talks an officer may see."""

    waiting: int
    urgent: int
    assigned: int
    mine: int


@dataclass(frozen=True, slots=True)
class Trace:
    """What of an open talk shows in the queue: when it differs, the queue has changed."""

    status: Status
    urgent: bool
    owner_id: int | None
    language: str | None
    municipality: str | None
    topic: str | None
    is_supervisor_called: bool
    is_lost: bool
    """Whether its officer went away."""
    is_unread: bool


def list_open(database: Database, now: datetime, *, only: Collection[str] | None = None) -> list[Row]:
    """Every open talk, or those of `only` that are open, in order."""
    query = select(Conversation).where(Conversation.status.in_(OPEN))
    if only is not None:
        query = query.where(Conversation.id.in_(only))
    query = query.order_by(Conversation.urgent.desc(), Conversation.escalated_at).limit(MOST_OPEN)
    with database.read() as session:
        return in_order(_rows(session, session.scalars(query).all(), now))


def in_order(rows: Sequence[Row]) -> list[Row]:
    """Waiting talks first, urgent before others and long waits before short; then those in hand, unread first."""
    return sorted(rows, key=_order)


def list_closed(
    database: Database, account: Account, status: Status, now: datetime, *, before: datetime | None, limit: int
) -> list[Row]:
    """Talks with the bot, or resolved, that the officer may see: newest first, older than `before`."""
    query = select(Conversation).where(Conversation.status == status)
    if before is not None:
        query = query.where(Conversation.last_incoming_at < before)
    query = query.where(within(account))
    with database.read() as session:
        found = session.scalars(query.order_by(Conversation.last_incoming_at.desc()).limit(limit)).all()
        return _rows(session, found, now)


def count(rows: Sequence[Row], account: Account) -> Counts:
    """How many of the open talks the officer may see, and has."""
    seen = [row for row in rows if is_within(account, row)]
    waiting = [row for row in seen if row.status is Status.WAITING]
    return Counts(
        waiting=len(waiting),
        urgent=sum(row.urgent for row in waiting),
        assigned=len(seen) - len(waiting),
        mine=sum(row.owner_id == account.id for row in seen),
    )


def row_of(session: Session, conversation: Conversation, now: datetime) -> Row:
    """One talk as a row."""
    return _rows(session, [conversation], now)[0]


def trace_open_talks(database: Database) -> dict[str, Trace]:
    """A trace of every open talk."""
    query = select(
        Conversation.id,
        Conversation.status,
        Conversation.urgent,
        Conversation.owner_id,
        or_(Conversation.last_officer_at.is_(None), Conversation.last_incoming_at > Conversation.last_officer_at).label(
            "has_news"
        ),
        Conversation.supervisor_called_at.is_not(None).label("is_called"),
        Conversation.language,
        Conversation.municipality,
        Conversation.topic,
        Wait.trigger,
    )
    query = query.outerjoin(Wait, (Wait.conversation_id == Conversation.id) & Wait.ended_at.is_(None))
    query = query.where(Conversation.status.in_(OPEN))
    with database.read() as session:
        return {
            it.id: Trace(
                status=Status(it.status),
                urgent=it.urgent,
                owner_id=it.owner_id,
                language=it.language,
                municipality=it.municipality,
                topic=it.topic,
                is_supervisor_called=bool(it.is_called),
                is_lost=it.trigger == Trigger.LOST,
                is_unread=it.status == Status.ASSIGNED and bool(it.has_news),
            )
            for it in session.execute(query)
        }


def _rows(session: Session, conversations: Sequence[Conversation], now: datetime) -> list[Row]:
    ids = [it.id for it in conversations]
    targets, hours = rules.get_targets(session), rules.get_hours(session)
    on_duty = list_on_duty(session, now)
    names = {row.id: row.name for row in session.execute(select(Officer.id, Officer.name))}
    waits = select(Wait.conversation_id, Wait.trigger).where(Wait.ended_at.is_(None), Wait.conversation_id.in_(ids))
    triggers = {row.conversation_id: row.trigger for row in session.execute(waits)}
    failed = _failed(session, ids)
    return [
        _row(
            it, now, targets, hours, on_duty, names=names, trigger=triggers.get(it.id), undelivered=failed.get(it.id, 0)
        )
        for it in conversations
    ]


def _row(
    conversation: Conversation,
    now: datetime,
    targets: Targets,
    hours: Hours,
    on_duty: Sequence[Account],
    *,
    names: Mapping[int, str],
    trigger: str | None,
    undelivered: int,
) -> Row:
    is_waiting = conversation.status == Status.WAITING
    since = conversation.escalated_at or now
    return Row(
        id=conversation.id,
        status=Status(conversation.status),
        urgent=conversation.urgent,
        language=conversation.language,
        script=conversation.script,
        channel=conversation.channel,
        municipality=conversation.municipality,
        topic=conversation.topic,
        escalated_at=conversation.escalated_at,
        waiting_seconds=max(0, int((now - since).total_seconds())) if is_waiting else None,
        target_seconds=targets.seconds_for(urgent=conversation.urgent),
        owner_id=conversation.owner_id,
        owner=names.get(conversation.owner_id) if conversation.owner_id else None,
        has_fitting=is_waiting and any(fits(it, conversation) for it in on_duty),
        is_supervisor_called=conversation.supervisor_called_at is not None,
        is_unread=_is_unread(conversation.status, conversation.last_officer_at, conversation.last_incoming_at),
        undelivered=undelivered,
        tags=conversation.tags or [],
        report=conversation.report_reference,
        trigger=trigger,
        outcome=conversation.outcome,
        rating=conversation.rating,
        opened_at=conversation.opened_at,
        last_incoming_at=conversation.last_incoming_at,
        is_late=is_waiting and _is_late(conversation, since, now, targets, hours),
    )


def _is_late(conversation: Conversation, since: datetime, now: datetime, targets: Targets, hours: Hours) -> bool:
    target = timedelta(seconds=targets.seconds_for(urgent=conversation.urgent))
    if conversation.urgent:
        return now - since > target
    open_since = hours.open_since(now)
    return open_since is not None and now - max(since, open_since) > target


def _failed(session: Session, conversations: Sequence[str]) -> dict[str, int]:
    query = select(Message.conversation_id, func.count()).where(
        Message.delivery == "failed", Message.conversation_id.in_(conversations)
    )
    return {row[0]: row[1] for row in session.execute(query.group_by(Message.conversation_id))}


def _is_unread(status: str, last_officer_at: datetime | None, last_incoming_at: datetime) -> bool:
    """Whether the citizen wrote after an officer's last word."""
    return status == Status.ASSIGNED and (last_officer_at is None or last_incoming_at > last_officer_at)


def _order(row: Row) -> tuple[object, ...]:
    is_taken = row.status is Status.ASSIGNED
    return (is_taken, not row.urgent, is_taken and not row.is_unread, row.escalated_at or row.opened_at)
