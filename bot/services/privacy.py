"""What citizens can do with their own data: read what is told of it, see what is kept, have it deleted.

What only the assistant has read is deleted at once; what reached officers waits for the decision of a person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from bot.errors import InvalidTransition, NotAllowed, NotFound
from bot.i18n import N_
from bot.messages import Button, Channel, Decision, Direction, EventKind, Reply, Role, Trigger, Wish
from bot.services import audit, handoff, waits
from bot.services.audit_actions import Action
from bot.services.erasure import HAS_REPORT, IS_HELD, REACHED_OFFICERS, empty_talks
from bot.services.events import add_event
from bot.services.officers import Account, ranks_as
from bot.services.outgoing import tell
from bot.services.queue import OPEN
from bot.services.reach import is_within
from bot.store import queries
from bot.store.database import Database
from bot.store.tables import (
    Base,
    Consent,
    Conversation,
    DeletionRequest,
    Draft,
    Identity,
    Judgement,
    Message,
    Report,
)

__all__ = [
    "OTHERS",
    "SURE",
    "Kept",
    "Request",
    "ask_deletion",
    "decide_deletion",
    "list_requests",
    "serve",
    "what_is_kept",
]

NEEDS_DECISION: ColumnElement[bool] = or_(HAS_REPORT, REACHED_OFFICERS, IS_HELD, Conversation.status.in_(OPEN))
OTHERS = {
    Channel.WEBCHAT: "utter_privacy_webchat",
    Channel.TELEGRAM: "utter_privacy_telegram",
    Channel.MESSENGER: "utter_privacy_messenger",
}
"""Who else can see what is written on a channel."""
SURE = (
    Button(N_("Yes, delete"), '/ask_anonymity{"do":"delete_now"}'),
    Button(N_("No, keep it"), '/ask_anonymity{"do":"keep"}'),
)
DELETE = Button("Delete my data", '/ask_anonymity{"do":"delete"}')
IS_DECIDED = N_("This wish has been decided already.")
ON_HOLD = N_("A talk of this citizen is on hold: lift the hold first, or refuse.")


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a citizen, in counts, times and references; no texts, and nothing that officers noted."""

    since: datetime | None
    last: datetime | None
    talks: int
    written: int
    answers: int
    places: int
    reports: tuple[str, ...]
    drafts: int
    judgements: int
    notice: datetime | None
    """When the notice about data was shown last."""
    asked: datetime | None
    """When the citizen asked for what reached officers to be deleted, if that is not decided."""

    def as_lines(self) -> list[list[object]]:
        """`[what, value]` for each thing of which there is any, times in ISO 8601."""
        named = {name: getattr(self, name) for name in Kept.__slots__}
        written = {name: it.isoformat() if isinstance(it, datetime) else it for name, it in named.items()}
        return [[name, list(it) if isinstance(it, tuple) else it] for name, it in written.items() if it]


@dataclass(frozen=True, slots=True)
class Request:
    """A wish to delete that a person decides."""

    id: int
    conversation_id: str
    asked_at: datetime
    talks: int
    reports: tuple[str, ...]
    is_held: bool
    """Whether a hold stands in the way."""


def serve(session: Session, conversation: Conversation, message: Message, wish: Wish, now: datetime) -> list[Reply]:
    """Do what a citizen wants of their data in a locked conversation, and say what is to be told."""
    if wish is Wish.ABOUT:
        return [Reply("utter_privacy_more"), Reply("utter_privacy_terms"), Reply(OTHERS[Channel(conversation.channel)])]
    if wish is Wish.SHOW:
        identity = session.get_one(Identity, conversation.identity_id)
        lines = what_is_kept(session, identity.citizen_id).as_lines()
        return [Reply("utter_data_kept", {"kept": lines}, (DELETE,))]
    if wish is Wish.DELETE:
        return [Reply("utter_delete_sure", buttons=SURE)]
    if wish is Wish.KEEP:
        return [Reply("utter_delete_not")]
    return [ask_deletion(session, conversation, message, now)]


def what_is_kept(session: Session, citizen_id: str) -> Kept:
    """A summary of what is kept of a citizen, on all channels."""
    ids = [talk.id for talk in _talks(session, citizen_id)]
    of_talks = Message.conversation_id.in_(ids)
    is_written = Message.direction == Direction.INCOMING
    first, last = session.execute(
        select(func.min(Message.created_at), func.max(Message.created_at)).where(of_talks)
    ).one()
    reports = session.scalars(select(Report).where(Report.conversation_id.in_(ids)).order_by(Report.id)).all()
    unfinished = Draft.conversation_id.in_(ids) & Draft.id.not_in([report.draft_id for report in reports])
    shown = select(func.max(Consent.shown_at)).where(Consent.citizen_id == citizen_id)
    request = _open_request(session, citizen_id)
    return Kept(
        since=first,
        last=last,
        talks=len(ids),
        written=_count(session, Message, of_talks & is_written),
        answers=_count(session, Message, of_talks & ~is_written),
        places=_count(session, Message, of_talks & Message.location.is_not(None)),
        reports=tuple(report.reference for report in reports),
        drafts=_count(session, Draft, unfinished),
        judgements=_count(session, Judgement, Judgement.conversation_id.in_(ids)),
        notice=session.scalar(shown),
        asked=request.asked_at if request else None,
    )


def ask_deletion(session: Session, conversation: Conversation, message: Message, now: datetime) -> Reply:
    """Delete at once what only the assistant has read; what reached officers is put before a person.

    The citizen is not told of holds: the answer is the one for whatever reached officers.
    """
    citizen_id = session.get_one(Identity, conversation.identity_id).citizen_id
    talks = _talks(session, citizen_id, lock=True)
    kept = _ids(session, talks, NEEDS_DECISION)
    free = [talk for talk in talks if talk.id not in kept]
    empty_talks(session, free, spare=message.id)
    request = _open_request(session, citizen_id)
    reply = Reply(
        "utter_deletion_asked_already" if request else "utter_deletion_asked" if kept else "utter_data_deleted"
    )
    if kept and request is None:
        session.add(DeletionRequest(citizen_id=citizen_id, conversation_id=conversation.id, asked_at=now))
        handoff.enter_queue(session, conversation, Trigger.DELETION, now)
        waits.promise(session, conversation, now)
        add_event(session, conversation, EventKind.DELETION_ASKED, now, detail={"talks": len(kept)})
    if free:
        detail = {"talks": len(free)}
        audit.record(session, Action.DATA_DELETED, now, officer_id=None, conversation_id=conversation.id, detail=detail)
    return reply


def list_requests(database: Database) -> Sequence[Request]:
    """The wishes to delete that wait for a decision, oldest first."""
    query = select(DeletionRequest).where(DeletionRequest.status == Decision.OPEN).order_by(DeletionRequest.id)
    with database.read() as session:
        return [_request(session, it) for it in session.scalars(query)]


def decide_deletion(
    database: Database, account: Account, request_id: int, *, is_granted: bool, reason: str, now: datetime
) -> None:
    """Decide on a wish to delete, as a supervisor or administrator; the citizen is told in the talk.

    Granted, all that was said and reported in all talks of the citizen is deleted.

    Raises:
        NotFound: there is no such wish, or none that a confined account may see all talks of.
        NotAllowed: the account is neither, or disabled.
        InvalidTransition: it has been decided, or a talk is on hold.
    """
    if account.disabled_at is not None or not ranks_as(account.role, Role.SUPERVISOR):
        raise NotAllowed("role", sentence=N_("Only supervisors and administrators decide on this."))
    with database.write() as session:
        asked = session.get(DeletionRequest, request_id)
        if asked is None:
            raise NotFound("request")
        talks = _talks(session, asked.citizen_id, lock=True)
        session.refresh(asked)
        if not all(is_within(account, talk) for talk in talks):
            raise NotFound("request")
        if asked.status != Decision.OPEN:
            raise InvalidTransition("decided", sentence=IS_DECIDED)
        if is_granted and _ids(session, talks, IS_HELD):
            raise InvalidTransition("held", sentence=ON_HOLD)
        asked.status = Decision.GRANTED if is_granted else Decision.REFUSED
        asked.decided_at, asked.decided_by_id, asked.reason = now, account.id, reason
        if is_granted:
            empty_talks(session, talks)
        conversation = queries.get_conversation(session, asked.conversation_id)
        key = "utter_deletion_granted" if is_granted else "utter_deletion_refused"
        tell(session, conversation, Reply(key, {} if is_granted else {"reason": reason}), now)
        detail = {"request": asked.id, "granted": is_granted}
        kind = EventKind.DELETION_DECIDED
        add_event(session, conversation, kind, now, officer_id=account.id, text=reason, detail=detail)
        audit.record(
            session,
            Action.DELETION_DECIDED,
            now,
            officer_id=account.id,
            conversation_id=conversation.id,
            detail=detail,
            why=reason,
        )


def _request(session: Session, asked: DeletionRequest) -> Request:
    talks = _talks(session, asked.citizen_id)
    ids = [talk.id for talk in talks]
    references = session.scalars(select(Report.reference).where(Report.conversation_id.in_(ids)).order_by(Report.id))
    is_held = bool(_ids(session, talks, IS_HELD))
    return Request(asked.id, asked.conversation_id, asked.asked_at, len(ids), tuple(references), is_held)


def _talks(session: Session, citizen_id: str, *, lock: bool = False) -> Sequence[Conversation]:
    of_citizen = select(Identity.id).where(Identity.citizen_id == citizen_id).order_by(Identity.id)
    identities = session.scalars(of_citizen.with_for_update(key_share=True) if lock else of_citizen).all()
    query = select(Conversation).where(Conversation.identity_id.in_(identities)).order_by(Conversation.id)
    if lock:
        query = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    return session.scalars(query).all()


def _ids(session: Session, talks: Sequence[Conversation], condition: ColumnElement[bool]) -> set[str]:
    session.flush()
    query = select(Conversation.id).where(Conversation.id.in_([talk.id for talk in talks]), condition)
    return set(session.scalars(query))


def _open_request(session: Session, citizen_id: str) -> DeletionRequest | None:
    return session.scalar(
        select(DeletionRequest).where(DeletionRequest.citizen_id == citizen_id, DeletionRequest.status == Decision.OPEN)
    )


def _count(session: Session, model: type[Base], condition: ColumnElement[bool]) -> int:
    return int(session.scalar(select(func.count()).select_from(model).where(condition)) or 0)
