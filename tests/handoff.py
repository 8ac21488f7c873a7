"""Officers, and talks that wait for them: what tests of the handoff begin with."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from typing import Any, TypeVar

from sqlalchemy import select

from bot.messages import EventKind, Role, Trigger
from bot.services import handoff, turns, watch
from bot.services.handoff import Escalation
from bot.services.officers import Account, account_of
from bot.services.turns import Claim, Task
from bot.store.database import Database
from bot.store.tables import AuditEntry, Conversation, Event, Message, Officer, Wait
from tests.bot.conftest import Talk
from tests.console import add_account

__all__ = [
    "DANGER",
    "account",
    "ask_for_officer",
    "at_once",
    "audited",
    "change_officer",
    "events",
    "look_after",
    "messages",
    "officer",
    "row",
    "take",
    "told",
    "waits",
]

DANGER = "help me he has a knife and he is coming at me"
Result = TypeVar("Result")


def officer(
    database: Database,
    now: datetime,
    name: str = "Arta",
    role: Role = Role.OFFICER,
    *,
    seen_at: datetime | None = None,
    **duties: Any,
) -> Account:
    """An account that gave a sign just now, or at `seen_at`."""
    officer_id = add_account(database, name, role, now=now, **duties)
    return change_officer(database, officer_id, last_seen_at=seen_at or now)


def change_officer(database: Database, officer_id: int, **values: Any) -> Account:
    """Set columns of an account: a sign of life, a role, a pause."""
    with database.write() as session:
        found = session.get_one(Officer, officer_id)
        for name, value in values.items():
            setattr(found, name, value)
        return account_of(found)


def account(database: Database, officer_id: int) -> Account:
    """An account as it stands."""
    with database.read() as session:
        return account_of(session.get_one(Officer, officer_id))


def take(talk: Talk) -> Task:
    """Take the next message to answer it, as a worker does."""
    claim = turns.claim_next(talk.database, "tests", talk.clock())
    assert claim is not None
    task = turns.next_task(talk.database, claim, talk.clock())
    assert task is not None
    return task


def ask_for_officer(talk: Talk, trigger: Trigger = Trigger.ASKED, *, is_urgent: bool = False) -> Escalation:
    """The citizen writes, and the engine's action puts the talk into the queue, as it does on request."""
    talk.say("an officer please, I want to talk to one")
    task = take(talk)
    escalation = handoff.escalate(talk.database, task.turn, trigger, talk.clock(), is_urgent=is_urgent)
    turns.complete(talk.database, task.turn, [], talk.clock())
    turns.release(talk.database, Claim(talk.conversation, task.turn.lease))
    return escalation


def row(talk: Talk) -> Conversation:
    """The first conversation of a citizen as it stands."""
    with talk.database.read() as session:
        return session.get_one(Conversation, talk.conversation)


def messages(talk: Talk) -> Sequence[Message]:
    """All that was said in a conversation."""
    with talk.database.read() as session:
        query = select(Message).where(Message.conversation_id == talk.conversation)
        return session.scalars(query.order_by(Message.number)).all()


def told(talk: Talk) -> list[str | None]:
    """The keys of what the citizen was told, in order."""
    return [it.response for it in messages(talk) if it.direction == "outgoing"]


def events(talk: Talk) -> list[str]:
    """What happened to a conversation, in order."""
    with talk.database.read() as session:
        query = select(Event.kind).where(Event.conversation_id == talk.conversation)
        return list(session.scalars(query.order_by(Event.id)))


def waits(talk: Talk) -> Sequence[Wait]:
    """The waits of a conversation, in order."""
    with talk.database.read() as session:
        query = select(Wait).where(Wait.conversation_id == talk.conversation)
        return session.scalars(query.order_by(Wait.id)).all()


def audited(database: Database) -> list[tuple[str, int | None, str | None]]:
    """Lines of the audit log: action, officer, reason."""
    with database.read() as session:
        lines = session.scalars(select(AuditEntry).order_by(AuditEntry.number))
        return [(it.action, it.officer_id, it.why) for it in lines]


def look_after(database: Database, now: datetime) -> list[EventKind]:
    """What has to happen by itself happens; what did."""
    return [it.kind for it in watch.look_after(database, now)]


def at_once(*acts: Callable[[], Result]) -> list[Result | Exception]:
    """Do several things in the same moment, each in a thread of its own; what each gave or raised."""
    start = Barrier(len(acts))

    def do(act: Callable[[], Result]) -> Result | Exception:
        start.wait()
        try:
            return act()
        except Exception as error:  # noqa: BLE001 - the test looks at what was raised
            return error

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(do, acts))
