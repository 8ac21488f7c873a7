"""Handoff: a conversation goes from the bot to an officer and back."""

from dataclasses import dataclass
from datetime import datetime

from bot.messages import Status
from bot.services.turns import Turn, record_effect, require_lease
from bot.store import queries
from bot.store.database import Database

__all__ = ["Escalation", "escalate", "stop_waiting"]


@dataclass(frozen=True, slots=True)
class Escalation:
    """How the citizen now stands; what they are told must be honest about it."""

    status: Status
    is_officer_on_duty: bool


def escalate(database: Database, turn: Turn, now: datetime, *, is_urgent: bool = False) -> Escalation:
    """Put the turn's conversation into the queue for an officer; one already in the queue or owned stays where it is.

    Raises:
        NotAllowed: the turn is no longer held.
    """
    with database.write() as session:
        conversation = require_lease(session, turn)
        record_effect(session, turn, "escalate", now)
        if conversation.status == Status.WITH_BOT:
            conversation.status = Status.WAITING
            conversation.escalated_at = now
        conversation.urgent = conversation.urgent or is_urgent
        return Escalation(Status(conversation.status), queries.has_officer_on_duty(session, now))


def stop_waiting(database: Database, turn: Turn, now: datetime) -> bool:
    """The citizen no longer waits for an officer and goes on with the bot; false when they were not waiting.

    A talk marked as urgent stays in the queue: an officer decides when danger is over.

    Raises:
        NotAllowed: the turn is no longer held.
    """
    with database.write() as session:
        conversation = require_lease(session, turn)
        if not record_effect(session, turn, "stop_waiting", now):
            return True
        if conversation.status != Status.WAITING or conversation.urgent:
            return False
        conversation.status = Status.WITH_BOT
        conversation.escalated_at = None
        # The engine's memory of the talk ends with the wait.
        conversation.episode = None
        return True
