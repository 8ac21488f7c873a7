"""Waits for an officer: the place in the queue, and the time by what it took others. What is told is a promise."""

import math
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from bot.messages import EventKind, Reply, Status, Trigger
from bot.services import rules
from bot.services.events import add_event
from bot.services.reach import is_within, list_on_duty
from bot.store.tables import Conversation, Wait

__all__ = ["Expectation", "begin_wait", "end_wait", "expect", "find_open_wait", "note_answer", "place_of", "promise"]

HISTORY = timedelta(days=28)
SAMPLES = 50
LEAST_SAMPLES = 5
"""With fewer waits to look back on nothing is promised."""
SHARE_KEPT = 0.8
"""Of the waits looked back on, so many were not longer than what is promised."""
STEPS = (1, 2, 3, 5, 10, 15, 20, 30, 45, 60)
"""Minutes that a promise may name; a longer wait is not promised."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a citizen who waits can be told honestly."""

    place: int
    minutes: int | None
    """Until an officer answers; none when it cannot be said."""
    is_officer_on_duty: bool
    opens_at: datetime | None
    """When officers are back; none while they are there."""

    @property
    def reply(self) -> Reply:
        """What to tell the citizen: a promise where there is one, else the place; at once when nobody is there."""
        if self.opens_at is not None:
            return Reply("utter_outside_hours", {"opens_at": self.opens_at.isoformat()})
        if not self.is_officer_on_duty:
            return Reply("utter_no_officer_on_duty")
        if self.minutes is None:
            return Reply("utter_officer_called", {"place": self.place})
        return Reply("utter_queue_promise", {"place": self.place, "minutes": self.minutes})


def begin_wait(
    session: Session, conversation: Conversation, trigger: Trigger, now: datetime, *, since: datetime | None = None
) -> None:
    """Put the conversation, which is locked, into the queue; who came `since` then does not stand at its end again."""
    conversation.status = Status.WAITING
    conversation.owner_id = None
    conversation.escalated_at = since or now
    conversation.supervisor_called_at = None
    session.flush()
    session.add(
        Wait(
            conversation_id=conversation.id,
            trigger=trigger,
            urgent=conversation.urgent,
            place=place_of(session, conversation),
            language=conversation.language,
            municipality=conversation.municipality,
            started_at=now,
        )
    )
    detail = {"trigger": trigger, "urgent": conversation.urgent}
    add_event(session, conversation, EventKind.ESCALATED, now, detail=detail)


def promise(session: Session, conversation: Conversation, now: datetime) -> Expectation:
    """Let the citizen, who is being told, count on the expected minutes: once, and the first promise holds.

    In danger citizens hear of 192 and 112, and of no minutes; what is not told is not promised.
    """
    wait = find_open_wait(session, conversation.id)
    expected = _expect(session, conversation, now)
    if conversation.urgent:
        return replace(expected, minutes=None)
    if wait is not None and wait.promised_until is None and expected.minutes is not None:
        wait.promised_until = now + timedelta(minutes=expected.minutes)
    return expected


def end_wait(session: Session, conversation: Conversation, now: datetime, *, is_claimed: bool) -> None:
    """The conversation leaves the queue: to an officer, or otherwise."""
    wait = find_open_wait(session, conversation.id)
    if wait is not None:
        wait.ended_at = now
        wait.claimed_at = now if is_claimed else None


def note_answer(session: Session, conversation: Conversation, now: datetime) -> None:
    """An officer has spoken: the wait that led to it is answered."""
    query = select(Wait).where(
        Wait.conversation_id == conversation.id, Wait.claimed_at.is_not(None), Wait.answered_at.is_(None)
    )
    for wait in session.scalars(query):
        wait.answered_at = now


def find_open_wait(session: Session, conversation_id: str) -> Wait | None:
    """The wait that goes on."""
    return session.scalar(select(Wait).where(Wait.conversation_id == conversation_id, Wait.ended_at.is_(None)))


def expect(session: Session, conversation: Conversation, now: datetime) -> Expectation:
    """How a waiting conversation stands: what was promised first holds, and is not promised anew."""
    wait = find_open_wait(session, conversation.id)
    expected = _expect(session, conversation, now)
    if wait is None:
        return expected
    left = (wait.promised_until - now).total_seconds() if wait.promised_until else 0
    minutes = math.ceil(left / 60) if left > 0 and wait.told_late_at is None else None
    return Expectation(expected.place, minutes, expected.is_officer_on_duty, expected.opens_at)


def place_of(session: Session, conversation: Conversation) -> int:
    """The place of a waiting conversation in the queue: urgent ones go first, then who came first. 1 is the next."""
    since = conversation.escalated_at
    is_same = (Conversation.escalated_at == since) & (Conversation.id < conversation.id)
    before_it = or_(Conversation.escalated_at < since, is_same)
    is_ahead = before_it & (Conversation.urgent == conversation.urgent)
    if not conversation.urgent:
        is_ahead = is_ahead | Conversation.urgent.is_(True)
    query = select(func.count()).select_from(Conversation)
    query = query.where(Conversation.status == Status.WAITING, Conversation.id != conversation.id, is_ahead)
    return 1 + int(session.scalar(query) or 0)


def _expect(session: Session, conversation: Conversation, now: datetime) -> Expectation:
    place = place_of(session, conversation)
    is_on_duty = any(is_within(account, conversation) for account in list_on_duty(session, now))
    hours = rules.get_hours(session)
    opens_at = None if is_on_duty else hours.next_opening(now)
    minutes = _minutes(session, place, urgent=conversation.urgent, now=now) if is_on_duty else None
    return Expectation(place, minutes, is_on_duty, opens_at)


def _minutes(session: Session, place: int, *, urgent: bool, now: datetime) -> int | None:
    """Minutes until an officer answers: what it took others, for each place that they had before them."""
    query = (
        select(Wait.started_at, Wait.claimed_at, Wait.place)
        .where(Wait.started_at > now - HISTORY, Wait.claimed_at.is_not(None), Wait.urgent == urgent)
        .order_by(Wait.started_at.desc())
        .limit(SAMPLES)
    )
    taken = sorted((row.claimed_at - row.started_at).total_seconds() / row.place for row in session.execute(query))
    if len(taken) < LEAST_SAMPLES:
        return None
    seconds = taken[math.ceil(SHARE_KEPT * len(taken)) - 1] * place
    return next((step for step in STEPS if step * 60 >= seconds), None)
