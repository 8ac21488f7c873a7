"""Reports of citizens: taken message by message, passed on with a reference, and shown to officers."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.messages import Channel, EventKind, Reply, Trigger
from bot.services import answers, handoff, taking, waits
from bot.services.events import add_event
from bot.services.receipts import HIDDEN, LETTERS
from bot.services.taking import Heard, Stage, Step
from bot.services.turns import Turn, require_lease
from bot.store import queries
from bot.store.database import Database
from bot.store.tables import Addition, Conversation, Draft, Report

__all__ = ["Card", "Taken", "ask_again", "find_card", "take"]


@dataclass(frozen=True, slots=True)
class Taken:
    """What to say to a message that was taken into a report, and whether the report wants more."""

    replies: list[Reply]
    is_open: bool


def take(database: Database, turn: Turn, heard: Heard, kind: str | None, now: datetime) -> Taken:
    """Take what a message says into the conversation's report, and say what is to be told; `kind` begins one.

    Run again for the same message, it says the same and changes nothing. What is passed on, and what is danger, goes
    to the officers in the same transaction.

    Raises:
        NotAllowed: the turn is no longer held.
    """
    with database.write() as session:
        conversation = require_lease(session, turn)
        again = session.scalar(select(Draft).where(Draft.message_id == turn.message_id))
        if again is not None:
            draft = taking.from_json(again.kind, again.stage, again.content)
            return Taken([Reply.from_json(it) for it in again.replies], draft.is_open)
        row = queries.find_draft(session, conversation.id, since=now - taking.KEPT)
        if row is not None and kind in {None, row.kind}:
            step = taking.take(taking.from_json(row.kind, row.stage, row.content), heard)
        elif kind is None:
            return Taken([Reply("utter_report_nothing_open")], is_open=False)
        else:
            if row is not None:
                # Somebody who tells of another matter has left the first; what it holds is kept.
                row.stage, row.ended_at = Stage.DROPPED, now
                session.flush()
            row, step = None, taking.begin(kind, heard, answers.today(now), Channel(conversation.channel))
        return Taken(_store(session, conversation, turn, row, step, now), step.draft.is_open)


def ask_again(database: Database, turn: Turn, now: datetime) -> list[Reply]:
    """The open question once more, after another matter was answered; nothing for a message that the report took."""
    with database.read() as session:
        if session.scalar(select(Draft.id).where(Draft.message_id == turn.message_id)) is not None:
            return []
        row = queries.find_draft(session, turn.conversation_id, since=now - taking.KEPT)
        return list(taking.ask_again(taking.from_json(row.kind, row.stage, row.content))) if row else []


@dataclass(frozen=True, slots=True)
class Card:
    """A report as it stands beside a talk."""

    lines: Sequence[Mapping[str, Any]]
    """`{field, text, value}`, also while it is being taken; nothing without a report."""
    added: Sequence[tuple[datetime, str]] = ()
    """What the citizen added later, and when."""
    status: str | None = None
    """How it stands, once it is passed on: a word of `ReportStatus`, and the officer's reason if there is one."""
    reason: str | None = None


def find_card(session: Session, conversation: Conversation) -> Card:
    """The newest report of a conversation, else the one that it is linked to."""
    of_talk = select(Draft).where(Draft.conversation_id == conversation.id).order_by(Draft.id.desc())
    draft = session.scalars(of_talk).first()
    report = session.scalar(select(Report).where(Report.reference == conversation.report_reference))
    if draft is not None and (report is None or (report.draft_id != draft.id and draft.ended_at is None)):
        return Card(taking.lines(taking.from_json(draft.kind, draft.stage, draft.content)))
    if report is None:
        return Card(())
    added = session.scalars(select(Addition).where(Addition.report_id == report.id).order_by(Addition.id))
    return Card(report.content, [(it.added_at, it.text) for it in added], report.status, report.reason)


def _store(
    session: Session, conversation: Conversation, turn: Turn, row: Draft | None, step: Step, now: datetime
) -> list[Reply]:
    replies = list(step.replies)
    if row is None:
        _end_old(session, conversation.id, now)
        row = Draft(conversation_id=conversation.id, kind=step.draft.kind, started_at=now)
        session.add(row)
    row.stage, row.content, row.updated_at = step.draft.stage, taking.as_json(step.draft), now
    row.message_id, row.replies = turn.message_id, []
    if step.draft.stage in taking.ENDED:
        row.ended_at = now
    session.flush()
    conversation.topic = step.draft.kind
    if step.draft.stage is Stage.FILED:
        replies = _file(session, conversation, row, step, now)
    if step.is_alarm:
        handoff.mark_urgent(session, conversation)
        handoff.enter_queue(session, conversation, Trigger.DANGER, now)
    row.replies = [reply.as_json() for reply in replies]
    return replies


def _end_old(session: Session, conversation_id: str, now: datetime) -> None:
    """A draft that is too old to go on with makes room for a new one."""
    for old in session.scalars(select(Draft).where(Draft.conversation_id == conversation_id, Draft.ended_at.is_(None))):
        old.stage, old.ended_at = Stage.DROPPED, now
    session.flush()


def _file(session: Session, conversation: Conversation, row: Draft, step: Step, now: datetime) -> list[Reply]:
    """Pass the report on: an officer finds it in the queue, and the citizen has its reference."""
    place = step.draft.values.get("where")
    report = Report(
        reference=_new_reference(session),
        conversation_id=conversation.id,
        draft_id=row.id,
        kind=row.kind,
        municipality=place.value if place and place.value and place.value.isidentifier() else conversation.municipality,
        language=conversation.language,
        script=conversation.script,
        content=taking.lines(step.draft),
        filed_at=now,
    )
    session.add(report)
    conversation.report_reference, conversation.municipality = report.reference, report.municipality
    detail = {"reference": report.reference, "kind": report.kind}
    add_event(session, conversation, EventKind.FILED, now, detail=detail)
    handoff.enter_queue(session, conversation, Trigger.REPORT, now)
    waits.promise(session, conversation, now)
    (filed,) = step.replies
    return [Reply(filed.response, {"reference": report.reference, "receipt": HIDDEN}, filed.buttons)]


def _new_reference(session: Session) -> str:
    while True:
        letters = "".join(secrets.choice(LETTERS) for _ in range(8))
        reference = f"DLG-{letters[:4]}-{letters[4:]}"
        if session.scalar(select(Report.id).where(Report.reference == reference)) is None:
            return reference
