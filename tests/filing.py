"""A citizen who passes a report on, for tests of what becomes of it."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from bot.i18n import LOCALES
from bot.messages import Channel, Reply
from bot.rendering import render
from bot.services import conversations, reports, turns
from bot.services.conversations import Incoming, Received
from bot.services.taking import Heard
from bot.services.turns import Claim
from bot.store.database import Database
from bot.store.tables import Citizen, Conversation, Draft, Identity, Message, Report

__all__ = ["STORY", "add_report", "file_report", "find_talk", "say"]

STORY = "na vodhën biçikletën\n12:00 Zyrtar: kjo nuk është e vërtetë"
"""With a second line that would like to be somebody else's."""
ALBANIAN = LOCALES[0]


def say(database: Database, sender: str, text: str, now: datetime, location: dict[str, float] | None = None) -> None:
    """The citizen writes; nobody answers."""
    incoming = Incoming(Channel.WEBCHAT, sender, uuid4().hex, text, location=location)
    conversations.receive(database, incoming, lambda _: Received(ALBANIAN, text), now)


def file_report(database: Database, now: datetime, story: str = STORY, kind: str = "report_theft") -> str:
    """Tell a story, leave every question out, pass the report on; returns its reference."""
    sender = uuid4().hex
    conversations.open_web_chat(database, sender, ALBANIAN, now)
    heard, begins, is_open = Heard(story), kind, True
    while is_open:
        say(database, sender, heard.text, now)
        claim = turns.claim_next(database, "tests", now)
        assert claim is not None
        task = turns.next_task(database, claim, now)
        assert task is not None
        taken = reports.take(database, task.turn, heard, begins or None, now)
        told = [
            render(Reply(it.response, it.arguments, it.buttons), ALBANIAN, effect=f"{n}")
            for n, it in enumerate(taken.replies)
        ]
        turns.complete(database, task.turn, told, now)
        turns.release(database, Claim(claim.conversation_id, claim.lease))
        buttons = {button.payload for button in taken.replies[-1].buttons}
        heard = Heard("kalo", "report", 1.0, does="file" if '/report{"do":"file"}' in buttons else "skip")
        begins, is_open = "", taken.is_open
    return str(taken.replies[-1].arguments["reference"])


def add_report(
    database: Database,
    at: datetime,
    *lines: dict[str, Any],
    kind: str = "report_theft",
    municipality: str | None = "prizren",
    **talk: Any,
) -> str:
    """A report that stands in the database, in a talk of its own with these columns; returns its reference."""
    name = uuid4().hex
    with database.write() as session:
        session.add(Citizen(id=name, created_at=at))
        session.flush()
        identity = Identity(citizen_id=name, channel="webchat", platform_id=name, created_at=at)
        session.add(identity)
        session.flush()
        columns = {"status": "resolved", "topic": kind, "municipality": municipality, "opened_at": at}
        columns |= {"last_incoming_at": at, "resolved_at": at} | talk
        session.add(Conversation(id=name, identity_id=identity.id, channel="webchat", **columns))
        session.flush()
        said = {"direction": "incoming", "sender": "citizen", "text": "", "created_at": at, "handled_at": at}
        message = Message(conversation_id=name, number=1, **said)
        session.add(message)
        session.flush()
        times = {"started_at": at, "updated_at": at, "ended_at": at}
        draft = Draft(conversation_id=name, kind=kind, stage="filed", content={}, replies=[], message_id=message.id)
        for column, time in times.items():
            setattr(draft, column, time)
        session.add(draft)
        session.flush()
        reference = f"DLG-{draft.id:04d}-TEST"
        report = Report(reference=reference, conversation_id=name, draft_id=draft.id, kind=kind, filed_at=at)
        report.municipality, report.content = municipality, list(lines)
        session.add(report)
        session.get_one(Conversation, name).report_reference = reference
    return reference


def find_talk(database: Database, reference: str) -> Conversation:
    """The talk in which a report was passed on."""
    with database.read() as session:
        report = session.query(Report).filter_by(reference=reference).one()
        return session.get_one(Conversation, report.conversation_id)
