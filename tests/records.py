"""Talks with rows in every table that can belong to one: what tests of keeping and deleting begin with."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Table, func, select

from bot.messages import Direction, EventKind, Sender, Status, Trigger
from bot.store.database import Database
from bot.store.tables import (
    Addition,
    Attachment,
    Base,
    Citizen,
    Consent,
    Conversation,
    Draft,
    Effect,
    Event,
    Identity,
    Judgement,
    Message,
    Mute,
    Report,
    ReportMatch,
    Update,
    Wait,
)

__all__ = ["OF_CITIZENS", "add_talk", "count_rows", "rows_of"]

OF_CITIZENS = {
    *("citizens", "identities", "consents", "deletion_requests", "conversations", "messages", "updates", "effects"),
    *(
        "judgements",
        "drafts",
        "reports",
        "additions",
        "report_matches",
        "attachments",
        "events",
        "waits",
        "mutes",
        "holds",
    ),
}
"""Tables in which nothing is left once everybody is forgotten."""


def add_talk(
    database: Database,
    name: str,
    at: datetime,
    *,
    officer_id: int | None = None,
    has_report: bool = False,
    status: Status = Status.WITH_BOT,
    **values: Any,
) -> str:
    """A talk of a citizen of its own, with all that the bot keeps; with an officer's part and a report if wanted.

    An officer has said of the report that it is of the same matter as the one before, if there is one.
    """
    with database.write() as session:
        session.add(Citizen(id=f"citizen-{name}", created_at=at))
        session.flush()
        session.add(Consent(citizen_id=f"citizen-{name}", version="1", channel="webchat", shown_at=at))
        identity = Identity(citizen_id=f"citizen-{name}", channel="webchat", platform_id=name, created_at=at)
        session.add(identity)
        session.flush()
        fields = {
            "id": f"talk-{name}",
            "identity_id": identity.id,
            "channel": "webchat",
            "status": status,
            "opened_at": at,
            "last_incoming_at": at,
            "last_number": 2,
            "topic": "ask_fine",
            "episode": f"episode-{name}",
        }
        talk = Conversation(**fields | values)
        session.add(talk)
        session.flush()
        asked = Message(
            conversation_id=talk.id,
            number=1,
            direction=Direction.INCOMING,
            sender=Sender.CITIZEN,
            text="my name is Nobody and I live nowhere",
            created_at=at,
            handled_at=at,
            location={"latitude": 42.6, "longitude": 21.1},
        )
        session.add(asked)
        session.flush()
        answer = Message(
            conversation_id=talk.id,
            number=2,
            direction=Direction.OUTGOING,
            sender=Sender.BOT,
            text="so it is",
            created_at=at,
            reply_to=asked.id,
            effect="answer:0",
            response="utter_fine",
        )
        session.add_all(
            [
                answer,
                Update(channel="webchat", platform_id=name, body={"text": "…"}, received_at=at, message_id=asked.id),
                Effect(conversation_id=talk.id, message_id=asked.id, name="escalate", created_at=at),
                Judgement(
                    conversation_id=talk.id,
                    message_id=asked.id,
                    verdict="good",
                    responses=["utter_fine"],
                    facts=[],
                    created_at=at,
                ),
                _draft(talk, asked, at, stage="dropped"),
                Event(conversation_id=talk.id, kind=EventKind.REOPENED, created_at=at),
            ]
        )
        if officer_id is not None:
            talk.last_officer_at = at
            session.add_all(
                [
                    Wait(
                        conversation_id=talk.id,
                        trigger=Trigger.ASKED,
                        urgent=False,
                        place=1,
                        started_at=at,
                        claimed_at=at,
                        ended_at=at,
                    ),
                    Event(
                        conversation_id=talk.id,
                        kind=EventKind.NOTE,
                        officer_id=officer_id,
                        text="a note",
                        created_at=at,
                    ),
                    Mute(
                        identity_id=identity.id,
                        conversation_id=talk.id,
                        officer_id=officer_id,
                        reason="none",
                        created_at=at,
                        until=at,
                    ),
                ]
            )
        if has_report:
            draft = _draft(talk, asked, at, stage="filed")
            session.add(draft)
            session.flush()
            report = Report(
                reference=f"DLG-{name.upper()}"[:16],
                conversation_id=talk.id,
                draft_id=draft.id,
                kind="report_theft",
                content=[],
                filed_at=at,
            )
            earlier = session.scalar(select(func.max(Report.id)))
            session.add(report)
            session.flush()
            if earlier is not None and officer_id is not None:
                match = ReportMatch(report_id=earlier, other_id=report.id, is_same=True, officer_id=officer_id)
                match.decided_at = at
                session.add(match)
            session.add_all(
                [
                    Addition(report_id=report.id, message_id=asked.id, text="and more", added_at=at),
                    Attachment(
                        public_id=uuid4().hex,
                        conversation_id=talk.id,
                        message_id=asked.id,
                        kind="photo",
                        media_type="image/png",
                        size=1,
                        sha256="0" * 64,
                        received_at=at,
                        stored_name=uuid4().hex,
                        has_view=False,
                        is_copy_due=False,
                    ),
                ]
            )
            talk.report_reference = report.reference
        return talk.id


def count_rows(database: Database) -> dict[str, int]:
    """How many rows each table has."""
    with database.read() as session:
        tables = Base.metadata.sorted_tables
        return {table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def rows_of(database: Database, *tables: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of some tables, else of all but the audit log, to be compared."""
    names = tables or tuple(set(Base.metadata.tables) - {"audit_entries"})
    with database.read() as session:
        return {name: sorted(map(tuple, session.execute(select(_table(name)))), key=str) for name in names}


def _table(name: str) -> Table:
    return Base.metadata.tables[name]


def _draft(talk: Conversation, asked: Message, at: datetime, *, stage: str) -> Draft:
    return Draft(
        conversation_id=talk.id,
        kind="report_theft",
        stage=stage,
        content={},
        message_id=asked.id,
        replies=[],
        started_at=at,
        updated_at=at,
        ended_at=at,
    )
