"""Handoff from the citizen's side: into the queue for an officer, and out of it again."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from sqlalchemy.orm import Session

from bot.messages import EventKind, Reply, Status, Trigger
from bot.services import waits
from bot.services.events import add_event
from bot.services.turns import Turn, has_effect, record_effect, require_lease
from bot.services.waits import Expectation
from bot.store import queries
from bot.store.database import Database
from bot.store.tables import Conversation

__all__ = ["Escalation", "WaitEnd", "enter_queue", "escalate", "has_failed_before", "mark_urgent", "stop_waiting"]

ASKED_BACK = {"utter_ask_back", "utter_not_understood"}


@dataclass(frozen=True, slots=True)
class Escalation:
    """How the citizen now stands, and what can honestly be said of it."""

    status: Status
    expected: Expectation | None
    """None when the citizen does not wait."""

    @property
    def reply(self) -> Reply:
        """What to tell the citizen."""
        if self.status is Status.ASSIGNED:
            return Reply("utter_noted_for_officer")
        if self.expected is None:  # the turn was cut off, and an officer came and went before it was run again
            return Reply("utter_what_next")
        return self.expected.reply


def escalate(database: Database, turn: Turn, trigger: Trigger, now: datetime, *, is_urgent: bool = False) -> Escalation:
    """Put the turn's conversation into the queue for an officer; one already in the queue or owned stays where it is.

    Raises:
        NotAllowed: the turn is no longer held.
    """
    with database.write() as session:
        conversation = require_lease(session, turn)
        is_first = record_effect(session, turn, "escalate", now)
        if is_first and is_urgent:
            mark_urgent(session, conversation)
        if is_first:
            enter_queue(session, conversation, trigger, now)
        if is_first and conversation.status == Status.WAITING:
            waits.promise(session, conversation, now)
        is_waiting = conversation.status == Status.WAITING
        expected = waits.expect(session, conversation, now) if is_waiting else None
        return Escalation(Status(conversation.status), expected)


def has_failed_before(database: Database, turn: Turn) -> bool:
    """Whether the bot did not understand the message before this one either."""
    with database.read() as session:
        recent = queries.list_recent_outgoing(session, turn.conversation_id, limit=1)
        return bool(recent) and recent[0].response in ASKED_BACK


def enter_queue(session: Session, conversation: Conversation, trigger: Trigger, now: datetime) -> None:
    """Put a locked conversation that nobody has into the queue; one that waits or is owned stays where it is."""
    if conversation.status in {Status.WITH_BOT, Status.RESOLVED}:
        conversation.resolved_at = None
        waits.begin_wait(session, conversation, trigger, now)


def mark_urgent(session: Session, conversation: Conversation) -> None:
    """Mark a locked conversation, and the wait that goes on, as urgent."""
    conversation.urgent = True
    wait = waits.find_open_wait(session, conversation.id)
    if wait is not None:
        wait.urgent = True


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
        waits.end_wait(session, conversation, now, is_claimed=False)
        conversation.status = Status.WITH_BOT
        conversation.escalated_at = conversation.supervisor_called_at = None
        # The engine's memory of the talk ends with the wait.
        conversation.episode = None
        add_event(session, conversation, EventKind.STOPPED_WAITING, now)
        return WaitEnd.ENDED
