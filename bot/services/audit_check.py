"""Walks the audit log and says what does not fit: `python -m bot audit verify`.

A seal covers its line and the seal before it, so each finding has its own mark: a changed line fits no more while the
next one does; after a removed line a number is missing; lines that changed places fit each other's places; and what was
cut off at the end is missed by the head file.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from sqlalchemy import select

from bot.errors import ConfigError
from bot.services.audit import FIRST_SEAL, AuditLog
from bot.services.audit_head import Head
from bot.store.database import Database
from bot.store.tables import AuditEntry

__all__ = ["Findings", "verify"]

BATCH = 1000
MOST_LOOKED_AT = 500
"""Lines that do not fit and are looked at one by one; beyond that the key is another, or the table was made anew."""


@dataclass(frozen=True, slots=True)
class Findings:
    """How many lines there are, and a sentence for each thing that does not fit."""

    count: int
    problems: Sequence[str]


@dataclass(slots=True)
class _Walk:
    count: int = 0
    last_number: int = 0
    last_seal: str = FIRST_SEAL
    head_seal: str | None = None
    """The seal of the line that the head file names."""
    gaps: list[tuple[int, int]] = field(default_factory=list)
    misfits: list[tuple[AuditEntry, str]] = field(default_factory=list)
    """Lines whose seal does not fit, each with the seal that stands before it."""
    misfit_count: int = 0


def verify(database: Database) -> Findings:
    """Look at every line. Lines that are added meanwhile do no harm.

    Raises:
        ConfigError: the database was opened without an audit log, or the head file cannot be read.
    """
    log = database.audit
    if not isinstance(log, AuditLog):
        raise ConfigError("This database was opened without an audit log.")
    head = log.head_file.read()  # before the lines: it never goes ahead of them
    walk = _walk(database, log, head)
    problems = [*_about_gaps(walk), *_about_misfits(walk, log), *_about_head(walk, head, log)]
    return Findings(walk.count, problems)


def _walk(database: Database, log: AuditLog, head: Head | None) -> _Walk:
    walk = _Walk()
    after: int | None = None
    while True:
        query = select(AuditEntry).order_by(AuditEntry.number).limit(BATCH)
        with database.read() as session:
            entries = session.scalars(query.where(AuditEntry.number > after) if after is not None else query).all()
        for entry in entries:
            _step(walk, log, entry)
            if head and entry.number == head.number:
                walk.head_seal = entry.seal
        if len(entries) < BATCH:
            return walk
        after = entries[-1].number


def _step(walk: _Walk, log: AuditLog, entry: AuditEntry) -> None:
    walk.count += 1
    if entry.number == walk.last_number + 1:
        if log.seal(entry, walk.last_seal) != entry.seal:
            walk.misfit_count += 1
            if walk.misfit_count <= MOST_LOOKED_AT:
                walk.misfits.append((entry, walk.last_seal))
    else:
        # The seal before this line is gone, so the line itself cannot be judged.
        walk.gaps.append((walk.last_number + 1, entry.number - 1))
    walk.last_number, walk.last_seal = entry.number, entry.seal


def _about_gaps(walk: _Walk) -> list[str]:
    return [
        f"{_lines(first, last)} removed; line {last + 1} cannot be judged without."
        if first <= last
        else f"Line {last + 1} does not belong into the log: it begins with line 1."
        for first, last in walk.gaps
    ]


def _about_misfits(walk: _Walk, log: AuditLog) -> list[str]:
    changed, moved = _sort_out(walk.misfits, log) if walk.misfit_count <= MOST_LOOKED_AT else ([], set())
    if not moved and walk.misfit_count > 1 and walk.misfit_count + len(walk.gaps) == walk.count:
        return [f"None of the {walk.count} lines fits the key: DIALOG_KEY_FILE is another one than wrote them."]
    if walk.misfit_count > MOST_LOOKED_AT:
        first = walk.misfits[0][0].number
        return [f"{walk.misfit_count} lines do not fit, from line {first} on: they were changed or put in anew."]
    problems = [
        f"Lines {here} and {there} were swapped." if (here, there) in moved else f"Line {here} stands as line {there}."
        for here, there in sorted(moved)
        if here < there or (there, here) not in moved
    ]
    for first, last in _runs(changed):
        problems.append(
            f"Line {first} was changed."
            if first == last
            else f"Lines {first} to {last} were changed, or lines before them were removed and these renumbered."
        )
    return problems


def _sort_out(misfits: Sequence[tuple[AuditEntry, str]], log: AuditLog) -> tuple[list[int], set[tuple[int, int]]]:
    """Of lines that do not fit: the changed ones, and the moved ones as (where it belongs, where it stands)."""
    changed: list[int] = []
    moved: set[tuple[int, int]] = set()
    true_seals: dict[int, str] = {}
    for entry, stored_before in misfits:
        before = true_seals.get(entry.number - 1, stored_before)
        candidates = [entry, *(other for other, _ in misfits if other is not entry)]
        fitting = next((it for it in candidates if log.seal(it, before, number=entry.number) == it.seal), None)
        if fitting is None:
            changed.append(entry.number)
            continue
        true_seals[entry.number] = fitting.seal
        if fitting is not entry:
            moved.add((entry.number, fitting.number))
    return changed, moved


def _about_head(walk: _Walk, head: Head | None, log: AuditLog) -> list[str]:
    path = log.head_file.path
    if head is None:
        return (
            [f"The head file {path} is missing: lines cut off at the end would not be noticed."] if walk.count else []
        )
    if head.number > walk.last_number:
        missing = _lines(walk.last_number + 1, head.number)
        return [f"{missing} cut off at the end: {path} tells of line {head.number}, written at {head.at}."]
    if walk.head_seal is not None and walk.head_seal != head.seal:
        return [f"Line {head.number} carries another seal than {path} remembers: it was written anew."]
    return []


def _lines(first: int, last: int) -> str:
    return f"Line {first} was" if first == last else f"Lines {first} to {last} were"


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Numbers in a row, as first and last."""
    runs = [list(run) for _, run in groupby(enumerate(sorted(numbers)), key=lambda it: it[1] - it[0])]
    return [(run[0][1], run[-1][1]) for run in runs]
