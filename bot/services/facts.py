"""The facts as the police look after them: what is near its last day, what nobody has approved, all of them written."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.content.facts import Fact, Table, load_facts
from bot.i18n import Locale
from bot.quantities import written_rows, written_value

__all__ = ["SOON_DAYS", "FactRow", "State", "expiring", "list_facts", "unapproved"]

SOON_DAYS = 60
"""So long before its last day a fact should be looked at again."""


class State(StrEnum):
    """Whether answers name a fact."""

    TOLD = "told"
    EXPIRES_SOON = "expires_soon"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact or a table, its value as one language writes it; statements are in English."""

    id: str
    value: str
    kind: str
    """A `Kind`; of a table `fines_` and its unit."""
    source: str
    checked: date
    best_before: date | None
    """The last day on which it is told; none for what is always told."""
    confidence: str
    """Of a table, that of its least sure row."""
    approved_by: str
    """Empty until a person of the police approves it."""
    state: State


def expiring(day: date, within_days: int = SOON_DAYS) -> tuple[Fact | Table, ...]:
    """What is past its last day by `day`, or will be `within_days` from it; the oldest first."""
    until = day + timedelta(days=within_days)
    near = [(it.best_before, it) for it in load_facts().all() if it.best_before and it.best_before <= until]
    return tuple(it for _, it in sorted(near, key=lambda pair: pair[0]))


def unapproved() -> tuple[Fact | Table, ...]:
    """What no person of the police has approved."""
    return tuple(it for it in load_facts().all() if not it.approved_by)


def list_facts(day: date, locale: Locale) -> tuple[FactRow, ...]:
    """Every fact and table, in the order of the file."""
    near = {it.id for it in expiring(day)}
    return tuple(_row(it, _state(it, day, is_near=it.id in near), locale) for it in load_facts().all())


def _state(thing: Fact | Table, day: date, *, is_near: bool) -> State:
    if not thing.is_told_on(day):
        return State.EXPIRED
    return State.EXPIRES_SOON if is_near else State.TOLD


def _row(thing: Fact | Table, state: State, locale: Locale) -> FactRow:
    if isinstance(thing, Fact):
        value, kind, confidence = written_value(thing, locale), str(thing.kind), thing.confidence
    else:
        value, kind = written_rows(thing.rows, locale), f"fines_{thing.unit}"
        confidence = min((row.confidence for row in thing.rows), default="")
    return FactRow(
        id=thing.id,
        value=value,
        kind=kind,
        source=thing.source,
        checked=thing.checked,
        best_before=thing.best_before,
        confidence=confidence,
        approved_by=thing.approved_by,
        state=state,
    )
