"""Failed logins under a name: after five nobody gets in under it for a minute, then two, up to fifteen.

A name that does not exist is treated alike, so that nothing tells which ones do.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.errors import Refused
from bot.i18n import N_
from bot.services import audit
from bot.services.audit_actions import Action
from bot.store.tables import LoginAttempt

__all__ = ["count_attempt", "forget_attempts", "record_failure", "take_back_attempt"]

FREE_FAILURES = 5
FIRST_LOCK, LONGEST_LOCK = timedelta(minutes=1), timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=24)
LOCKED = N_("Too many failed attempts. Please wait {minutes} min and try again.")


def count_attempt(session: Session, name_hash: str, now: datetime) -> bool:
    """Count an attempt as failed before it is judged, so that many at once win nothing; whether it locks the name.

    Raises:
        Refused: with status 429, while the name is locked.
    """
    audit.take_turn(session)
    session.execute(delete(LoginAttempt).where(LoginAttempt.last_failed_at < now - FORGOTTEN_AFTER))
    attempt = session.get(LoginAttempt, name_hash)
    if attempt is None:
        attempt = LoginAttempt(name_hash=name_hash, failures=0)
        session.add(attempt)
    elif attempt.locked_until and attempt.locked_until > now:
        seconds = int((attempt.locked_until - now).total_seconds()) + 1
        raise Refused(LOCKED, status=429, code="locked", retry_after=seconds, minutes=-(-seconds // 60))
    attempt.failures += 1
    attempt.last_failed_at = now
    attempt.locked_until = now + _lock(attempt.failures) if attempt.failures >= FREE_FAILURES else None
    return attempt.locked_until is not None


def take_back_attempt(session: Session, name_hash: str) -> None:
    """Uncount one that was not wrong but incomplete; earlier failures stay counted."""
    attempt = session.get(LoginAttempt, name_hash)
    if attempt:
        attempt.failures -= 1
        attempt.locked_until = None


def forget_attempts(session: Session, name_hash: str) -> None:
    """Begin to count anew, after a success."""
    session.execute(delete(LoginAttempt).where(LoginAttempt.name_hash == name_hash))


def record_failure(session: Session, officer_id: int | None, now: datetime, *, is_locking: bool) -> None:
    """Tell of it; whose name it was is told only if it is an account's: what was typed may be a password."""
    audit.record(session, Action.LOGIN_FAILED, now, officer_id=officer_id)
    if is_locking:
        audit.record(session, Action.LOCKED, now, officer_id=officer_id)


def _lock(failures: int) -> timedelta:
    doublings = min(failures - FREE_FAILURES, 10)
    return min(FIRST_LOCK * float(2**doublings), LONGEST_LOCK)
