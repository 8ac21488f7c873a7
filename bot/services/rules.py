"""Rules of the house that supervisors set: when officers answer, and how soon they should."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.errors import Stale
from bot.i18n import KOSOVO_TIME
from bot.services import audit
from bot.services.audit_actions import Action
from bot.store.database import Database
from bot.store.tables import Rule

__all__ = ["Hours", "Shift", "Targets", "find_hours", "get_hours", "get_rule", "get_targets", "read_rules", "set_rule"]

DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    "hours": {"is_always_open": True, "days": []},
    "targets": {"urgent_seconds": 60, "normal_seconds": 600},
    "second_factor": {"is_required": False},
}


@dataclass(frozen=True, slots=True)
class Shift:
    """Hours of one day of the week, 0 is Monday; by the clock in Kosovo. `until` 00:00 is the day's end."""

    day: int
    since: time
    until: time


@dataclass(frozen=True, slots=True)
class Hours:
    """When officers answer in the chat. Without any shift set it is always."""

    is_always_open: bool = True
    shifts: tuple[Shift, ...] = ()

    def is_open(self, now: datetime) -> bool:
        """Whether officers answer now."""
        there = now.astimezone(KOSOVO_TIME)
        today = [shift for shift in self.shifts if shift.day == there.weekday()]
        return self.is_always_open or any(_begins(it, there) <= there < _ends(it, there) for it in today)

    def open_since(self, now: datetime) -> datetime | None:
        """Since when officers have been answering: none while they do not, the first of all days if always."""
        if self.is_always_open:
            return datetime.min.replace(tzinfo=UTC)
        there = now.astimezone(KOSOVO_TIME)
        today = [shift for shift in self.shifts if shift.day == there.weekday()]
        return min((_begins(it, there) for it in today if _begins(it, there) <= there < _ends(it, there)), default=None)

    def next_opening(self, now: datetime) -> datetime | None:
        """When officers are back, in UTC's terms the same moment; none while it is open, or never."""
        if self.is_open(now):
            return None
        there = now.astimezone(KOSOVO_TIME)
        for ahead in range(8):
            date = there + timedelta(days=ahead)
            begins = [_begins(s, date) for s in self.shifts if s.day == date.weekday()]
            later = [it for it in begins if it > there]
            if later:
                return min(later)
        return None


@dataclass(frozen=True, slots=True)
class Targets:
    """Seconds within which an officer should take a waiting talk; later a supervisor is called."""

    urgent_seconds: int = 60
    normal_seconds: int = 600

    def seconds_for(self, *, urgent: bool) -> int:
        """The target of a talk."""
        return self.urgent_seconds if urgent else self.normal_seconds


def get_rule(session: Session, name: str) -> tuple[Mapping[str, Any], int]:
    """A rule's value and version; empty and 0 while nobody has set it."""
    rule = session.get(Rule, name)
    return (rule.value, rule.version) if rule else ({}, 0)


def read_rules(database: Database) -> dict[str, tuple[Mapping[str, Any], int]]:
    """Every rule by name with its version, as set or as it is by default."""
    with database.read() as session:
        found = {name: get_rule(session, name) for name in DEFAULTS}
    return {name: ({**DEFAULTS[name], **value}, version) for name, (value, version) in found.items()}


def get_hours(session: Session) -> Hours:
    """When officers answer."""
    value, _ = get_rule(session, "hours")
    shifts = tuple(
        Shift(it["day"], time.fromisoformat(it["from"]), time.fromisoformat(it["to"])) for it in value.get("days", [])
    )
    return Hours(bool(value.get("is_always_open", True)), shifts)


def find_hours(database: Database) -> Hours:
    """When officers answer, for who has no transaction open."""
    with database.read() as session:
        return get_hours(session)


def get_targets(session: Session) -> Targets:
    """How soon they should."""
    value, _ = get_rule(session, "targets")
    return Targets(**value)


def set_rule(
    database: Database, name: str, value: Mapping[str, Any], *, version: int, officer_id: int, now: datetime
) -> int:
    """Set a rule that the officer last saw in `version`; returns the new version.

    Raises:
        Stale: somebody else has changed it meanwhile.
    """
    with database.write() as session:
        rule = session.get(Rule, name, with_for_update=True)
        if (rule.version if rule else 0) != version:
            raise Stale("rule")
        if rule is None:
            rule = Rule(name=name, value=dict(value), version=1, updated_at=now)
            session.add(rule)
            try:
                session.flush()
            except IntegrityError as error:  # somebody else has set it for the first time in the same moment
                raise Stale("rule") from error
        else:
            rule.value, rule.version, rule.updated_at = dict(value), version + 1, now
        audit.record(
            session, Action.RULES_CHANGED, now, officer_id=officer_id, detail={"rule": name, "value": dict(value)}
        )
        return rule.version


def _begins(shift: Shift, date: datetime) -> datetime:
    return datetime.combine(date.date(), shift.since, KOSOVO_TIME)


def _ends(shift: Shift, date: datetime) -> datetime:
    is_midnight = shift.until == time(0, 0)
    return datetime.combine(date.date() + timedelta(days=1 if is_midnight else 0), shift.until, KOSOVO_TIME)
