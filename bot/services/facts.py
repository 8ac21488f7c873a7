"""The facts as the police look after them: what is near its last day, what nobody has approved, all of them written."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.content.facts import Fact, Table, load_facts
from bot.content.municipalities import Municipality, load
from bot.i18n import Locale
from bot.quantities import written_rows, written_value
from bot.rendering import name_in

__all__ = ["SOON_DAYS", "FactRow", "State", "expiring", "list_facts", "unapproved"]

SOON_DAYS = 60
"""So long before its last day a fact should be looked at again."""

Told = Fact | Table | Municipality
"""What answers name; of a municipality its directorate."""


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
    """A `Kind`; of a table `fines_` and its unit, of a municipality `directorate`."""
    source: str
    checked: date
    best_before: date | None
    """The last day on which it is told; none for what is always told."""
    confidence: str
    """Of a table, that of its least sure row."""
    approved_by: str
    """Empty until a person of the police approves it."""
    state: State


def expiring(day: date, within_days: int = SOON_DAYS) -> tuple[Told, ...]:
    """What is past its last day by `day`, or will be `within_days` from it; the oldest first."""
    until = day + timedelta(days=within_days)
    near = [(it.best_before, it) for it in _all() if it.best_before and it.best_before <= until]
    return tuple(it for _, it in sorted(near, key=lambda pair: pair[0]))


def unapproved() -> tuple[Told, ...]:
    """What no person of the police has approved."""
    return tuple(it for it in _all() if not it.approved_by)


def list_facts(day: date, locale: Locale) -> tuple[FactRow, ...]:
    """Every fact and table, then the municipalities whose directorate is told, in the order of their files."""
    near = {it.id for it in expiring(day)}
    return tuple(_row(it, _state(it, day, is_near=it.id in near), locale) for it in _all())


def _all() -> tuple[Told, ...]:
    places = load().municipalities.values()
    return (*load_facts().all(), *(it for it in places if it.names_directorate))


def _state(thing: Told, day: date, *, is_near: bool) -> State:
    if not thing.is_told_on(day):
        return State.EXPIRED
    return State.EXPIRES_SOON if is_near else State.TOLD


def _row(thing: Told, state: State, locale: Locale) -> FactRow:
    if isinstance(thing, Fact):
        value, kind, confidence = written_value(thing, locale), str(thing.kind), thing.confidence
    elif isinstance(thing, Municipality):
        value, kind = name_in(thing.directorate.names, locale), "directorate"
        confidence = thing.directorate_confidence
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
