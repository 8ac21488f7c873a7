"""What has to happen by itself: an officer went away, a promise is about to break, nobody answers in time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import DialogError
from bot.log import get_logger
from bot.messages import EventKind, Reply, Role, Status
from bot.services import custody, rules, waits
from bot.services.events import add_event
from bot.services.outgoing import tell
from bot.store import queries
from bot.store.database import Database
from bot.store.tables import Conversation, Officer, Wait

__all__ = ["Happened", "look_after"]

log = get_logger()

BEFORE_IT_BREAKS = timedelta(seconds=20)
"""The citizen hears that it takes longer before the promised time is over."""


@dataclass(frozen=True, slots=True)
class Happened:
    """What was done for a talk: `lost`, `told_late` or `supervisor_called`."""

    conversation_id: str
    kind: EventKind


def look_after(database: Database, now: datetime) -> list[Happened]:
    """Do what is due, each talk in a transaction of its own, looked at again under its lock; what was done.

    One talk that fails holds no other up: it is logged, and tried again the next time.
    """
    finders = {
        EventKind.LOST: _find_lost,
        EventKind.TOLD_LATE: _find_breaking,
        EventKind.SUPERVISOR_CALLED: _find_late,
    }
    due = (Happened(it, kind) for kind, find in finders.items() for it in find(database, now))
    return [it for it in due if _is_done(database, it, now)]


def _is_done(database: Database, due: Happened, now: datetime) -> bool:
    try:
        if due.kind is EventKind.LOST:
            return custody.lose(database, due.conversation_id, now - queries.ON_DUTY_SIGN, now)
        if due.kind is EventKind.TOLD_LATE:
            return _tell_one_late(database, due.conversation_id, now)
        return _call_supervisor(database, due.conversation_id, now)
    except (DialogError, SQLAlchemyError) as error:
        log.error("watch.failed", conversation=due.conversation_id, kind=due.kind, error=type(error).__name__)
        return False


def _find_lost(database: Database, now: datetime) -> Sequence[str]:
    seen_before = now - queries.ON_DUTY_SIGN
    is_away = or_(
        Officer.last_seen_at.is_(None),
        Officer.last_seen_at <= seen_before,
        Officer.disabled_at.is_not(None),
        Officer.role == Role.TRAINER,
    )
    query = select(Conversation.id).join(Officer, Officer.id == Conversation.owner_id)
    with database.read() as session:
        return session.scalars(query.where(Conversation.status == Status.ASSIGNED, is_away)).all()


def _find_breaking(database: Database, now: datetime) -> Sequence[str]:
    query = select(Wait.conversation_id).where(
        Wait.ended_at.is_(None), Wait.told_late_at.is_(None), Wait.promised_until <= now + BEFORE_IT_BREAKS
    )
    with database.read() as session:
        return session.scalars(query).all()


def _find_late(database: Database, now: datetime) -> Sequence[str]:
    with database.read() as session:
        targets, hours = rules.get_targets(session), rules.get_hours(session)
        is_late = [Conversation.urgent & (Conversation.escalated_at <= now - timedelta(seconds=targets.urgent_seconds))]
        # What can wait is late once officers have answered for so long and have not come to it.
        due = now - timedelta(seconds=targets.normal_seconds)
        open_since = hours.open_since(now)
        if open_since is not None and open_since <= due:
            is_late.append(Conversation.urgent.is_(False) & (Conversation.escalated_at <= due))
        query = select(Conversation.id).where(
            Conversation.status == Status.WAITING,
            Conversation.supervisor_called_at.is_(None),
            or_(*is_late),
        )
        return session.scalars(query).all()


def _tell_one_late(database: Database, conversation_id: str, now: datetime) -> bool:
    with database.write() as session:
        conversation = queries.get_conversation(session, conversation_id, lock=True)
        wait = waits.find_open_wait(session, conversation_id)
        if conversation.status != Status.WAITING or wait is None or wait.told_late_at is not None:
            return False
        wait.told_late_at = now
        place = waits.place_of(session, conversation)
        tell(session, conversation, Reply("utter_wait_longer", {"place": place}), now)
        add_event(session, conversation, EventKind.TOLD_LATE, now)
        return True


def _call_supervisor(database: Database, conversation_id: str, now: datetime) -> bool:
    with database.write() as session:
        conversation = queries.get_conversation(session, conversation_id, lock=True)
        if conversation.status != Status.WAITING or conversation.supervisor_called_at is not None:
            return False
        conversation.supervisor_called_at = now
        add_event(session, conversation, EventKind.SUPERVISOR_CALLED, now)
        return True
