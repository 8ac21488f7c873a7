"""A database as it is after months of use: talks long closed, talks with the bot, and a full queue."""

import hashlib
import itertools
import json
import random
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy import Connection, Table, insert, text

from bot.content.municipalities import load
from bot.i18n import LOCALES
from bot.labels import INTENT_LABELS
from bot.messages import Direction, EventKind, Outcome, Role, Sender, Status, Trigger
from bot.services.officers import Duties, add_officer
from bot.store.database import Database
from bot.store.tables import AuditEntry, Base, Citizen, Conversation, Event, Identity, Message, Wait

__all__ = ["EACH", "PASSWORD", "Filled", "Known", "fill", "officer_name"]

PASSWORD = "a password for measuring alone"
EACH = 20
"""Messages of a talk."""
WAITING, ASSIGNED = 200, 100
CHUNK = 500
"""Talks written at once."""
SAID = (
    ("sq", "Latn", "Përshëndetje, ku ndodhet stacioni më i afërt policor dhe kur është i hapur të shtunën?"),
    ("sr", "Latn", "Dobar dan, zanima me kako mogu da dobijem uverenje da nisam osuđivan."),
    ("sr", "Cyrl", "Добар дан, где могу да платим казну за брзу вожњу и до када?"),
    ("en", "Latn", "Hello, my car was towed from the street near the hospital this morning. Where is it?"),
)
ANSWER = "The station is open every day, at any hour. Should I show you the way to it? If it is urgent, call 192."
PASTE = {"response": "utter_station", "effect": "answer:0", "arguments": {"municipality": "prishtina"}}


@dataclass(frozen=True, slots=True)
class Known:
    """A talk that the measuring takes part in, with its citizen's token."""

    id: str
    token: str
    owner: int | None
    """Number of the officer, from 0."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What the database holds."""

    waiting: list[Known]
    assigned: list[Known]
    with_bot: list[Known]
    resolved: list[Known]


def officer_name(number: int) -> str:
    """The name under which an officer signs in; the first five are supervisors."""
    return f"Officer {number + 1}"


def fill(database: Database, messages: int, officers: int, tell: Callable[[str], None]) -> Filled:
    """Fill an empty, migrated database; the same numbers give the same talks. `tell` hears how far it is."""
    now = datetime.now(UTC)
    ids = _add_officers(database, officers, now)
    dice = random.Random(1)
    filled = Filled([], [], [], [])
    talks = messages // EACH
    started = time.perf_counter()
    audit = itertools.count(1)
    for first in range(0, talks, CHUNK):
        numbers = range(first, min(first + CHUNK, talks))
        rows: dict[type[Base], list[dict[str, Any]]] = {
            it: [] for it in (Citizen, Identity, Conversation, Message, Event, Wait, AuditEntry)
        }
        for number in numbers:
            _add_talk(rows, filled, number, ids, now, dice, audit)
        with database.engine.begin() as connection:
            for table, its in rows.items():
                if its:
                    _write(connection, table.__table__, its)  # type: ignore[arg-type]
        if numbers[-1] + 1 == talks or not (first // CHUNK) % 20:
            seconds = time.perf_counter() - started
            tell(f"filling: {(numbers[-1] + 1) * EACH:,} of {messages:,} messages, {seconds:.0f} s")
    _settle(database)
    return filled


def _add_officers(database: Database, count: int, now: datetime) -> list[int]:
    """The first five are supervisors; every fifth of the others is bound to a region."""
    password = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    regions = list(load().directorates)
    with database.write() as session:
        made = []
        for number in range(count):
            confined = Duties(regions=(regions[number % len(regions)],), is_confined=True)
            duties = confined if number % 5 == 4 and number >= 5 else Duties(languages=("sq", "en", "sr")[: number % 4])
            role = Role.SUPERVISOR if number < 5 else Role.OFFICER
            locale = LOCALES[number % len(LOCALES)]
            officer = add_officer(session, officer_name(number), role, password, duties, locale, now)
            officer.last_seen_at = now
            made.append(officer.id)
    return made


def _add_talk(
    rows: dict[type[Base], list[dict[str, Any]]],
    filled: Filled,
    number: int,
    officers: list[int],
    now: datetime,
    dice: random.Random,
    audit: Iterator[int],
) -> None:
    token = f"token-{number}"
    citizen, conversation = dice.randbytes(16).hex(), dice.randbytes(16).hex()
    status = _status(number, dice)
    closed_ago = timedelta(minutes=dice.randrange(60, 365 * 24 * 60))
    ago = {
        Status.WAITING: timedelta(seconds=dice.randrange(5, 1800)),
        Status.ASSIGNED: timedelta(seconds=dice.randrange(5, 7200)),
    }.get(status, closed_ago)
    last = now - ago
    opened = last - timedelta(minutes=20)
    owner = number % len(officers) if status is Status.ASSIGNED else None
    language, script, words = SAID[number % len(SAID)]
    is_seen = status in {Status.RESOLVED, Status.ASSIGNED}
    rows[Citizen].append({"id": citizen, "created_at": opened})
    rows[Identity].append(
        {
            "id": number + 1,
            "citizen_id": citizen,
            "channel": "webchat",
            "platform_id": hashlib.sha256(token.encode()).hexdigest(),
            "created_at": opened,
        }
    )
    escalated = None if status is Status.WITH_BOT else last
    rows[Conversation].append(
        {
            "id": conversation,
            "identity_id": number + 1,
            "channel": "webchat",
            "status": status,
            "urgent": status is Status.WAITING and number % 20 == 0,
            "owner_id": officers[owner] if owner is not None else None,
            "language": language,
            "script": script,
            "is_language_chosen": False,
            "topic": dice.choice(list(INTENT_LABELS)),
            "municipality": dice.choice([None, *load().municipalities]),
            "last_number": EACH,
            "episode_turns": 3,
            "opened_at": opened,
            "last_incoming_at": last,
            "escalated_at": escalated,
            "last_officer_at": last - timedelta(seconds=30) if is_seen else None,
            # So that those who waited long before the measuring began do not all call at its beginning.
            "supervisor_called_at": now if status is Status.WAITING and ago > timedelta(seconds=50) else None,
            "resolved_at": last + timedelta(minutes=5) if status is Status.RESOLVED else None,
            "outcome": Outcome.ANSWERED if status is Status.RESOLVED else None,
            "rating": dice.choice([None, 3, 4, 5]) if status is Status.RESOLVED else None,
            "tags": ["station"] if number % 7 == 0 else None,
        }
    )
    rows[Message] += _said(conversation, number, status, officers, opened, language, script, words)
    kinds = {
        Status.WAITING: (EventKind.ESCALATED,),
        Status.ASSIGNED: (EventKind.ESCALATED, EventKind.CLAIMED),
        Status.RESOLVED: (EventKind.ESCALATED, EventKind.CLAIMED, EventKind.RESOLVED),
    }.get(status, ())
    officer = officers[number % len(officers)]
    for kind in kinds:
        by = None if kind is EventKind.ESCALATED else officer
        rows[Event].append(
            {
                "conversation_id": conversation,
                "kind": kind,
                "officer_id": by,
                "created_at": last,
                "webhook_due_at": None,
                "webhook_attempts": 0,
            }
        )
    if kinds:
        begun = last - timedelta(seconds=dice.randrange(20, 900)) if is_seen else last
        rows[Wait].append(
            {
                "conversation_id": conversation,
                "trigger": Trigger.ASKED,
                "urgent": False,
                "place": dice.randrange(1, 20),
                "language": language,
                "started_at": begun,
                "claimed_at": last if is_seen else None,
                "answered_at": last if is_seen else None,
                "ended_at": last if is_seen else None,
            }
        )
    # Lines of the audit log that nobody checks here: their seals are none.
    actions = ("read", "claim", "reply", "resolve") if is_seen else ()
    for action in actions:
        rows[AuditEntry].append(
            {
                "number": next(audit),
                "created_at": last,
                "officer_id": officer,
                "action": action,
                "conversation_id": conversation,
                "seal": "0" * 64,
            }
        )
    of_status = {
        Status.WAITING: filled.waiting,
        Status.ASSIGNED: filled.assigned,
        Status.WITH_BOT: filled.with_bot,
        Status.RESOLVED: filled.resolved,
    }[status]
    if len(of_status) < 1000:
        of_status.append(Known(conversation, token, owner))


def _status(number: int, dice: random.Random) -> Status:
    if number < ASSIGNED:
        return Status.ASSIGNED
    if number < ASSIGNED + WAITING:
        return Status.WAITING
    return dice.choices((Status.RESOLVED, Status.WITH_BOT), (6, 4))[0]


def _said(
    conversation: str,
    number: int,
    status: Status,
    officers: list[int],
    opened: datetime,
    language: str,
    script: str,
    words: str,
) -> Iterable[dict[str, Any]]:
    """Ten messages of the citizen with an answer to each, the last of them by an officer where one has the talk."""
    for place in range(1, EACH + 1):
        at = opened + timedelta(minutes=place)
        said: dict[str, Any] = dict.fromkeys(
            ("client_id", "danger", "intent", "understood", "handled_at", "delivery", "officer_id", *PASTE)
        )
        said |= {
            "conversation_id": conversation,
            "number": place,
            "text": f"{words} ({number}.{place})",
            "language": language,
            "script": script,
            "created_at": at,
            "attempts": 0,
        }
        if place % 2:
            intent = {"intent": "ask_station", "confidence": 0.87, "entities": [], "ranking": []}
            said |= {"direction": Direction.INCOMING, "sender": Sender.CITIZEN, "client_id": f"{number}-{place}"}
            said |= {"intent": "ask_station", "understood": intent, "handled_at": at}
            said |= {"danger": "weapon"} if number % 97 == 0 and place == 5 else {}
        elif status in {Status.ASSIGNED, Status.RESOLVED} and place > EACH - 8:
            said |= {"direction": Direction.OUTGOING, "sender": Sender.OFFICER, "delivery": "available"}
            said |= {"officer_id": officers[number % len(officers)], "text": ANSWER}
        else:
            said |= {"direction": Direction.OUTGOING, "sender": Sender.BOT, "delivery": "available", "text": ANSWER}
            said |= PASTE
            said |= {"delivery": "failed"} if number % 250 == 3 and place == 4 else {}
        yield said


def _write(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if connection.dialect.name == "sqlite":
        connection.execute(insert(table), rows)
        return
    columns = list(rows[0])
    # Several times as fast as INSERT.
    command = f"COPY {table.name} ({', '.join(columns)}) FROM STDIN"
    with connection.connection.cursor() as cursor, cursor.copy(command) as copy:
        for row in rows:
            copy.write_row([_plain(row[name]) for name in columns])


def _plain(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, dict | list) else value


def _settle(database: Database) -> None:
    """What PostgreSQL does by itself in months: count on from the rows written, and know them."""
    if database.is_sqlite:
        return
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("SELECT setval('identities_id_seq', (SELECT max(id) FROM identities))"))
        connection.execute(text("VACUUM ANALYZE"))
