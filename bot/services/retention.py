"""What is past its time is deleted, kind by kind, in short transactions; how long is told by `content/privacy.yml`.

Never deleted are talks that are open or on hold, and the audit log.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, delete, exists, func, not_, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import InstrumentedAttribute

from bot.content.privacy import load_privacy
from bot.messages import Status
from bot.services import audit
from bot.services.audit_actions import Action
from bot.services.erasure import HAS_REPORT, IS_HELD, REACHED_OFFICERS, delete_talks, is_busy
from bot.store.database import Database
from bot.store.files import FileStore
from bot.store.tables import (
    Attachment,
    AuditEntry,
    Citizen,
    Consent,
    Conversation,
    DeletionRequest,
    Draft,
    Identity,
    Invitation,
    Judgement,
    LoginAttempt,
    Message,
    OfficerSession,
    Report,
    Update,
)

__all__ = ["KINDS", "count_due", "last_purge", "list_episodes", "purge", "sweep_files"]

BATCH = 200
"""Rows that one transaction deletes: others wait for it no longer than a moment."""
IS_KEPT = or_(IS_HELD, Conversation.status.in_((Status.WAITING, Status.ASSIGNED)))
KEPT_TALKS = select(Conversation.id).where(IS_KEPT)


class Kind(NamedTuple):
    """One kind of record: its key, and which rows are due that are older than a time."""

    key: InstrumentedAttribute[int] | InstrumentedAttribute[str]
    is_due: Callable[[datetime], ColumnElement[bool]]


def _is_old_delivery(before: datetime) -> ColumnElement[bool]:
    """A message that nobody has answered yet keeps its delivery."""
    is_needed = exists().where(
        Message.id == Update.message_id, or_(Message.conversation_id.in_(KEPT_TALKS), Message.handled_at.is_(None))
    )
    return (Update.received_at < before) & ~is_needed


def _is_old_draft(before: datetime) -> ColumnElement[bool]:
    """A draft that was passed on is a part of its report, and goes with it."""
    is_passed_on = exists().where(Report.draft_id == Draft.id)
    return (Draft.updated_at < before) & ~is_passed_on & Draft.conversation_id.not_in(KEPT_TALKS)


RECORDS = {
    "deliveries": Kind(Update.id, _is_old_delivery),
    "drafts": Kind(Draft.id, _is_old_draft),
    "judgements": Kind(
        Judgement.id,
        lambda before: (Judgement.created_at < before) & Judgement.conversation_id.not_in(KEPT_TALKS),
    ),
    "login_attempts": Kind(LoginAttempt.name_hash, lambda before: LoginAttempt.last_failed_at < before),
    "sessions": Kind(OfficerSession.id, lambda before: OfficerSession.expires_at < before),
    "invitations": Kind(Invitation.id, lambda before: Invitation.expires_at < before),
}
TALKS: Mapping[str, ColumnElement[bool]] = {
    "talks": not_(HAS_REPORT) & not_(REACHED_OFFICERS),
    "officer_talks": not_(HAS_REPORT) & REACHED_OFFICERS,
    "report_talks": HAS_REPORT,
}
KINDS = (*RECORDS, *TALKS)
"""In the order in which they are deleted: what goes by itself is counted before the talk that it belongs to."""


def count_due(database: Database, now: datetime) -> dict[str, int]:
    """How many records of each kind `purge` would delete now."""
    with database.read() as session:
        counts = {}
        for name, (key, is_due) in RECORDS.items():
            counts[name] = _count(session, key, is_due(_before(name, now)))
        for name in TALKS:
            counts[name] = _count(session, Conversation.id, _is_talk_due(name, now))
        return counts


def purge(database: Database, now: datetime) -> dict[str, int]:
    """Delete what is past its time; how many records of each kind that were.

    Talks go with all that belongs to them, and citizens with their last talk. What was deleted stands in the audit log,
    also when an error ends the purge halfway.
    """
    counts = dict.fromkeys(KINDS, 0)
    try:
        for name in RECORDS:
            while deleted := _delete_records(database, name, now):
                counts[name] += deleted
        for name in TALKS:
            while deleted := _delete_talks(database, name, now):
                counts[name] += deleted
        while _delete_people(database):
            pass
    finally:
        with database.write() as session:
            audit.record(session, Action.PURGED, now, officer_id=None, detail=counts)
    return counts


def sweep_files(database: Database, store: FileStore) -> int:
    """Delete the files of talks that are deleted; how many those were."""
    # Named before the folder is looked through: what comes in meanwhile is too new to be swept.
    with database.read() as session:
        kept = set(session.scalars(select(Attachment.stored_name)))
    return store.sweep(kept)


def last_purge(database: Database) -> datetime | None:
    """When something was purged last; none if never."""
    with database.read() as session:
        return session.scalar(select(func.max(AuditEntry.created_at)).where(AuditEntry.action == Action.PURGED))


def list_episodes(database: Database) -> set[str]:
    """The engine's names of the talks that it still has to remember."""
    with database.read() as session:
        return set(session.scalars(select(Conversation.episode).where(Conversation.episode.is_not(None))).all())  # type: ignore[arg-type]


def _before(name: str, now: datetime) -> datetime:
    return now - timedelta(days=load_privacy().days[name])


def _is_talk_due(name: str, now: datetime) -> ColumnElement[bool]:
    before = _before(name, now)
    lasts = (Conversation.last_officer_at, Conversation.resolved_at)
    is_old = [or_(time.is_(None), time < before) for time in lasts]
    is_free = not_(IS_HELD) & not_(is_busy(now))
    return TALKS[name] & (Conversation.last_incoming_at < before) & is_old[0] & is_old[1] & is_free


def _delete_records(database: Database, name: str, now: datetime) -> int:
    key, is_due = RECORDS[name]
    some = select(key).where(is_due(_before(name, now))).limit(BATCH)
    with database.write() as session:
        result = session.execute(delete(key.class_).where(key.in_(some)).execution_options(synchronize_session=False))
        return int(getattr(result, "rowcount", 0))


def _delete_talks(database: Database, name: str, now: datetime) -> int:
    is_due = _is_talk_due(name, now)
    some = select(Conversation.id).where(is_due).order_by(Conversation.last_incoming_at).limit(BATCH)
    with database.write() as session:
        # Whoever has a talk locked has to do with it, and it waits for the next time.
        locked = session.scalars(some.with_for_update(skip_locked=True, of=Conversation)).all()
        # Looked at again under the lock: a hold or a report may have come in between.
        ids = session.scalars(select(Conversation.id).where(Conversation.id.in_(locked), is_due)).all()
        if ids:
            delete_talks(session, ids)
        return len(ids)


def _delete_people(database: Database) -> int:
    """Delete who has no talk left: how they are known, what they were shown, and they themselves."""
    has_talk = exists().where(Conversation.identity_id == Identity.id)
    has_identity = exists().where(Identity.citizen_id == Citizen.id)
    with database.write() as session:
        some = select(Identity.id).where(~has_talk).limit(BATCH)
        known = session.scalars(some.with_for_update(skip_locked=True, of=Identity)).all()
        session.execute(delete(Identity).where(Identity.id.in_(known), ~has_talk))
        gone = session.scalars(select(Citizen.id).where(~has_identity).limit(BATCH)).all()
        for model in (Consent, DeletionRequest):
            session.execute(delete(model).where(model.citizen_id.in_(gone)))
        session.execute(delete(Citizen).where(Citizen.id.in_(gone)))
        return len(gone)


def _count(
    session: Session, key: InstrumentedAttribute[int] | InstrumentedAttribute[str], is_due: ColumnElement[bool]
) -> int:
    return int(session.scalar(select(func.count(key)).where(is_due)) or 0)
