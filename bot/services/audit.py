"""The audit log: every change and every reading of a conversation, in lines that seal each other.

A line's seal is an HMAC over all its fields and the seal before it (as in Schneier and Kelsey, "Secure audit logs to
support computer forensics", 1999), with a key outside the database. `services/audit_check.py` walks the chain.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, event, select, text
from sqlalchemy.orm import Session

from bot.config import Settings
from bot.errors import ConfigError
from bot.services.audit_actions import Action
from bot.services.audit_head import Head, HeadFile
from bot.services.keys import Keys, load_keys
from bot.store.database import Database
from bot.store.tables import AuditEntry

__all__ = [
    "FIRST_SEAL",
    "READING_WINDOW",
    "AuditLog",
    "is_reading_recorded",
    "open_database",
    "record",
    "record_reading",
    "take_turn",
    "window_of",
]

FIRST_SEAL = "0" * 64
"""What stands in the place of the seal before the first line."""
READING_WINDOW = timedelta(minutes=10)
LOCK = 0x6469616C6F67  # "dialog": one number among PostgreSQL's advisory locks


class AuditLog:
    """What a database's lines are sealed with, and where their head is kept; handed over as `Database(audit=…)`."""

    def __init__(self, keys: Keys, head_file: HeadFile) -> None:
        self.keys = keys
        self.head_file = head_file

    @classmethod
    def of(cls, settings: Settings) -> "AuditLog":
        """The one that the settings name.

        Raises:
            ConfigError: the key cannot be read or made.
        """
        return cls(load_keys(settings.key_path), HeadFile(settings.audit_head_path))

    def seal(self, entry: AuditEntry, previous: str, *, number: int | None = None) -> str:
        """The seal of a line after `previous`; `number` when it may stand elsewhere than it says."""
        line = {
            "number": entry.number if number is None else number,
            "created_at": entry.created_at.astimezone(UTC).isoformat(timespec="microseconds"),
            "officer_id": entry.officer_id,
            "action": entry.action,
            "conversation_id": entry.conversation_id,
            "detail": entry.detail,
            "why": entry.why,
            "previous": previous,
        }
        return self.keys.seal(json.dumps(line, sort_keys=True, separators=(",", ":")).encode())


def open_database(settings: Settings) -> Database:
    """The database of the settings, with its audit log. Whatever changes anything opens it this way.

    Raises:
        ConfigError: the key cannot be read or made.
    """
    return Database(settings.database, audit=AuditLog.of(settings))


def take_turn(session: Session) -> None:
    """Wait until no other transaction adds a line; the next one waits for this one's end.

    `record` does it. Call it yourself before reading what must not change until the line is there.
    """
    if session.get_bind().dialect.name == "postgresql":  # on SQLite a writer is alone from its first statement
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})


def record(
    session: Session,
    action: str,
    now: datetime,
    *,
    officer_id: int | None,
    conversation_id: str | None = None,
    detail: Mapping[str, Any] | None = None,
    why: str | None = None,
) -> Head:
    """Add a line, in the same transaction as what it tells of; call it last, since it waits for other writers.

    `detail` holds ids and counts, never a name or a text; `why` the reason that an officer gave.
    Returns the log's head as it is with this line.

    Raises:
        ConfigError: the database was opened without an audit log.
    """
    log = _log_of(session)
    take_turn(session)
    last = session.execute(select(AuditEntry.number, AuditEntry.seal).order_by(AuditEntry.number.desc()).limit(1))
    number, previous = last.one_or_none() or (0, FIRST_SEAL)
    entry = AuditEntry(
        number=number + 1,
        created_at=now,
        officer_id=officer_id,
        action=str(action),
        conversation_id=conversation_id,
        # As it will be read: a tuple would come back as a list.
        detail=json.loads(json.dumps(dict(detail), allow_nan=False)) if detail is not None else None,
        why=why,
    )
    entry.seal = log.seal(entry, previous)
    session.add(entry)
    session.flush()
    if "audit_head" not in session.info:
        event.listen(session, "after_commit", _write_head)
    head = Head(entry.number, entry.seal, entry.created_at.astimezone(UTC).isoformat())
    session.info["audit_head"] = head
    return head


def record_reading(session: Session, officer_id: int, conversation_id: str, now: datetime) -> None:
    """Add a line that an officer read a conversation, unless one of the same ten minutes of the clock says so."""
    if is_reading_recorded(session, officer_id, conversation_id, now):
        return
    take_turn(session)
    if not is_reading_recorded(session, officer_id, conversation_id, now):
        record(session, Action.READ, now, officer_id=officer_id, conversation_id=conversation_id)


def is_reading_recorded(session: Session, officer_id: int, conversation_id: str, now: datetime) -> bool:
    """Whether a line of these ten minutes tells of it: looking first saves a reader the writers' lock."""
    since = window_of(now)
    query = select(AuditEntry.number).where(
        AuditEntry.officer_id == officer_id,
        AuditEntry.conversation_id == conversation_id,
        AuditEntry.action == Action.READ,
        AuditEntry.created_at >= since,
        AuditEntry.created_at < since + READING_WINDOW,
    )
    return session.scalar(query.limit(1)) is not None


def window_of(now: datetime) -> datetime:
    """When the ten minutes of the clock began in which a reading is noted once."""
    seconds = READING_WINDOW.total_seconds()
    return datetime.fromtimestamp(now.timestamp() // seconds * seconds, UTC)


def _log_of(session: Session) -> AuditLog:
    log = session.info.get("audit")
    if not isinstance(log, AuditLog):
        raise ConfigError("This database was opened without an audit log: nothing can be changed.")
    return log


def _write_head(session: Session) -> None:
    head: Head = session.info["audit_head"]
    bind = session.get_bind()

    def is_kept(written: Head) -> bool:
        return _is_kept(bind, written)

    _log_of(session).head_file.advance(head, is_kept=is_kept)


def _is_kept(bind: Engine | Connection, written: Head) -> bool:
    """Whether the line that the head file remembers is still there: what its own transaction saw may be gone since."""
    query = select(AuditEntry.number).where(AuditEntry.number == written.number, AuditEntry.seal == written.seal)
    with bind.engine.execution_options(is_reader=True).connect() as connection:
        return connection.scalar(query) is not None
