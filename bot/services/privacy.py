"""What citizens can do with their own data: read what is told of it, see what is kept, have it deleted.

What only the assistant has read is deleted at once; what reached officers waits for the decision of a person. So does
a report of another chat whose receipt code was shown: the talk in which it was made goes too: its words stand there.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from bot.errors import InvalidTransition, NotAllowed, NotFound
from bot.i18n import N_
from bot.messages import Button, Channel, Decision, Direction, EventKind, Reply, Role, Trigger, Wish
from bot.services import audit, consents, handoff, report_status, waits
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
    Attachment,
    Base,
    Consent,
    Conversation,
    DeletionRequest,
    Draft,
    Identity,
    Judgement,
    Message,
    Officer,
    Report,
)

__all__ = [
    "SURE",
    "WHY",
    "Decided",
    "Kept",
    "Request",
    "ask_deletion",
    "decide_deletion",
    "list_decided",
    "list_requests",
    "serve",
    "what_is_kept",
]

WHY: dict[str, ColumnElement[bool]] = {
    "report": HAS_REPORT,
    "officers": REACHED_OFFICERS,
    "held": IS_HELD,
    "open": Conversation.status.in_(OPEN),
}
"""Why a person has to decide on a talk."""
NEEDS_DECISION: ColumnElement[bool] = or_(*WHY.values())
SURE = (
    Button(N_("Yes, delete"), '/ask_anonymity{"do":"delete_now"}'),
    Button(N_("No, keep it"), '/ask_anonymity{"do":"keep"}'),
)
DELETE = Button("Delete my data", '/ask_anonymity{"do":"delete"}')
IS_DECIDED = N_("This wish has been decided already.")
ON_HOLD = N_("A talk of this citizen is on hold: lift the hold first, or refuse.")
MOST_DECIDED = 50


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
    followed: tuple[str, ...]
    """Reports of other chats that the citizen came back to by code."""
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
    """A wish to delete that a person decides, and what goes if it is granted."""

    id: int
    conversation_id: str
    asked_at: datetime
    language: str | None
    script: str | None
    """Of the talk: in which the citizen reads the reason of a refusal."""
    talks: int
    messages: int
    files: int
    reports: tuple[str, ...]
    shown: tuple[str, ...]
    """Those of the reports that were made in another chat: the citizen showed their receipt codes."""
    why: tuple[str, ...]
    """Keys of `WHY`; nothing for a talk that only waited for an officer, as each does that holds a wish."""

    @property
    def is_held(self) -> bool:
        """Whether a hold stands in the way."""
        return "held" in self.why


@dataclass(frozen=True, slots=True)
class Decided:
    """A wish to delete that was decided."""

    id: int
    conversation_id: str
    asked_at: datetime
    decided_at: datetime | None
    is_granted: bool
    officer: str | None
    reason: str


def serve(session: Session, conversation: Conversation, message: Message, wish: Wish, now: datetime) -> list[Reply]:
    """Do what a citizen wants of their data in a locked conversation, and say what is to be told."""
    if wish is Wish.ABOUT:
        return [
            Reply("utter_privacy_more"),
            Reply("utter_privacy_terms"),
            Reply(consents.OTHERS[Channel(conversation.channel)]),
        ]
    if wish is Wish.SHOW:
        identity = session.get_one(Identity, conversation.identity_id)
        lines = what_is_kept(session, identity.citizen_id, now).as_lines()
        return [Reply("utter_data_kept", {"kept": lines}, (DELETE,))]
    if wish is Wish.DELETE:
        identity = session.get_one(Identity, conversation.identity_id)
        followed = report_status.list_followed(session, identity.citizen_id, now)
        return [*_tell_of_followed(followed), Reply("utter_delete_sure", buttons=SURE)]
    if wish is Wish.KEEP:
        return [Reply("utter_delete_not")]
    return ask_deletion(session, conversation, message, now)


def what_is_kept(session: Session, citizen_id: str, now: datetime) -> Kept:
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
        followed=tuple(report_status.list_followed(session, citizen_id, now)),
        drafts=_count(session, Draft, unfinished),
        judgements=_count(session, Judgement, Judgement.conversation_id.in_(ids)),
        notice=session.scalar(shown),
        asked=request.asked_at if request else None,
    )


def ask_deletion(session: Session, conversation: Conversation, message: Message, now: datetime) -> list[Reply]:
    """Delete at once what only the assistant has read; what reached officers is put before a person.

    So are reports of other chats whose receipt codes were shown in the last half hour. The citizen is not told of
    holds: the answer is the one for whatever reached officers.
    """
    citizen_id = session.get_one(Identity, conversation.identity_id).citizen_id
    talks = _talks(session, citizen_id, lock=True)
    followed = report_status.list_followed(session, citizen_id, now)
    shown = [reference for reference, counts in followed.items() if counts]
    kept = _ids(session, talks, NEEDS_DECISION)
    free = [talk for talk in talks if talk.id not in kept]
    empty_talks(session, free, spare=message.id)
    request = _open_request(session, citizen_id)
    key = "utter_deletion_asked_already" if request else "utter_deletion_asked" if kept or shown else ""
    if (kept or shown) and request is None:
        request = DeletionRequest(citizen_id=citizen_id, conversation_id=conversation.id, shown=shown, asked_at=now)
        session.add(request)
        handoff.enter_queue(session, conversation, Trigger.DELETION, now)
        waits.promise(session, conversation, now)
        _note_wish(session, conversation, len(kept), shown, now)
    elif request is not None and set(shown) - set(request.shown or ()):
        request.shown = [*dict.fromkeys((*(request.shown or ()), *shown))]
        _note_wish(session, conversation, len(kept), request.shown, now)
    if free:
        detail = {"talks": len(free)}
        audit.record(session, Action.DATA_DELETED, now, officer_id=None, conversation_id=conversation.id, detail=detail)
    covered = dict.fromkeys(request.shown or (), True) if request is not None else {}
    return [Reply(key or "utter_data_deleted"), *_tell_of_followed(followed | covered)]


def list_requests(database: Database, account: Account | None = None) -> Sequence[Request]:
    """The wishes that wait for a decision, oldest first; with an `account` those on which it may decide."""
    query = select(DeletionRequest).where(DeletionRequest.status == Decision.OPEN).order_by(DeletionRequest.id)
    with database.read() as session:
        found = [(it, _covered(session, it)) for it in session.scalars(query)]
        return [_request(session, it, talks) for it, talks in found if _may_see(account, talks)]


def list_decided(database: Database, account: Account) -> Sequence[Decided]:
    """The last wishes that were decided, newest first, of the talks that `account` may see."""
    query = (
        select(DeletionRequest, Officer.name)
        .outerjoin(Officer, Officer.id == DeletionRequest.decided_by_id)
        .where(DeletionRequest.decided_at.is_not(None))
        .order_by(DeletionRequest.decided_at.desc(), DeletionRequest.id.desc())
        .limit(MOST_DECIDED)
    )
    with database.read() as session:
        return [
            Decided(
                it.id,
                it.conversation_id,
                it.asked_at,
                it.decided_at,
                it.status == Decision.GRANTED,
                officer,
                it.reason or "",
            )
            for it, officer in session.execute(query)
            if _may_see(account, _covered(session, it))
        ]


def decide_deletion(
    database: Database, account: Account, request_id: int, *, is_granted: bool, reason: str, now: datetime
) -> Sequence[str]:
    """Decide on a wish to delete, as a supervisor or administrator; the citizen is told in the talk.

    Granted, all that was said and reported in all talks of the citizen is deleted, and the talks in which reports were
    made whose receipt codes the citizen had shown; who made them is told too. Returns the ids of the talks in which the
    decision is told.

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
        talks = _covered(session, asked, lock=True)
        session.refresh(asked)
        if not _may_see(account, talks):
            raise NotFound("request")
        if asked.status != Decision.OPEN:
            raise InvalidTransition("decided", sentence=IS_DECIDED)
        if is_granted and _ids(session, talks, IS_HELD):
            raise InvalidTransition("held", sentence=ON_HOLD)
        asked.status = Decision.GRANTED if is_granted else Decision.REFUSED
        asked.decided_at, asked.decided_by_id, asked.reason = now, account.id, reason
        detail: dict[str, Any] = {"request": asked.id, "granted": is_granted, "talks": len(talks)}
        detail |= {"shown": list(asked.shown)} if asked.shown else {}
        told_in = _told_in(session, talks, asked, is_granted=is_granted)
        if is_granted:
            empty_talks(session, talks)
        reply = Reply("utter_deletion_granted") if is_granted else Reply("utter_deletion_refused", {"reason": reason})
        for talk_id in told_in:
            talk, kind = queries.get_conversation(session, talk_id, lock=True), EventKind.DELETION_DECIDED
            tell(session, talk, reply, now)
            add_event(session, talk, kind, now, officer_id=account.id, text=reason, detail=detail)
        audit.record(
            session,
            Action.DELETION_DECIDED,
            now,
            officer_id=account.id,
            conversation_id=asked.conversation_id,
            detail=detail,
            why=reason,
        )
        return told_in


def _tell_of_followed(followed: dict[str, bool]) -> list[Reply]:
    """Which reports of other chats a wish to delete is about, and which not, since their code counts no more."""
    told = []
    for key, counts in (("utter_delete_report_too", True), ("utter_delete_report_not", False)):
        references = [reference for reference, it in followed.items() if it is counts]
        told += [Reply(key, {"references": ", ".join(references)})] if references else []
    return told


def _note_wish(session: Session, conversation: Conversation, talks: int, shown: Sequence[str], now: datetime) -> None:
    detail = {"talks": talks} | ({"shown": list(shown)} if shown else {})
    add_event(session, conversation, EventKind.DELETION_ASKED, now, detail=detail)


def _request(session: Session, asked: DeletionRequest, talks: Sequence[Conversation]) -> Request:
    ids = [talk.id for talk in talks]
    references = session.scalars(
        select(Report.reference).where(Report.conversation_id.in_(ids)).order_by(Report.id)
    ).all()
    conversation = queries.get_conversation(session, asked.conversation_id)
    return Request(
        id=asked.id,
        conversation_id=asked.conversation_id,
        asked_at=asked.asked_at,
        language=conversation.language,
        script=conversation.script,
        talks=len(ids),
        messages=_count(session, Message, Message.conversation_id.in_(ids)),
        files=_count(session, Attachment, Attachment.conversation_id.in_(ids)),
        reports=tuple(references),
        shown=tuple(it for it in references if it in (asked.shown or ())),
        why=tuple(name for name, condition in WHY.items() if name != "open" and _ids(session, talks, condition)),
    )


def _may_see(account: Account | None, talks: Sequence[Conversation]) -> bool:
    return account is None or all(is_within(account, talk) for talk in talks)


def _covered(session: Session, asked: DeletionRequest, *, lock: bool = False) -> Sequence[Conversation]:
    """The talks that a wish is about: the citizen's own, and those in which the shown reports were made."""
    return _talks(session, asked.citizen_id, shown=asked.shown or (), lock=lock)


def _told_in(session: Session, talks: Sequence[Conversation], asked: DeletionRequest, *, is_granted: bool) -> list[str]:
    """Where the decision is read: in the newest talk of who asked and, if all goes, of whoever made a shown report."""
    asker = queries.get_conversation(session, asked.conversation_id).identity_id
    own = set(session.scalars(select(Identity.id).where(Identity.citizen_id == asked.citizen_id)))
    others = [talk.identity_id for talk in talks if is_granted and talk.identity_id not in own]
    newest = [queries.find_current_conversation(session, it) for it in dict.fromkeys((asker, *others))]
    return [talk.id for talk in newest if talk is not None]


def _talks(
    session: Session, citizen_id: str, *, shown: Collection[str] = (), lock: bool = False
) -> Sequence[Conversation]:
    """All talks of a citizen, and those in which the `shown` reports were made."""
    made = session.scalars(select(Report.conversation_id).where(Report.reference.in_(shown))).all() if shown else ()
    makers = select(Conversation.identity_id).where(Conversation.id.in_(made))
    is_concerned = or_(Identity.citizen_id == citizen_id, Identity.id.in_(makers))
    identities = select(Identity).where(is_concerned).order_by(Identity.id)
    found = session.scalars(identities.with_for_update(key_share=True) if lock else identities).all()
    own = [it.id for it in found if it.citizen_id == citizen_id]
    is_meant = or_(Conversation.identity_id.in_(own), Conversation.id.in_(made))
    query = select(Conversation).where(is_meant).order_by(Conversation.id)
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
