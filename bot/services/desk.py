"""What officers do in a talk besides taking and giving it: reply, send files, note, tag, link, send again, mute."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.errors import InvalidTransition, NotFound, Refused
from bot.i18n import DEFAULT_LOCALE, N_, find_locale
from bot.messages import Channel, Direction, EventKind, FileKind, Sender
from bot.rendering import Outgoing
from bot.services import attachments, audit, canned, ready_answers, waits
from bot.services.answers import today
from bot.services.attachments import Limits, NewFile
from bot.services.audit_actions import Action
from bot.services.events import add_event
from bot.services.inspection import Reason
from bot.services.officers import Account
from bot.services.outgoing import add_outgoing
from bot.services.reach import reach, require_owner
from bot.store.database import Database
from bot.store.files import FileStore
from bot.store.tables import Attachment, Conversation, Event, Message, Mute, Report

__all__ = [
    "check_file",
    "file_limits",
    "find_said",
    "link_report",
    "mute",
    "note",
    "note_translation",
    "reply",
    "reply_with_answer",
    "reply_with_canned",
    "resend",
    "send_file",
    "set_tags",
    "unmute",
]

SENT_KINDS = (FileKind.PHOTO, FileKind.DOCUMENT)
"""What officers can send."""
SENTENCES: Mapping[Reason, str] = {
    **attachments.SENTENCES,
    Reason.TYPE: N_("Only photos (JPEG, PNG, WebP) and documents (PDF, plain text) can be sent to citizens."),
    Reason.TOO_LARGE: N_("This file is too large. The most that is sent: photo {photo} MB, document {document} MB."),
}


def reply(
    database: Database,
    account: Account,
    conversation_id: str,
    text: str,
    now: datetime,
    *,
    client_id: str,
    detail: dict[str, str] | None = None,
) -> int:
    """Say something to the citizen; returns the message's number. The same `client_id` again says nothing more.

    Raises:
        Taken, InvalidTransition: the talk is not the officer's.
    """
    with database.write() as session:
        said = _find_said(session, account, conversation_id, client_id)
        if said is not None:
            return said.number
        conversation = require_owner(session, account, conversation_id)
        return _say(session, conversation, account, text, now, client_id=client_id, detail=detail)


def find_said(database: Database, account: Account, conversation_id: str, client_id: str) -> int | None:
    """The number of what the officer said under this `client_id`; none while it is not said.

    Raises:
        Taken, InvalidTransition: the talk is not the officer's.
    """
    with database.write() as session:
        said = _find_said(session, account, conversation_id, client_id)
        if said is None:
            require_owner(session, account, conversation_id)
        return said.number if said else None


def note_translation(
    database: Database, account: Account, conversation_id: str, now: datetime, *, of: int | str
) -> None:
    """Note that words of a talk leave the house for a translation: a message by number, or the officer's `reply`.

    Raises:
        Taken, InvalidTransition: a reply is to be translated, and the talk is not the officer's.
    """
    with database.write() as session:
        is_reply = of == "reply"
        conversation = (
            require_owner(session, account, conversation_id) if is_reply else reach(session, account, conversation_id)
        )
        detail = {"message": of}
        audit.record(
            session, Action.TRANSLATE, now, officer_id=account.id, conversation_id=conversation.id, detail=detail
        )


def reply_with_canned(
    database: Database, account: Account, conversation_id: str, reply_id: int, now: datetime, *, client_id: str
) -> int:
    """Say a canned reply in the citizen's language, whatever language the officer picked it in.

    Raises:
        NotFound: there is no such reply.
        Taken, InvalidTransition: the talk is not the officer's.
    """
    with database.write() as session:
        said = _find_said(session, account, conversation_id, client_id)
        if said is not None:
            return said.number
        conversation = require_owner(session, account, conversation_id)
        locale = find_locale(conversation.language, conversation.script) or DEFAULT_LOCALE
        text = canned.text_of(session, reply_id, locale)
        return _say(session, conversation, account, text, now, client_id=client_id, detail={"canned": str(reply_id)})


def reply_with_answer(
    database: Database, account: Account, conversation_id: str, key: str, now: datetime, *, client_id: str
) -> int:
    """Say an answer of the bot in the citizen's language, with the facts as they are at `now`.

    Raises:
        NotFound: there is no such answer.
        Taken, InvalidTransition: the talk is not the officer's.
    """
    answer = ready_answers.get(key)
    with database.write() as session:
        said = _find_said(session, account, conversation_id, client_id)
        if said is not None:
            return said.number
        conversation = require_owner(session, account, conversation_id)
        text = answer.text_in(find_locale(conversation.language, conversation.script) or DEFAULT_LOCALE, today(now))
        return _say(session, conversation, account, text, now, client_id=client_id, detail={"answer": key})


def file_limits(limits: Limits) -> Limits:
    """What officers can send, where citizens are limited so: fewer kinds, no larger."""
    return replace(limits, megabytes={kind: limits.megabytes[kind] for kind in SENT_KINDS}, sentences=SENTENCES)


def check_file(database: Database, store: FileStore, account: Account, limits: Limits, now: datetime) -> None:
    """Whether another file of this officer is taken now.

    Raises:
        Refused: they have sent as many as are taken in an hour, or the disk is full.
    """
    query = select(func.count()).select_from(Attachment).join(Message, Message.id == Attachment.message_id)
    query = query.where(Message.officer_id == account.id, Attachment.received_at > now - attachments.HOUR)
    with database.read() as session:
        count = session.scalar(query) or 0
    attachments.check_room(store, count, limits)


def send_file(
    database: Database,
    account: Account,
    conversation_id: str,
    file: NewFile,
    caption: str,
    now: datetime,
    *,
    client_id: str,
) -> int:
    """Send the citizen a file that is in the store, with words or without; returns the message's number.

    The same `client_id` again sends nothing more.

    Raises:
        Taken, InvalidTransition: the talk is not the officer's.
        Refused: the file has no working copy, and the original tells who made it.
    """
    if not file.has_view:
        raise Refused(attachments.NO_COPY, code="no_copy")
    with database.write() as session:
        said = _find_said(session, account, conversation_id, client_id)
        if said is not None:
            return said.number
        conversation = require_owner(session, account, conversation_id)
        return _say(session, conversation, account, caption, now, client_id=client_id, file=file)


def note(
    database: Database, account: Account, conversation_id: str, text: str, now: datetime, *, client_id: str
) -> int:
    """Write a note that only officers see; returns its id. The same `client_id` again writes nothing more."""
    with database.write() as session:
        conversation = reach(session, account, conversation_id, lock=True)
        known = select(Event.id).where(
            Event.conversation_id == conversation.id,
            Event.kind == EventKind.NOTE,
            Event.officer_id == account.id,
            Event.detail["client_id"].as_string() == client_id,
        )
        written = session.scalar(known)
        if written is not None:
            return written
        detail = {"client_id": client_id}
        event = add_event(session, conversation, EventKind.NOTE, now, officer_id=account.id, text=text, detail=detail)
        session.flush()
        audit.record(session, Action.NOTE, now, officer_id=account.id, conversation_id=conversation.id)
        return event.id


def set_tags(database: Database, account: Account, conversation_id: str, tags: list[str], now: datetime) -> None:
    """Set the talk's tags."""
    with database.write() as session:
        conversation = reach(session, account, conversation_id, lock=True)
        if conversation.tags == tags:
            return
        conversation.tags = tags
        add_event(session, conversation, EventKind.TAGGED, now, officer_id=account.id, detail={"tags": tags})
        audit.record(session, Action.TAGS, now, officer_id=account.id, conversation_id=conversation.id)


def link_report(
    database: Database, account: Account, conversation_id: str, reference: str | None, now: datetime
) -> None:
    """Link the talk to a report by its reference, or to none.

    Raises:
        NotFound: it is the reference of a report whose talk the officer may not see.
    """
    with database.write() as session:
        conversation = reach(session, account, conversation_id, lock=True)
        made_in = session.scalar(select(Report.conversation_id).where(Report.reference == reference))
        if made_in is not None:
            reach(session, account, made_in)
        conversation.report_reference = reference
        detail = {"reference": reference}
        add_event(session, conversation, EventKind.LINKED, now, officer_id=account.id, detail=detail)
        audit.record(session, Action.REPORT, now, officer_id=account.id, conversation_id=conversation.id, detail=detail)


def resend(database: Database, account: Account, conversation_id: str, number: int, now: datetime) -> None:
    """Send a message again that could not be delivered.

    Raises:
        NotFound: there is no such message.
        InvalidTransition: it did not fail.
    """
    with database.write() as session:
        conversation = reach(session, account, conversation_id, lock=True)
        query = select(Message).where(
            Message.conversation_id == conversation.id,
            Message.number == number,
            Message.direction == Direction.OUTGOING,
        )
        message = session.scalar(query)
        if message is None:
            raise NotFound("message")
        if message.delivery != "failed":
            raise InvalidTransition("not failed", sentence=N_("This message did not fail."))
        message.delivery = "available" if conversation.channel == Channel.WEBCHAT else "queued"
        message.problem = message.failed_at = message.next_attempt_at = None
        message.attempts = 0
        detail = {"message": number}
        add_event(session, conversation, EventKind.RESENT, now, officer_id=account.id, detail=detail)
        audit.record(session, Action.RESEND, now, officer_id=account.id, conversation_id=conversation.id, detail=detail)


def mute(
    database: Database, account: Account, conversation_id: str, now: datetime, *, hours: int, reason: str
) -> datetime:
    """Take no messages from the talk's sender for some hours, except of danger; returns until when."""
    with database.write() as session:
        conversation = reach(session, account, conversation_id, lock=True)
        _end_mutes(session, conversation, now)
        until = now + timedelta(hours=hours)
        session.add(
            Mute(
                identity_id=conversation.identity_id,
                conversation_id=conversation.id,
                officer_id=account.id,
                reason=reason,
                created_at=now,
                until=until,
            )
        )
        detail = {"hours": hours}
        add_event(session, conversation, EventKind.MUTED, now, officer_id=account.id, text=reason, detail=detail)
        audit.record(
            session,
            Action.MUTE,
            now,
            officer_id=account.id,
            conversation_id=conversation.id,
            detail=detail,
            why=reason,
        )
        return until


def unmute(database: Database, account: Account, conversation_id: str, now: datetime, *, reason: str) -> None:
    """Take messages from the talk's sender again."""
    with database.write() as session:
        conversation = reach(session, account, conversation_id, lock=True)
        _end_mutes(session, conversation, now)
        add_event(session, conversation, EventKind.UNMUTED, now, officer_id=account.id, text=reason)
        audit.record(session, Action.UNMUTE, now, officer_id=account.id, conversation_id=conversation.id, why=reason)


def _say(
    session: Session,
    conversation: Conversation,
    account: Account,
    text: str,
    now: datetime,
    *,
    client_id: str,
    detail: dict[str, str] | None = None,
    file: NewFile | None = None,
) -> int:
    locale = find_locale(conversation.language, conversation.script) or DEFAULT_LOCALE
    outgoing = Outgoing(text, locale, effect="officer", sender=Sender.OFFICER)
    message = add_outgoing(session, conversation, outgoing, reply_to=None, now=now)
    message.client_id, message.officer_id = client_id, account.id
    if file is not None:
        session.flush()
        attachments.attach(session, message, file, now)
        detail = {"file": file.kind}
    conversation.last_officer_at = now
    waits.note_answer(session, conversation, now)
    number = message.number
    audit.record(
        session,
        Action.REPLY if file is None else Action.FILE_SENT,
        now,
        officer_id=account.id,
        conversation_id=conversation.id,
        detail={"message": number, **(detail or {})},
    )
    return number


def _find_said(session: Session, account: Account, conversation_id: str, client_id: str) -> Message | None:
    """What the officer said under this id, whoever has the talk by now; looked for under the talk's lock."""
    conversation = reach(session, account, conversation_id, lock=True)
    query = select(Message).where(
        Message.conversation_id == conversation.id,
        Message.client_id == client_id,
        Message.officer_id == account.id,
    )
    return session.scalar(query)


def _end_mutes(session: Session, conversation: Conversation, now: datetime) -> None:
    for known in session.scalars(
        select(Mute).where(Mute.identity_id == conversation.identity_id, Mute.ended_at.is_(None), Mute.until > now)
    ):
        known.ended_at = now
