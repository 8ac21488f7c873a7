"""Handoff: a conversation goes from the bot to an officer and back."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from bot.messages import Status
from bot.services.turns import Turn, has_effect, record_effect, require_lease
from bot.store import queries
from bot.store.database import Database

__all__ = ["Escalation", "WaitEnd", "escalate", "stop_waiting"]


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
        is_first = record_effect(session, turn, "escalate", now)
        if is_first and conversation.status == Status.WITH_BOT:
            conversation.status = Status.WAITING
            conversation.escalated_at = now
        conversation.urgent = conversation.urgent or is_urgent
        return Escalation(Status(conversation.status), queries.has_officer_on_duty(session, now))


class WaitEnd(Enum):
    """What became of a citizen's wish to stop waiting."""

    ENDED = auto()
    """The bot goes on alone."""
    NOTHING = auto()
    """They were not waiting."""
    STAYS = auto()
    """The talk is urgent: an officer decides when danger is over, since somebody else may hold the phone."""


def stop_waiting(database: Database, turn: Turn, now: datetime) -> WaitEnd:
    """Take the citizen out of the queue, unless the talk is urgent.

    Raises:
        NotAllowed: the turn is no longer held.
    """
    with database.write() as session:
        conversation = require_lease(session, turn)
        if conversation.status != Status.WAITING:
            # Run again after a cut-off turn, the answer must be the one of the first run.
            return WaitEnd.ENDED if has_effect(session, turn, "stop_waiting") else WaitEnd.NOTHING
        if conversation.urgent:
            return WaitEnd.STAYS
        record_effect(session, turn, "stop_waiting", now)
        conversation.status = Status.WITH_BOT
        conversation.escalated_at = None
        # The engine's memory of the talk ends with the wait.
        conversation.episode = None
        return WaitEnd.ENDED
