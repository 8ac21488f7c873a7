"""What supervisors read of the audit log: its lines, and who reads talks that are not theirs.

Reading is unusual when an officer, in seven days, read at least ten talks that were never theirs and more than three
times as many as their colleagues do (the median of the others who read any), or read at least five times outside
working hours. A talk is an officer's own once they claimed it, wrote in it, or it was handed by them or to them.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.services import audit
from bot.services.audit_actions import Action
from bot.store.database import Database
from bot.store.tables import AuditEntry, Officer

__all__ = ["DAYS", "Line", "Reader", "list_lines", "list_readers", "record_look"]

DAYS = 7
LEAST_NOT_OWN = 10
TIMES_USUAL = 3
LEAST_OUTSIDE_HOURS = 5
OWNING = (Action.CLAIM, Action.REOPEN, Action.ASSIGN, Action.TRANSFER, Action.REPLY)


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `officer` is a name, none for the system and the command line."""

    number: int
    at: datetime
    officer: str | None
    action: str
    conversation: str | None
    detail: Mapping[str, Any] | None
    why: str | None


@dataclass(frozen=True, slots=True)
class Reader:
    """What an officer read in seven days; `usual` is how many talks not their own the others read."""

    id: int
    officer: str
    talks_read: int
    not_own: int
    outside_hours: int
    usual: float
    is_unusual: bool


def list_lines(
    database: Database,
    *,
    officer_id: int | None = None,
    conversation_id: str | None = None,
    action: str | None = None,
    before: int | None = None,
    limit: int = 100,
) -> tuple[Sequence[Line], bool]:
    """Lines before number `before`, newest first, and whether there are more."""
    query = select(AuditEntry, Officer.name).outerjoin(Officer, Officer.id == AuditEntry.officer_id)
    wanted = {
        AuditEntry.officer_id: officer_id,
        AuditEntry.conversation_id: conversation_id,
        AuditEntry.action: action,
    }
    query = query.where(*(column == value for column, value in wanted.items() if value is not None))
    if before is not None:
        query = query.where(AuditEntry.number < before)
    with database.read() as session:
        found = session.execute(query.order_by(AuditEntry.number.desc()).limit(limit + 1)).all()
    lines = [
        Line(it.number, it.created_at, name, it.action, it.conversation_id, it.detail, it.why) for it, name in found
    ]
    return lines[:limit], len(lines) > limit


def record_look(
    database: Database,
    officer_id: int,
    looked_for: Mapping[str, Any],
    now: datetime,
    *,
    action: Action = Action.AUDIT_READ,
) -> None:
    """Note that somebody read the log itself, or another list.

    The same look is noted once in ten minutes of the clock, as readings are.
    """
    with database.read() as session:
        if _is_look_recorded(session, officer_id, action, looked_for, now):
            return
    with database.write() as session:
        audit.take_turn(session)
        if not _is_look_recorded(session, officer_id, action, looked_for, now):
            audit.record(session, action, now, officer_id=officer_id, detail=looked_for)


def list_readers(
    database: Database, now: datetime, *, is_open: Callable[[datetime], bool] = lambda _: True
) -> Sequence[Reader]:
    """Everybody who read a talk in the last days, unusual ones first; `is_open` knows the working hours."""
    since = now - timedelta(days=DAYS)
    reads: defaultdict[int, set[str]] = defaultdict(set)
    outside: defaultdict[int, int] = defaultdict(int)
    with database.read() as session:
        query = select(AuditEntry.officer_id, AuditEntry.conversation_id, AuditEntry.created_at)
        query = query.where(AuditEntry.action == Action.READ, AuditEntry.created_at >= since)
        for officer_id, conversation_id, created_at in session.execute(query):
            if officer_id is not None and conversation_id is not None:
                reads[officer_id].add(conversation_id)
                outside[officer_id] += not is_open(created_at)
        own = _list_own(session, since)
        names = dict(session.execute(select(Officer.id, Officer.name)).all())
    not_own = {officer_id: len(talks - own[officer_id]) for officer_id, talks in reads.items()}
    readers = []
    for officer_id, talks in reads.items():
        others = [count for other, count in not_own.items() if other != officer_id]
        usual = float(median(others)) if others else 0.0
        is_curious = not_own[officer_id] >= LEAST_NOT_OWN and not_own[officer_id] > TIMES_USUAL * usual
        readers.append(
            Reader(
                id=officer_id,
                officer=names.get(officer_id, str(officer_id)),
                talks_read=len(talks),
                not_own=not_own[officer_id],
                outside_hours=outside[officer_id],
                usual=usual,
                is_unusual=is_curious or outside[officer_id] >= LEAST_OUTSIDE_HOURS,
            )
        )
    return sorted(readers, key=lambda it: (not it.is_unusual, -it.not_own, it.officer))


def _list_own(session: Session, since: datetime) -> Mapping[int, set[str]]:
    """Which of the talks read since then were whose, at any time."""
    read = select(AuditEntry.conversation_id).where(AuditEntry.action == Action.READ, AuditEntry.created_at >= since)
    query = select(AuditEntry.officer_id, AuditEntry.conversation_id, AuditEntry.detail)
    query = query.where(AuditEntry.action.in_(OWNING), AuditEntry.conversation_id.in_(read))
    own: defaultdict[int, set[str]] = defaultdict(set)
    for officer_id, conversation_id, detail in session.execute(query):
        for owner in (officer_id, (detail or {}).get("to")):
            if isinstance(owner, int) and conversation_id:
                own[owner].add(conversation_id)
    return own


def _is_look_recorded(
    session: Session, officer_id: int, action: Action, looked_for: Mapping[str, Any], now: datetime
) -> bool:
    since = audit.window_of(now)
    query = select(AuditEntry.detail).where(
        AuditEntry.officer_id == officer_id,
        AuditEntry.action == action,
        AuditEntry.created_at >= since,
        AuditEntry.created_at < since + audit.READING_WINDOW,
    )
    return any(detail == looked_for for detail in session.scalars(query))
