"""The supervisor's board: how many wait, how long, where, and how soon they are answered."""

import statistics
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.i18n import KOSOVO_TIME
from bot.messages import EventKind, Status
from bot.services import rules
from bot.services.officers import Account, account_of
from bot.services.reach import is_within, list_on_duty, region_of
from bot.store.database import Database
from bot.store.tables import Conversation, Event, Mute, Officer, Wait

__all__ = ["Board", "Hour", "Muted", "OnBoard", "list_mutes", "list_tags", "look_at_board"]

QUICK = 60
"""Seconds within which an answer counts as quick."""
LOOKED_BACK = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Hour:
    """Waits that began in one hour."""

    begins_at: datetime
    waits: int
    median_seconds: float | None
    quick_share: float | None


@dataclass(frozen=True, slots=True)
class OnBoard:
    """An officer, and how many talks they have."""

    account: Account
    is_on_duty: bool
    owned: int


@dataclass(frozen=True, slots=True)
class Board:
    """The state of the house."""

    waiting: int
    urgent_waiting: int
    longest_wait_seconds: int
    assigned: int
    quick_share: float | None
    """Of the waits of the last 24 hours, those that an officer answered within a minute, 0 to 1."""
    ended_waits: int
    today: Mapping[str, int]
    rating: float | None
    by_language: Mapping[str | None, Mapping[str, int]]
    by_region: Mapping[str | None, Mapping[str, int]]
    hours: Sequence[Hour]
    officers: Sequence[OnBoard]
    is_open: bool
    opens_at: datetime | None


@dataclass(frozen=True, slots=True)
class Muted:
    """A sender who is muted."""

    id: int
    conversation_id: str
    officer: str
    reason: str
    created_at: datetime
    until: datetime


def look_at_board(database: Database, account: Account, now: datetime) -> Board:
    """The board as it is now, of the talks that the supervisor may see."""
    with database.read() as session:
        talks = session.execute(
            select(
                Conversation.status,
                Conversation.urgent,
                Conversation.language,
                Conversation.municipality,
                Conversation.topic,
                Conversation.escalated_at,
                Conversation.owner_id,
            ).where(Conversation.status.in_([Status.WAITING, Status.ASSIGNED]))
        ).all()
        talks = [it for it in talks if is_within(account, it)]
        waiting = [it for it in talks if it.status == Status.WAITING]
        waits = _waits(session, now)
        counted = [it for it in waits if it.answered_at or it.ended_at or (now - it.started_at).total_seconds() > QUICK]
        quick = [it for it in counted if _is_quick(it)]
        hours = rules.get_hours(session)
        today, rating = _today(session, now)
        return Board(
            waiting=len(waiting),
            urgent_waiting=sum(it.urgent for it in waiting),
            longest_wait_seconds=max((int((now - it.escalated_at).total_seconds()) for it in waiting), default=0),
            assigned=len(talks) - len(waiting),
            quick_share=len(quick) / len(counted) if counted else None,
            ended_waits=len(counted),
            today=today,
            rating=rating,
            by_language=_by(talks, lambda it: it.language),
            by_region=_by(talks, lambda it: region_of(it.municipality)),
            hours=_by_hour(waits, now),
            officers=_officers(session, Counter(it.owner_id for it in talks), now),
            is_open=hours.is_open(now),
            opens_at=hours.next_opening(now),
        )


def list_mutes(database: Database, account: Account, now: datetime) -> list[Muted]:
    """Who is muted now, of the senders whose talks the supervisor may see."""
    query = select(Mute, Officer.name, Conversation).join(Officer, Officer.id == Mute.officer_id)
    query = query.join(Conversation, Conversation.id == Mute.conversation_id)
    query = query.where(Mute.ended_at.is_(None), Mute.until > now).order_by(Mute.until)
    with database.read() as session:
        return [
            Muted(it.id, it.conversation_id, name, it.reason, it.created_at, it.until)
            for it, name, conversation in session.execute(query)
            if is_within(account, conversation)
        ]


def _waits(session: Session, now: datetime) -> Sequence[Wait]:
    return session.scalars(select(Wait).where(Wait.started_at > now - LOOKED_BACK)).all()


def _is_quick(wait: Wait) -> bool:
    return wait.answered_at is not None and (wait.answered_at - wait.started_at).total_seconds() <= QUICK


def _by(talks: Sequence[Any], key: Callable[[Any], str | None]) -> dict[str | None, dict[str, int]]:
    found: dict[str | None, dict[str, int]] = {}
    for talk in talks:
        counts = found.setdefault(key(talk), {"waiting": 0, "assigned": 0})
        counts[talk.status] += 1
    return found


def _by_hour(waits: Sequence[Wait], now: datetime) -> list[Hour]:
    this_hour = now.replace(minute=0, second=0, microsecond=0)
    hours = []
    for ago in range(23, -1, -1):
        begins = this_hour - timedelta(hours=ago)
        within = [it for it in waits if begins <= it.started_at < begins + timedelta(hours=1)]
        answered = [(it.answered_at - it.started_at).total_seconds() for it in within if it.answered_at]
        hours.append(
            Hour(
                begins_at=begins,
                waits=len(within),
                median_seconds=statistics.median(answered) if answered else None,
                quick_share=sum(_is_quick(it) for it in within) / len(within) if within else None,
            )
        )
    return hours


def _today(session: Session, now: datetime) -> tuple[dict[str, int], float | None]:
    midnight = now.astimezone(KOSOVO_TIME).replace(hour=0, minute=0, second=0, microsecond=0)
    counted = (EventKind.ESCALATED, EventKind.CLAIMED, EventKind.RESOLVED)
    query = select(Event.kind, func.count()).where(Event.created_at >= midnight, Event.kind.in_(counted))
    found = {row[0]: row[1] for row in session.execute(query.group_by(Event.kind))}
    rating = session.scalar(select(func.avg(Conversation.rating)).where(Conversation.resolved_at >= midnight))
    return {kind: found.get(kind, 0) for kind in counted}, float(rating) if rating is not None else None


def _officers(session: Session, owned: Mapping[int | None, int], now: datetime) -> list[OnBoard]:
    on_duty = {account.id for account in list_on_duty(session, now)}
    rows = session.scalars(select(Officer).where(Officer.disabled_at.is_(None)).order_by(Officer.name))
    found = [OnBoard(account_of(it), it.id in on_duty, owned.get(it.id, 0)) for it in rows]
    return sorted(found, key=lambda it: not it.is_on_duty)


def list_tags(database: Database, account: Account) -> list[str]:
    """The tags of recent talks that the officer may see, the commonest first."""
    query = select(Conversation).where(Conversation.tags.is_not(None))
    with database.read() as session:
        found = session.scalars(query.order_by(Conversation.last_incoming_at.desc()).limit(500)).all()
    seen = [it.tags or [] for it in found if is_within(account, it)]
    return [tag for tag, _ in Counter(tag for tags in seen for tag in tags).most_common(30)]
