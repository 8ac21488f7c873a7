"""Facts as data: every number, fee, deadline and law that an answer names stands in `facts.yml` once.

So the languages cannot differ, each value has its source, and what is past its date is not told any more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path

from bot.content.reading import CONFIDENCE, ID, Checked, Entry, read_by_id, read_file

__all__ = ["ONE_SOURCE", "Fact", "Facts", "Kind", "Row", "Table", "load_facts", "load_numbers", "read"]

_FILE = Path(__file__).with_name("facts.yml")
ONE_SOURCE = "C1"
"""Confidence of what is told with the request to confirm it."""
_NOT_TOLD = ("M", "INF")


class Kind(StrEnum):
    """What a value is, and so how it is written."""

    PHONE = "phone"
    WEBSITE = "website"
    EMAIL = "email"
    LAW = "law"
    CLOCK = "clock"
    STATEMENT = "statement"
    DATE = "date"
    MONTH = "month"
    DAY = "day"
    EUROS = "euros"
    DAYS = "days"
    HOURS = "hours"
    MONTHS = "months"
    YEARS = "years"
    POINTS = "points"
    KM_H = "km_h"


_TEXTS = {Kind.PHONE, Kind.WEBSITE, Kind.EMAIL, Kind.LAW, Kind.CLOCK, Kind.STATEMENT}
_DATES = {Kind.DATE, Kind.MONTH, Kind.DAY}
_LEAP_YEAR = 2000
"""A day of every year needs one to be a date."""


@dataclass(frozen=True, slots=True)
class Fact(Checked):
    """One value that answers name."""

    kind: Kind
    value: str | int | date
    confidence: str


@dataclass(frozen=True, slots=True)
class Row:
    """One step of a table of fines: more than `above` and up to `to`, in the table's unit; no `to` is no upper end."""

    above: float
    to: float | None
    euros: int
    points: int
    ban_months: int
    confidence: str


@dataclass(frozen=True, slots=True)
class Table(Checked):
    """Fines by steps."""

    unit: str
    rows: tuple[Row, ...]

    def around(self, value: float) -> tuple[Row, ...]:
        """The rows that may count for `value`: two when it is the end of one and the beginning of the next."""
        return tuple(row for row in self.rows if row.above <= value and (row.to is None or value <= row.to))


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts and tables by id, in the order of the file."""

    facts: Mapping[str, Fact]
    tables: Mapping[str, Table]

    def get(self, name: str) -> Fact | Table:
        """The fact or table with this id; ids are unique among both."""
        return self.facts[name] if name in self.facts else self.tables[name]

    def all(self) -> tuple[Fact | Table, ...]:
        """Every fact, then every table."""
        return (*self.facts.values(), *self.tables.values())


@cache
def load_facts() -> Facts:
    """The facts that Dialog ships with."""
    return read(_FILE)


@cache
def load_numbers() -> Mapping[str, str]:
    """The emergency numbers, which any text may name, by their placeholders."""
    facts = load_facts().facts.values()
    return {fact.id: str(fact.value) for fact in facts if fact.kind is Kind.PHONE and fact.best_before is None}


def read(path: Path) -> Facts:
    """The facts in `path`.

    Raises:
        ConfigError: naming every problem of the file.
    """
    return read_file(path, lambda top: Facts(read_by_id(top, "facts", _fact), read_by_id(top, "tables", _table)))


def _fact(entry: Entry) -> Fact:
    kind = Kind.STATEMENT
    try:
        kind = Kind(entry.text("kind"))
    except ValueError:
        entry.note(f"kind is {entry.content.get('kind')!r}")
    return Fact(kind=kind, value=_value(entry, kind), confidence=_confidence(entry), **entry.checked())


def _value(entry: Entry, kind: Kind) -> str | int | date:
    if kind not in _TEXTS | _DATES:
        return int(entry.number("value", 1, 100_000))
    text = entry.text("value")
    if kind in _TEXTS:
        return text
    try:
        return date.fromisoformat(f"{_LEAP_YEAR}-{text}" if kind is Kind.DAY else text)
    except ValueError:
        entry.note(f"value is {text!r}, not a date")
        return date.min


def _table(entry: Entry) -> Table:
    rows = tuple(_row(it) for it in entry.entries("rows"))
    if any(row.to != following.above for row, following in pairwise(rows)):
        entry.note("a row does not begin where the one before it ends")
    return Table(unit=entry.text("unit", ID), rows=rows, **entry.checked())


def _row(entry: Entry) -> Row:
    return Row(
        above=entry.number("above", 0, 1000),
        to=None if entry.content.get("to") is None else entry.number("to", 0, 1000),
        euros=int(entry.number("euros", 1, 100_000)),
        points=int(entry.number("points", 0, 20)),
        ban_months=int(entry.number("ban_months", 0, 60)),
        confidence=_confidence(entry),
    )


def _confidence(entry: Entry) -> str:
    confidence = entry.text("confidence", CONFIDENCE)
    if confidence.startswith(_NOT_TOLD):
        entry.note(f"confidence {confidence} is not enough to be told")
    return confidence
