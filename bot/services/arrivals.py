"""What platforms send, before it is read: stored as it came, sealed, read in order, parked when nothing can read it."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from bot.errors import NotFound
from bot.messages import Channel
from bot.services import audit
from bot.services.audit_actions import Action
from bot.services.officers import Account
from bot.services.seals import Seals
from bot.store import queries
from bot.store.database import Database
from bot.store.tables import Update

__all__ = [
    "SEALED",
    "Arrival",
    "Parked",
    "claim",
    "fail",
    "finish",
    "free",
    "list_parked",
    "retry",
    "store",
]

LEASE = timedelta(minutes=2)
"""Longer than fetching the largest file takes."""
ATTEMPTS = 3
PAUSE = timedelta(seconds=1)
SEALED = "sealed"
"""Where a platform's update has, in the place of its body, what it said."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One update of a platform, to be read now."""

    id: int
    channel: Channel
    kind: str | None
    body: str
    """JSON, sealed."""
    received_at: datetime
    attempts: int
    """How often reading it has failed."""

    @property
    def is_last_try(self) -> bool:
        """Whether it is parked if it fails once more."""
        return self.attempts + 1 >= ATTEMPTS


@dataclass(frozen=True, slots=True)
class Parked:
    """An update that nothing could read, as officers are shown it: nothing of what it says."""

    id: int
    channel: Channel
    kind: str | None
    error: str | None
    received_at: datetime
    parked_at: datetime
    conversation_id: str | None


def store(
    database: Database,
    seals: Seals,
    channel: Channel,
    platform_id: str,
    body: Mapping[str, Any],
    now: datetime,
    *,
    sender: str | None,
    kind: str | None,
) -> bool:
    """Keep an update as it came; false when this one was kept before. The platform is answered after that, not before.

    `sender` is the HMAC of who sent it, `kind` what the platform calls it.
    """
    # Half an emoji, where somebody cut a text, is no letter: it would hold up all that comes after it.
    text = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace").decode()
    try:
        with database.write() as session:
            if queries.find_update(session, channel, platform_id) is not None:
                return False
            session.add(
                Update(
                    channel=channel,
                    platform_id=platform_id,
                    body={SEALED: seals.seal(text)},
                    received_at=now,
                    sender=sender,
                    kind=kind[:40] if kind else None,
                )
            )
    except IntegrityError:  # the same one, at the same moment, through another process
        return False
    return True


def claim(database: Database, channels: Collection[Channel], now: datetime) -> Arrival | None:
    """The oldest update that is to be read now; none when there is nothing to do. Of one sender only the oldest is."""
    with database.read() as session:
        if _find_next(session, channels, now) is None:
            return None
    with database.write() as session:
        found = _find_next(session, channels, now, lock=True)
        if found is None:
            return None
        found.next_attempt_at = now + LEASE
        return Arrival(
            found.id, Channel(found.channel), found.kind, found.body[SEALED], found.received_at, found.attempts
        )


def finish(database: Database, arrival: Arrival, now: datetime) -> None:
    """Note that an update was read; what it said stands elsewhere now, and its sender's name nowhere."""
    with database.write() as session:
        found = session.get(Update, arrival.id)
        if found is not None and found.parked_at is None:
            found.handled_at = found.handled_at or now
            found.body = {}


def fail(database: Database, arrival: Arrival, error: str, now: datetime, *, pause: timedelta | None = None) -> bool:
    """Note that reading an update failed: it is tried again, and parked after the third time; true when it is parked.

    A `pause` that a platform asked for is waited, and counts as no failure.
    """
    with database.write() as session:
        found = session.get(Update, arrival.id)
        if found is None or found.handled_at is not None:
            return False
        found.error = error[:64]
        if pause is not None:
            found.next_attempt_at = now + pause
            return False
        found.attempts += 1
        found.next_attempt_at = now + PAUSE * 4 ** (found.attempts - 1)
        if found.attempts < ATTEMPTS:
            return False
        found.handled_at = found.parked_at = now
        return True


def free(database: Database, channels: Collection[Channel], now: datetime) -> None:
    """Let what a killed process was reading be read again at once."""
    with database.write() as session:
        pending = (Update.handled_at.is_(None), Update.channel.in_(channels), Update.next_attempt_at > now)
        session.execute(update(Update).where(*pending).values(next_attempt_at=now))


def list_parked(database: Database, *, limit: int = 200) -> list[Parked]:
    """What could not be read, newest first."""
    with database.read() as session:
        query = select(Update).where(Update.parked_at.is_not(None)).order_by(Update.parked_at.desc()).limit(limit)
        return [_parked(session, it) for it in session.scalars(query)]


def retry(database: Database, account: Account, update_id: int, now: datetime) -> None:
    """Read a parked update once more, as after the program was mended.

    Raises:
        NotFound: no such update is parked.
    """
    with database.write() as session:
        found = session.get(Update, update_id)
        if found is None or found.parked_at is None:
            raise NotFound("update")
        found.handled_at = found.parked_at = found.next_attempt_at = None
        found.attempts = 0
        audit.record(session, Action.RETRY_UPDATE, now, officer_id=account.id, detail={"update": update_id})


def _find_next(session: Session, channels: Collection[Channel], now: datetime, *, lock: bool = False) -> Update | None:
    earlier = aliased(Update)
    is_behind = (
        select(earlier.id)
        .where(
            earlier.handled_at.is_(None),
            earlier.channel == Update.channel,
            earlier.sender == Update.sender,
            earlier.id < Update.id,
        )
        .exists()
    )
    query = select(Update).where(
        Update.handled_at.is_(None),
        Update.channel.in_(channels),
        or_(Update.next_attempt_at.is_(None), Update.next_attempt_at <= now),
        ~is_behind,
    )
    query = query.order_by(Update.id).limit(1)
    return session.scalar(query.with_for_update(skip_locked=True) if lock else query)


def _parked(session: Session, row: Update) -> Parked:
    identity = queries.find_identity(session, Channel(row.channel), row.sender) if row.sender else None
    talk = queries.find_current_conversation(session, identity.id) if identity else None
    assert row.parked_at is not None
    return Parked(
        row.id, Channel(row.channel), row.kind, row.error, row.received_at, row.parked_at, talk.id if talk else None
    )
