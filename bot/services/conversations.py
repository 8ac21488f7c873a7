"""Conversations as citizens have them: opening, saying something, reading on, changing the language."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.errors import NotFound, Refused
from bot.i18n import DEFAULT_LOCALE, Locale, find_locale
from bot.messages import Channel, Direction, EventKind, Kind, Sender, Status, Trigger, Verdict, Wish
from bot.rendering import Outgoing, render
from bot.services import (
    attachments,
    consents,
    deliveries,
    handoff,
    judgements,
    privacy,
    receipts,
    report_status,
    taking,
    waits,
)
from bot.services.attachments import Attached, NewFile
from bot.services.events import add_event
from bot.services.outgoing import add_outgoing
from bot.services.taking import OPEN
from bot.services.turns import Turn, require_lease
from bot.store import queries
from bot.store.database import Database
from bot.store.tables import Citizen, Conversation, Identity, Message, Update

__all__ = [
    "Incoming",
    "Line",
    "Page",
    "Received",
    "Situation",
    "change_language",
    "find_known",
    "find_locale_of",
    "find_pressed",
    "has_listener",
    "locale_of",
    "move",
    "note_outside",
    "note_returned",
    "open_conversation",
    "open_web_chat",
    "read_on",
    "receive",
    "situation_of",
]

REOPENS_WITHIN = timedelta(hours=24)
"""A message after the end reopens the conversation for so long; later it starts another one."""

PAGE_SIZE = 200
OUTSIDE = timedelta(hours=24)
"""The bot keeps silent for so long after the last answer from outside: as long as Messenger lets one be written."""
PRESSED_TWICE = timedelta(seconds=20)
PRESS = re.compile(r"b:(?P<message>[0-9]{1,18}):(?P<index>[0-9]{1,2})")
"""A press as `services/deliveries.py` writes it under a message: short enough for every platform."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a citizen sent, once the channel has checked the sender."""

    channel: Channel
    sender: str
    """The platform's id of the sender, or the hash of a web chat's token."""
    client_id: str
    """The platform's id of the message: the same message sent twice has the same."""
    text: str
    payload: str | None = None
    location: dict[str, float] | None = None
    receipt: str | None = None
    """The HMAC of the receipt code that was in the text, which is hidden there; empty for a code with a slip in it."""
    file: NewFile | None = None
    """What was sent along; `text` is its caption then."""
    body: Mapping[str, Any] = field(default_factory=dict)
    update: int | None = None
    """The row of the platform's update that it was read from; none on the web chat, where it is stored now."""
    kind: Kind | None = None
    refers_to: str | None = None
    """The platform's id of the message that it edits or answers."""
    problem: Refused | None = None
    """Why what was sent along was not taken: told at once."""
    hint: Locale | None = None
    """What the platform says of the sender's language: counts until they write something that tells it."""
    press: str | None = None
    """What stands for a pressed button, as `Parcel.buttons` wrote it; `payload` and `text` are looked up by it."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known of a conversation when a message arrives."""

    status: Status
    urgent: bool
    locale: Locale | None
    is_language_chosen: bool
    muted_until: datetime | None = None
    """Until then no message of this sender is answered, except of danger."""
    last_response: str | None = None
    """The key of what the citizen was told last."""
    offered: Mapping[str, str] = field(default_factory=dict)
    """Payloads of the buttons shown so far, with their titles as shown."""


@dataclass(frozen=True, slots=True)
class Received:
    """What becomes of a message on arrival, decided from the situation: stored in one transaction with it."""

    locale: Locale | None
    text: str
    danger: str | None = None
    stars: int | None = None
    """How the citizen rates the help that an officer gave; it ends with that, and opens nothing again."""
    verdict: tuple[int, Verdict] | None = None
    """How the citizen judges the answer to a message of theirs, by its row; it ends with that too."""
    wish: Wish | None = None
    """What the citizen wants of their data: done at once, and it ends with that."""
    is_answered: bool = False
    """Whether `answers` is all that there is to say to it."""
    answers: Sequence[Outgoing] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One message as its reader sees it."""

    number: int
    sender: str
    text: str
    buttons: Sequence[Mapping[str, str]]
    language: str | None
    script: str | None
    client_id: str | None
    created_at: datetime
    files: Sequence[Attached] = ()
    passed_on: str | None = None
    """The reference of the report whose receipt code the bot tells here."""


@dataclass(frozen=True, slots=True)
class Page:
    """The next part of a web chat, its status, and whether the bot is about to answer."""

    conversation_id: str
    status: Status
    is_typing: bool
    place: int | None
    """In the queue for an officer, while waiting."""
    lines: Sequence[Line]


def open_web_chat(
    database: Database, token_hash: str, locale: Locale | None, now: datetime, *, notice: str | None = None
) -> str:
    """Make a new citizen known by the hash of their token, and open a conversation; returns its id.

    `notice` is the version of the notice about data that their page shows.
    """
    with database.write() as session:
        citizen = Citizen(id=uuid4().hex, created_at=now)
        session.add(citizen)
        session.flush()
        identity = Identity(citizen_id=citizen.id, channel=Channel.WEBCHAT, platform_id=token_hash, created_at=now)
        session.add(identity)
        session.flush()
        conversation = open_conversation(session, identity, locale, now)
        if notice is not None:
            consents.note_shown(session, citizen.id, notice, Channel.WEBCHAT, now)
        return conversation.id


def situation_of(database: Database, channel: Channel, sender: str) -> Situation:
    """The situation that a sender's next message arrives in.

    Raises:
        NotFound: the sender is unknown.
    """
    with database.read() as session:
        return _situation(session, _current(session, channel, sender))


def receive(database: Database, incoming: Incoming, decide: Callable[[Situation], Received], now: datetime) -> int:
    """Store a message with what it calls for at once; returns its number. The same message again changes nothing.

    Danger makes the conversation urgent and, unless an officer has it, puts it into the queue. A rating of an officer's
    help is noted. What a muted sender writes is kept, and answered by nobody.

    Raises:
        NotFound: the sender is unknown.
    """
    situation = situation_of(database, incoming.channel, incoming.sender)
    try:
        received = decide(situation)
    except Refused:
        # Sent again, after it deleted the very message whose button it was.
        number = _find_number(database, incoming)
        if number is None:
            raise
        return number
    with database.write() as session:
        identity = queries.find_identity(session, incoming.channel, incoming.sender, lock=True)
        if identity is None:
            raise NotFound("sender")
        stored = _find_stored(session, identity, incoming)
        if stored is not None and stored.message_id is not None:
            return session.get_one(Message, stored.message_id).number
        current = queries.find_current_conversation(session, identity.id)
        if current is not None:
            session.refresh(current, with_for_update=queries.KEYS_FREE)
            seen_now = _situation(session, current)
            if seen_now != situation:
                # An answer, such as a change of language, or an officer came between the look and the lock.
                situation, received = seen_now, decide(seen_now)
        repeated = _find_repeated(session, current, incoming, now) if current is not None else None
        if repeated is not None and stored is not None:
            stored.message_id, stored.handled_at = repeated.id, now
            return repeated.number
        is_muted = situation.muted_until is not None and situation.muted_until > now and not received.danger
        is_pressed = received.stars is not None or received.verdict is not None or received.wish is not None
        is_quiet = is_muted or is_pressed
        conversation = _go_on(session, identity, current, received.locale, now, is_quiet=is_quiet)
        message = _add_incoming(session, conversation, incoming, received, now)
        if incoming.file is not None:
            attachments.attach(session, message, incoming.file, now)
        if stored is None:
            platform_id = f"{identity.id}:{incoming.client_id}"
            stored = Update(
                channel=incoming.channel, platform_id=platform_id, body=dict(incoming.body), received_at=now
            )
            session.add(stored)
        stored.message_id, stored.handled_at = message.id, now
        if identity.address is not None:
            identity.unreachable_since = None
            deliveries.release_held(session, identity.id)
        if received.danger:
            handoff.mark_urgent(session, conversation)
            handoff.enter_queue(session, conversation, Trigger.DANGER, now)
        if received.stars is not None:
            _rate(session, conversation, received.stars, now)
        if received.verdict is not None:
            judgements.judge(session, conversation, *received.verdict, now)
        if received.wish is not None:
            _serve(session, conversation, message, received.wish, now)
        if received.danger or received.is_answered or is_quiet:
            message.handled_at = now
        for answer in received.answers:
            add_outgoing(session, conversation, answer, reply_to=message.id, now=now)
        return message.number


def find_pressed(database: Database, channel: Channel, sender: str, press: str) -> tuple[str, str] | None:
    """Payload and title of the button that a press stands for; none if it was never shown to this sender."""
    with database.read() as session:
        identity = queries.find_identity(session, channel, sender)
        found = _find_button(session, identity.id, press) if identity is not None else None
        return (found[1]["payload"], found[1]["title"]) if found else None


def has_listener(database: Database, channel: Channel, sender: str, now: datetime) -> bool:
    """Whether an officer has the talk, or a report is being taken: what the sender writes is for them.

    Raises:
        NotFound: the sender is unknown.
    """
    with database.read() as session:
        conversation = _current(session, channel, sender)
        draft = queries.find_draft(session, conversation.id, since=now - taking.KEPT)
        return (draft is not None and draft.stage in OPEN) or conversation.status == Status.ASSIGNED


def find_known(database: Database, channel: Channel, sender: str, client_id: str) -> int | None:
    """The number of the sender's message with this id, if it has come before.

    Raises:
        NotFound: the sender is unknown.
    """
    with database.read() as session:
        identity = queries.find_identity(session, channel, sender)
        if identity is None:
            raise NotFound("sender")
        known = queries.find_update(session, channel, f"{identity.id}:{client_id}")
        return _number_of(session, known)


def read_on(database: Database, channel: Channel, sender: str, after: int) -> Page:
    """What was said after message `after`, for the sender alone.

    Raises:
        NotFound: the sender is unknown.
    """
    with database.read() as session:
        conversation = _current(session, channel, sender)
        messages = queries.list_messages_after(session, conversation.identity_id, after, limit=PAGE_SIZE)
        pending = queries.list_pending(session, conversation.id)
        written = [message.id for message in messages if message.direction == Direction.INCOMING]
        files = attachments.list_of_messages(session, written)
        has_bot = conversation.status != Status.ASSIGNED
        return Page(
            conversation_id=conversation.id,
            status=Status(conversation.status),
            place=waits.place_of(session, conversation) if conversation.status == Status.WAITING else None,
            is_typing=has_bot and any(message.next_attempt_at is None for message in pending),
            lines=[_line(message, files.get(message.id, ())) for message in messages],
        )


def move(database: Database, channel: Channel, sender: str, client_id: str, location: Mapping[str, float]) -> list[str]:
    """Keep where a citizen is by now who shares their place live: the message that shared it shows the newest."""
    with database.write() as session:
        query = select(Message).join(Conversation, Conversation.id == Message.conversation_id)
        query = query.join(Identity, Identity.id == Conversation.identity_id)
        query = query.where(Identity.channel == channel, Identity.platform_id == sender, Message.client_id == client_id)
        message = session.scalar(query)
        if message is None:
            return []
        message.location = dict(location)
        return [message.conversation_id]


def note_outside(
    database: Database, channel: Channel, sender: str, client_id: str, text: str, now: datetime
) -> list[str]:
    """Keep what somebody of the police answered at the platform itself; the bot keeps silent for a while then.

    With an empty `text` they have only taken the talk over.
    """
    with database.write() as session:
        identity = queries.find_identity(session, channel, sender, lock=True)
        conversation = queries.find_current_conversation(session, identity.id) if identity else None
        if conversation is None:
            return []
        session.refresh(conversation, with_for_update=queries.KEYS_FREE)
        known = select(Message.id).where(
            Message.conversation_id == conversation.id, Message.sent_ids == f" {client_id} "
        )
        if not text:
            conversation.outside_until = now + OUTSIDE
        elif session.scalar(known) is None:
            answer = Outgoing(text, locale_of(conversation) or DEFAULT_LOCALE, "outside", sender=Sender.OFFICER)
            message = add_outgoing(session, conversation, answer, reply_to=None, now=now)
            message.delivery, message.problem, message.sent_ids = "sent", None, f" {client_id} "
            conversation.outside_until, conversation.last_officer_at = now + OUTSIDE, now
        return [conversation.id]


def note_returned(database: Database, channel: Channel, sender: str) -> list[str]:
    """Let the bot answer again a citizen with whom somebody of the police spoke at the platform itself."""
    with database.write() as session:
        identity = queries.find_identity(session, channel, sender, lock=True)
        conversation = queries.find_current_conversation(session, identity.id) if identity else None
        if conversation is None:
            return []
        conversation.outside_until = None
        return [conversation.id]


def change_language(database: Database, turn: Turn, locale: Locale) -> None:
    """From this turn's own answer on, answer in `locale`, until the citizen chooses or clearly writes another."""
    with database.write() as session:
        conversation = require_lease(session, turn)
        conversation.language, conversation.script = locale.language, locale.script
        conversation.is_language_chosen = True


def find_locale_of(database: Database, conversation_id: str) -> Locale | None:
    """The language and script that a conversation is in by now; none while unknown."""
    with database.read() as session:
        return locale_of(queries.get_conversation(session, conversation_id))


def locale_of(conversation: Conversation) -> Locale | None:
    """The language and script that the conversation is in, once known."""
    return find_locale(conversation.language, conversation.script)


def _find_number(database: Database, incoming: Incoming) -> int | None:
    """The number of this very message, if it came before."""
    with database.read() as session:
        identity = queries.find_identity(session, incoming.channel, incoming.sender)
        return _number_of(session, _find_stored(session, identity, incoming)) if identity else None


def _find_stored(session: Session, identity: Identity, incoming: Incoming) -> Update | None:
    """The row of what the platform sent, if it is stored already."""
    if incoming.update is not None:
        return session.get_one(Update, incoming.update)
    return queries.find_update(session, incoming.channel, f"{identity.id}:{incoming.client_id}")


def _number_of(session: Session, stored: Update | None) -> int | None:
    return session.get_one(Message, stored.message_id).number if stored and stored.message_id else None


def _situation(session: Session, conversation: Conversation) -> Situation:
    offered: dict[str, str] = {}
    recent = queries.list_recent_outgoing(session, conversation.id, limit=50)
    for message in recent:
        for button in message.buttons or []:
            offered.setdefault(button["payload"], button["title"])
    return Situation(
        status=Status(conversation.status),
        urgent=conversation.urgent,
        locale=locale_of(conversation),
        is_language_chosen=conversation.is_language_chosen,
        muted_until=queries.find_mute_end(session, conversation.identity_id),
        last_response=recent[0].response if recent else None,
        offered=offered,
    )


def _current(session: Session, channel: Channel, sender: str) -> Conversation:
    conversation = queries.find_conversation_of(session, channel, sender)
    if conversation is None:
        raise NotFound("sender")
    return conversation


def _go_on(
    session: Session,
    identity: Identity,
    conversation: Conversation | None,
    locale: Locale | None,
    now: datetime,
    *,
    is_quiet: bool,
) -> Conversation:
    """The conversation that the message belongs to: the current one, opened again if need be, or another."""
    if conversation is None:
        return open_conversation(session, identity, locale, now)
    if conversation.status == Status.RESOLVED and not is_quiet:
        if conversation.resolved_at and now - conversation.resolved_at > REOPENS_WITHIN:
            return open_conversation(session, identity, locale, now, first_number=conversation.last_number)
        conversation.status = Status.WITH_BOT
        conversation.resolved_at = conversation.rating = None
        conversation.outcome = conversation.outcome_reason = None
        add_event(session, conversation, EventKind.REOPENED, now)
    return conversation


def open_conversation(
    session: Session, identity: Identity, locale: Locale | None, now: datetime, *, first_number: int = 0
) -> Conversation:
    """Begin a conversation of a citizen; `first_number`: of the last message of the one before."""
    conversation = Conversation(
        id=uuid4().hex,
        identity_id=identity.id,
        channel=identity.channel,
        status=Status.WITH_BOT,
        language=locale.language if locale else None,
        script=locale.script if locale else None,
        last_number=first_number,
        opened_at=now,
        last_incoming_at=now,
    )
    session.add(conversation)
    session.flush()
    return conversation


def _add_incoming(
    session: Session, conversation: Conversation, incoming: Incoming, received: Received, now: datetime
) -> Message:
    if received.locale is not None and received.locale != locale_of(conversation):
        conversation.language, conversation.script = received.locale.language, received.locale.script
        conversation.is_language_chosen = False
    conversation.last_number += 1
    conversation.last_incoming_at = now
    message = Message(
        conversation_id=conversation.id,
        number=conversation.last_number,
        direction=Direction.INCOMING,
        sender=Sender.CITIZEN,
        text=received.text,
        language=conversation.language,
        script=conversation.script,
        created_at=now,
        client_id=incoming.client_id,
        kind=incoming.kind,
        refers_to=_find_referred(session, conversation, incoming),
        payload=incoming.payload,
        location=incoming.location,
        danger=received.danger,
        receipt=None
        if incoming.receipt is None
        else report_status.find_shown(session, conversation, incoming.receipt, now),
    )
    session.add(message)
    session.flush()
    return message


def _find_referred(session: Session, conversation: Conversation, incoming: Incoming) -> int | None:
    """The number of the message that it edits, answers, or whose button it presses; none if it stands for itself."""
    platform_id = incoming.refers_to
    if incoming.press is not None:
        pressed = _find_button(session, conversation.identity_id, incoming.press)
        return pressed[0].number if pressed else None
    if platform_id is None:
        return None
    query = select(Message.number).where(
        Message.conversation_id == conversation.id,
        or_(Message.client_id == platform_id, Message.sent_ids.contains(f" {platform_id} ", autoescape=True)),
    )
    return session.scalar(query.order_by(Message.number.desc()).limit(1))


def _find_button(session: Session, identity_id: int, press: str) -> tuple[Message, Mapping[str, str]] | None:
    match = PRESS.fullmatch(press)
    if match is None:
        return None
    query = select(Message).join(Conversation, Conversation.id == Message.conversation_id)
    message = session.scalar(query.where(Message.id == int(match["message"]), Conversation.identity_id == identity_id))
    buttons = message.buttons or [] if message else []
    index = int(match["index"])
    return (message, buttons[index]) if message and index < len(buttons) else None


def _find_repeated(session: Session, conversation: Conversation, incoming: Incoming, now: datetime) -> Message | None:
    """The press that this one repeats: the same button, pressed again at once, with nothing said in between."""
    if incoming.press is None:
        return None
    query = select(Message).where(Message.conversation_id == conversation.id, Message.direction == Direction.INCOMING)
    last = session.scalar(query.order_by(Message.number.desc()).limit(1))
    if last is None or last.payload != incoming.payload or now - last.created_at > PRESSED_TWICE:
        return None
    return last if last.refers_to == _find_referred(session, conversation, incoming) else None


def _serve(session: Session, conversation: Conversation, message: Message, wish: Wish, now: datetime) -> None:
    """Do what the citizen wants of their data, and answer; while an officer speaks it is the system's word."""
    sender = Sender.SYSTEM if conversation.status == Status.ASSIGNED else Sender.BOT
    for index, reply in enumerate(privacy.serve(session, conversation, message, wish, now)):
        answer = render(reply, locale_of(conversation), effect=f"wish:{index}", sender=sender)
        add_outgoing(session, conversation, answer, reply_to=message.id, now=now)


def _rate(session: Session, conversation: Conversation, stars: int, now: datetime) -> None:
    if conversation.status == Status.RESOLVED:
        conversation.rating = stars
        add_event(session, conversation, EventKind.RATED, now, detail={"stars": stars})


def _line(message: Message, files: Sequence[Attached]) -> Line:
    return Line(
        number=message.number,
        sender=message.sender,
        text=message.text,
        buttons=message.buttons or [],
        language=message.language,
        script=message.script,
        client_id=message.client_id,
        created_at=message.created_at,
        files=files,
        passed_on=(message.arguments or {}).get("reference") if message.response in receipts.TOLD_IN else None,
    )
