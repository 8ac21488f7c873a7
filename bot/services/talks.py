"""A talk as an officer reads it: all that was said and happened, what was understood, and a brief on taking it over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.errors import NotFound
from bot.i18n import DEFAULT_LOCALE, Locale, find_locale
from bot.messages import Direction, EventKind, Sender, Status
from bot.services import attachments, audit, reports
from bot.services.attachments import Attached
from bot.services.officers import Account
from bot.services.queue import Row, row_of
from bot.services.reach import is_within, reach
from bot.store import queries
from bot.store.database import Database
from bot.store.tables import Conversation, Event, Identity, Message, Mute, Officer

__all__ = [
    "Brief",
    "Earlier",
    "Happening",
    "Said",
    "Talk",
    "find_event",
    "find_locale_of",
    "find_words",
    "read_talk",
    "row_for",
]

PAGE_SIZE = 300
PROMISES = {
    "utter_queue_promise",
    "utter_officer_called",
    "utter_no_officer_on_duty",
    "utter_outside_hours",
    "utter_wait_longer",
}
"""Responses that promise something of an officer."""


@dataclass(frozen=True, slots=True)
class Said:
    """One message as an officer reads it."""

    number: int
    direction: Direction
    sender: Sender
    text: str
    language: str | None
    script: str | None
    created_at: datetime
    intent: str | None
    understood: Mapping[str, Any]
    danger: str | None
    response: str | None
    arguments: Mapping[str, Any]
    buttons: Sequence[Mapping[str, str]]
    location: Mapping[str, float] | None
    is_press: bool
    kind: str | None
    """What it is besides words, of `bot.messages.Kind`."""
    refers_to: int | None
    """The number of the message that it edits or answers."""
    delivery: str | None
    problem: str | None
    is_maybe_repeated: bool
    officer: str | None


@dataclass(frozen=True, slots=True)
class Happening:
    """One event of the talk's history, or a note."""

    id: int
    kind: EventKind
    officer: str | None
    text: str | None
    detail: Mapping[str, Any]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Earlier:
    """Another talk of the same citizen."""

    id: str
    status: Status
    topic: str | None
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class Brief:
    """What whoever takes the talk over has to know first."""

    dangers: Sequence[str]
    """Signs of danger that were read, by name, in order."""
    promised: Sequence[Said]
    question: str | None
    """What the citizen wrote last and nobody has answered."""
    messages: int
    """How many the citizen has written."""


@dataclass(frozen=True, slots=True)
class Talk:
    """All of it."""

    row: Row
    messages: Sequence[Said]
    has_more: bool
    events: Sequence[Happening]
    earlier: Sequence[Earlier]
    muted_until: datetime | None
    mute_reason: str | None
    brief: Brief
    report: reports.Card
    files: Sequence[Attached]
    """What the citizen sent along, and officers sent, in the order in which it came."""
    unreachable_since: datetime | None
    """When the platform said that the citizen blocked us or is gone."""
    outside_until: datetime | None
    """Until then the bot keeps silent, since somebody answered at the platform itself; none when that is over."""


def read_talk(
    database: Database,
    account: Account,
    conversation_id: str,
    now: datetime,
    *,
    after: int = 0,
    before: int | None = None,
) -> Talk:
    """The talk, its newest messages, those after number `after`, or those before number `before`; noted as read.

    Raises:
        NotFound: there is none that the officer may see.
    """
    with database.read() as session:
        talk = _talk(session, account, reach(session, account, conversation_id), now, after, before)
    _note_reading(database, account, conversation_id, now)
    return talk


def row_for(database: Database, conversation_id: str, now: datetime) -> Row:
    """The talk as a row of the queue, as it is by now, for an officer who has just acted on it."""
    with database.read() as session:
        return row_of(session, queries.get_conversation(session, conversation_id), now)


def find_words(
    database: Database, account: Account, conversation_id: str, number: int, now: datetime
) -> tuple[str, Locale | None]:
    """The text of one message, and its language; noted as read.

    Raises:
        NotFound: there is none that the officer may see.
    """
    with database.read() as session:
        conversation = reach(session, account, conversation_id)
        query = select(Message).where(Message.conversation_id == conversation.id, Message.number == number)
        message = session.scalar(query)
        if message is None:
            raise NotFound("message")
        words = message.text, find_locale(message.language, message.script)
    _note_reading(database, account, conversation_id, now)
    return words


def find_locale_of(database: Database, account: Account, conversation_id: str) -> Locale:
    """The language that the citizen of a talk is answered in."""
    with database.read() as session:
        conversation = reach(session, account, conversation_id)
        return find_locale(conversation.language, conversation.script) or DEFAULT_LOCALE


def find_event(database: Database, account: Account, conversation_id: str, event_id: int) -> Happening:
    """One event of a talk that the officer may see."""
    with database.read() as session:
        reach(session, account, conversation_id)
        return _happening(session.get_one(Event, event_id), _names(session))


def _note_reading(database: Database, account: Account, conversation_id: str, now: datetime) -> None:
    with database.read() as session:
        if audit.is_reading_recorded(session, account.id, conversation_id, now):
            return
    with database.write() as session:
        audit.record_reading(session, account.id, conversation_id, now)


def _talk(
    session: Session, account: Account, conversation: Conversation, now: datetime, after: int, before: int | None
) -> Talk:
    names = _names(session)
    query = select(Message).where(Message.conversation_id == conversation.id, Message.number > after)
    if before is not None:
        query = query.where(Message.number < before)
    newest = session.scalars(query.order_by(Message.number.desc()).limit(PAGE_SIZE + 1)).all()
    said = [_said(message, names) for message in reversed(newest[:PAGE_SIZE])]
    of_talk = select(Event).where(Event.conversation_id == conversation.id)
    events = session.scalars(of_talk.order_by(Event.id.desc()).limit(PAGE_SIZE)).all()[::-1]
    mute = session.scalar(
        select(Mute)
        .where(Mute.identity_id == conversation.identity_id, Mute.ended_at.is_(None), Mute.until > now)
        .limit(1)
    )
    outside_until = conversation.outside_until
    return Talk(
        row=row_of(session, conversation, now),
        messages=said,
        has_more=len(newest) > PAGE_SIZE,
        events=[_happening(event, names) for event in events],
        earlier=_earlier(session, account, conversation),
        muted_until=mute.until if mute else None,
        mute_reason=mute.reason if mute else None,
        brief=_brief(session, conversation, names),
        report=reports.find_card(session, conversation),
        files=attachments.list_of_talk(session, conversation.id),
        unreachable_since=session.get_one(Identity, conversation.identity_id).unreachable_since,
        outside_until=outside_until if outside_until and outside_until > now else None,
    )


def _earlier(session: Session, account: Account, conversation: Conversation) -> list[Earlier]:
    query = select(Conversation).where(
        Conversation.identity_id == conversation.identity_id, Conversation.id != conversation.id
    )
    found = session.scalars(query.order_by(Conversation.opened_at.desc()).limit(20))
    return [Earlier(it.id, Status(it.status), it.topic, it.opened_at) for it in found if is_within(account, it)]


def _brief(session: Session, conversation: Conversation, names: Mapping[int, str]) -> Brief:
    of_talk = Message.conversation_id == conversation.id
    dangers = select(Message.danger).where(of_talk, Message.danger.is_not(None)).order_by(Message.number)
    promised = select(Message).where(of_talk, Message.response.in_(PROMISES)).order_by(Message.number.desc()).limit(1)
    spoke = select(func.max(Message.number)).where(of_talk, Message.sender == Sender.OFFICER)
    is_written = of_talk & (Message.direction == Direction.INCOMING)
    is_open = is_written & (Message.number > (session.scalar(spoke) or 0)) & Message.payload.is_(None)
    question = select(Message.text).where(is_open, Message.text != "").order_by(Message.number.desc()).limit(1)
    return Brief(
        dangers=list(dict.fromkeys(str(it) for it in session.scalars(dangers))),
        promised=[_said(message, names) for message in session.scalars(promised)],
        question=session.scalar(question),
        messages=int(session.scalar(select(func.count()).select_from(Message).where(is_written)) or 0),
    )


def _names(session: Session) -> dict[int, str]:
    return {row.id: row.name for row in session.execute(select(Officer.id, Officer.name))}


def _said(message: Message, names: Mapping[int, str]) -> Said:
    return Said(
        number=message.number,
        direction=Direction(message.direction),
        sender=Sender(message.sender),
        text=message.text,
        language=message.language,
        script=message.script,
        created_at=message.created_at,
        intent=message.intent,
        understood=message.understood or {},
        danger=message.danger,
        response=message.response,
        arguments=message.arguments or {},
        buttons=message.buttons or [],
        location=message.location,
        is_press=message.payload is not None,
        kind=message.kind,
        refers_to=message.refers_to,
        delivery=message.delivery,
        problem=message.problem,
        is_maybe_repeated=bool(message.is_maybe_repeated),
        officer=names.get(message.officer_id) if message.officer_id else None,
    )


def _named(detail: Mapping[str, Any], names: Mapping[int, str]) -> dict[str, Any]:
    """The detail with an officer's name in the place of their id."""
    to = detail.get("to")
    return dict(detail) | ({"to": names.get(to, str(to))} if isinstance(to, int) else {})


def _happening(event: Event, names: Mapping[int, str]) -> Happening:
    return Happening(
        id=event.id,
        kind=EventKind(event.kind),
        officer=names.get(event.officer_id) if event.officer_id else None,
        text=event.text,
        detail=_named(event.detail or {}, names),
        created_at=event.created_at,
    )
