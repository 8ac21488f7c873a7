"""What other systems of the police are told: that a talk was escalated or resolved. No word of what was said."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from bot.store.database import Database
from bot.store.tables import Event

__all__ = ["Notification", "find_due", "give_up", "mark_failed", "mark_sent"]

GIVEN_UP_AFTER = timedelta(hours=24)
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Notification:
    """One thing to tell, with an id that stays the same however often it is tried."""

    event_id: int
    attempts: int
    created_at: datetime
    body: dict[str, Any]


def find_due(database: Database, now: datetime, *, limit: int = 20) -> list[Notification]:
    """What is to be told now, oldest first; what nobody took for a day is told no more."""
    with database.read() as session:
        query = select(Event).where(Event.webhook_due_at <= now, Event.created_at > now - GIVEN_UP_AFTER)
        found = session.scalars(query.order_by(Event.webhook_due_at).limit(limit)).all()
        return [Notification(it.id, it.webhook_attempts, it.created_at, _body(it)) for it in found]


def give_up(database: Database, now: datetime) -> None:
    """Leave what nobody took for a day."""
    is_old = Event.webhook_due_at.is_not(None) & (Event.created_at <= now - GIVEN_UP_AFTER)
    with database.write() as session:
        session.execute(update(Event).where(is_old).values(webhook_due_at=None))


def mark_sent(database: Database, event_id: int) -> None:
    """It was taken."""
    _set_due(database, event_id, None, attempts=None)


def mark_failed(database: Database, notification: Notification, now: datetime) -> None:
    """It was not taken: tried again after a pause that doubles, for a day."""
    pause = min(FIRST_PAUSE * 2 ** min(notification.attempts, 12), LONGEST_PAUSE)
    _set_due(database, notification.event_id, now + pause, attempts=notification.attempts + 1)


def _set_due(database: Database, event_id: int, due_at: datetime | None, *, attempts: int | None) -> None:
    values: dict[str, Any] = {"webhook_due_at": due_at}
    if attempts is not None:
        values["webhook_attempts"] = attempts
    with database.write() as session:
        session.execute(update(Event).where(Event.id == event_id).values(**values))


def _body(event: Event) -> dict[str, Any]:
    return {"type": f"conversation.{event.kind}", "timestamp": event.created_at.isoformat(), "data": event.webhook}
