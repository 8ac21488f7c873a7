"""The audit log: its lines seal each other, and whoever changes, removes, swaps or cuts off any is found out."""

import os
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from structlog.testing import capture_logs

from bot.config import Settings
from bot.errors import ConfigError
from bot.i18n import LOCALES, translate
from bot.messages import Role
from bot.services import audit, audit_check, audit_reports
from bot.services.audit import AuditLog
from bot.services.audit_actions import ACTION_LABELS, Action, label_of
from bot.services.audit_head import Head, HeadFile
from bot.services.keys import Keys, load_keys
from bot.services.officers import Duties, add_officer
from bot.store.database import Database
from tests.conftest import Clock
from tests.handoff import at_once

TALK, OTHER_TALK = "1" * 32, "2" * 32


def _write(database: Database, count: int, clock: Clock) -> None:
    for number in range(count):
        with database.write() as session:
            audit.record(
                session,
                Action.REPLY,
                clock(),
                officer_id=number % 3 or None,
                conversation_id=TALK,
                detail={"message": number, "parts": (1, 2)},
                why="because së",
            )
        clock.pass_(seconds=1)


def _tamper(database: Database, *statements: str) -> None:
    """Do what somebody with the rights of the schema's owner can."""
    with database.engine.begin() as connection:
        if database.is_sqlite:
            connection.execute(text("DROP TRIGGER IF EXISTS audit_entries_no_update"))
            connection.execute(text("DROP TRIGGER IF EXISTS audit_entries_no_delete"))
        else:
            connection.execute(text("DROP TRIGGER IF EXISTS audit_entries_no_change ON audit_entries"))
        for statement in statements:
            connection.execute(text(statement))


def _swap(one: int, other: int) -> tuple[str, ...]:
    return tuple(
        f"UPDATE audit_entries SET number = {to} WHERE number = {from_}"
        for from_, to in ((one, 1000), (other, one), (1000, other))
    )


def test_an_empty_log_is_in_order(database: Database) -> None:
    assert audit_check.verify(database) == audit_check.Findings(0, [])


def test_lines_are_numbered_without_gaps_and_fit(database: Database, clock: Clock) -> None:
    _write(database, 12, clock)
    assert audit_check.verify(database) == audit_check.Findings(12, [])
    lines, more = audit_reports.list_lines(database)
    assert [line.number for line in lines] == list(range(12, 0, -1))
    assert not more


def test_a_long_log_is_walked_to_its_end(database: Database, clock: Clock) -> None:
    count = 2 * audit_check.BATCH
    with database.write() as session:
        for _ in range(count):
            audit.record(session, Action.NOTE, clock(), officer_id=1)
    assert audit_check.verify(database).count == count
    _tamper(database, f"UPDATE audit_entries SET officer_id = 2 WHERE number = {count}")
    assert audit_check.verify(database).problems == [f"Line {count} was changed."]


@pytest.mark.parametrize(
    ("statements", "told"),
    [
        (("UPDATE audit_entries SET officer_id = 9 WHERE number = 5",), ["Line 5 was changed."]),
        (("UPDATE audit_entries SET why = NULL WHERE number = 5",), ["Line 5 was changed."]),
        (("UPDATE audit_entries SET detail = NULL WHERE number = 5",), ["Line 5 was changed."]),
        (("UPDATE audit_entries SET action = 'read' WHERE number = 1",), ["Line 1 was changed."]),
        (("UPDATE audit_entries SET conversation_id = NULL WHERE number = 5",), ["Line 5 was changed."]),
        (
            ("UPDATE audit_entries SET created_at = '2020-01-01 00:00:00+00:00' WHERE number = 5",),
            ["Line 5 was changed."],
        ),
        (
            ("UPDATE audit_entries SET seal = 'f' WHERE number = 5",),
            ["Lines 5 to 6 were changed, or lines before them were removed and these renumbered."],
        ),
        (
            ("DELETE FROM audit_entries WHERE number = 5",),
            ["Line 5 was removed; line 6 cannot be judged without."],
        ),
        (
            ("DELETE FROM audit_entries WHERE number < 4",),
            ["Lines 1 to 3 were removed; line 4 cannot be judged without."],
        ),
        (
            ("DELETE FROM audit_entries WHERE number IN (3, 6)",),
            [
                "Line 3 was removed; line 4 cannot be judged without.",
                "Line 6 was removed; line 7 cannot be judged without.",
            ],
        ),
        (
            (
                "DELETE FROM audit_entries WHERE number = 8",
                "UPDATE audit_entries SET number = 8 WHERE number = 9",
                "UPDATE audit_entries SET number = 9 WHERE number = 10",
            ),
            [
                "Lines 8 to 9 were changed, or lines before them were removed and these renumbered.",
                "Line 10 was cut off at the end",
            ],
        ),
        (_swap(5, 6), ["Lines 5 and 6 were swapped."]),
        (_swap(2, 8), ["Lines 2 and 8 were swapped."]),
        (_swap(1, 10), ["Lines 1 and 10 were swapped.", "Line 10 carries another seal than"]),
        (("DELETE FROM audit_entries WHERE number > 8",), ["Lines 9 to 10 were cut off at the end"]),
        (("DELETE FROM audit_entries",), ["Lines 1 to 10 were cut off at the end"]),
    ],
)
def test_tampering_is_told(statements: tuple[str, ...], told: list[str], database: Database, clock: Clock) -> None:
    _write(database, 10, clock)
    _tamper(database, *statements)
    problems = audit_check.verify(database).problems
    assert len(problems) == len(told), problems
    assert all(problem.startswith(start) for problem, start in zip(problems, told, strict=True)), problems


@pytest.mark.parametrize("kept", [0, 7, 9])
@pytest.mark.parametrize("more", [1, 3, 25])
def test_a_log_cut_off_stays_so_however_much_is_written_on(
    more: int, kept: int, database: Database, audit_log: AuditLog, clock: Clock
) -> None:
    _write(database, 10, clock)
    _tamper(database, f"DELETE FROM audit_entries WHERE number > {kept}")
    before = audit_log.head_file.read()
    with capture_logs() as logs:
        _write(database, more, clock)
    assert audit_log.head_file.read() == before
    assert logs == [{"event": "audit.head_broken", "log_level": "error", "number": 10}] * more
    (problem,) = audit_check.verify(database).problems
    reaches = kept + more >= 10
    assert problem.startswith("Line 10 carries another seal than") if reaches else "cut off at the end" in problem


def test_a_log_of_another_key_is_told_once(database: Database, audit_log: AuditLog, clock: Clock) -> None:
    _write(database, 5, clock)
    other = Database(
        database.engine.url.render_as_string(hide_password=False),
        audit=AuditLog(Keys(b"another key, just as long as it."), audit_log.head_file),
    )
    (problem,) = audit_check.verify(other).problems
    other.close()
    assert problem.startswith("None of the 5 lines fits the key")


def test_a_missing_or_broken_head_file_is_told(database: Database, audit_log: AuditLog, clock: Clock) -> None:
    _write(database, 2, clock)
    audit_log.head_file.path.unlink()
    (problem,) = audit_check.verify(database).problems
    assert "is missing" in problem
    audit_log.head_file.path.write_text("{}")
    with pytest.raises(ConfigError, match="DIALOG_AUDIT_HEAD_FILE"):
        audit_check.verify(database)


def test_a_head_file_a_line_behind_is_no_tampering(database: Database, audit_log: AuditLog, clock: Clock) -> None:
    _write(database, 2, clock)
    behind = audit_log.head_file.path.read_text()
    _write(database, 1, clock)
    audit_log.head_file.path.write_text(behind)
    assert audit_check.verify(database).problems == []
    _write(database, 1, clock)
    head = audit_log.head_file.read()
    assert head is not None
    assert head.number == 4, "it goes on from a line that is there"


@pytest.mark.parametrize("statement", ["UPDATE audit_entries SET why = 'x'", "DELETE FROM audit_entries"])
def test_the_database_itself_refuses_changes(statement: str, database: Database, clock: Clock) -> None:
    _write(database, 2, clock)
    with pytest.raises(DBAPIError, match="only added to"), database.engine.begin() as connection:
        connection.execute(text(statement))
    assert audit_check.verify(database) == audit_check.Findings(2, [])


def test_many_writers_at_once_make_one_chain(database: Database, clock: Clock) -> None:
    def write(number: int) -> None:
        with database.write() as session:
            audit.record(session, Action.CLAIM, clock(), officer_id=number)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(40)))
    assert audit_check.verify(database) == audit_check.Findings(40, [])


def test_what_is_undone_leaves_no_line_and_no_head(database: Database, audit_log: AuditLog, clock: Clock) -> None:
    def fail() -> None:
        with database.write() as session:
            audit.record(session, Action.CLAIM, clock(), officer_id=1)
            raise RuntimeError("undone")

    with pytest.raises(RuntimeError):
        fail()
    assert audit_check.verify(database).count == 0
    assert audit_log.head_file.read() is None


def test_a_database_without_an_audit_log_takes_no_line(database: Database, clock: Clock) -> None:
    without = Database(database.engine.url.render_as_string(hide_password=False))
    with pytest.raises(ConfigError), without.write() as session:
        audit.record(session, Action.CLAIM, clock(), officer_id=1)
    without.close()


def test_a_reading_is_noted_once_in_ten_minutes_of_the_clock(database: Database, clock: Clock) -> None:
    def read(officer_id: int = 1, talk: str = TALK) -> int:
        with database.write() as session:
            audit.record_reading(session, officer_id, talk, clock())
        return audit_check.verify(database).count

    clock.pass_(minutes=8)
    assert read() == 1
    clock.pass_(seconds=90)
    assert read() == 1
    assert read(officer_id=2) == 2
    assert read(talk=OTHER_TALK) == 3
    clock.pass_(seconds=31)
    assert read() == 4


def test_a_look_at_the_log_is_noted_once_in_ten_minutes_of_the_clock(database: Database, clock: Clock) -> None:
    def look(officer_id: int = 1, **looked_for: object) -> int:
        audit_reports.record_look(database, officer_id, looked_for, clock())
        return audit_check.verify(database).count

    clock.pass_(minutes=8)
    assert look() == 1
    clock.pass_(seconds=90)
    assert look() == 1
    assert look(officer_id=2) == 2
    assert look(conversation=TALK) == 3
    assert look(conversation=TALK) == 3
    clock.pass_(seconds=31)
    assert look() == 4
    lines, _ = audit_reports.list_lines(database, officer_id=1)
    assert [(line.action, line.detail) for line in lines] == [
        ("audit_read", {}),
        ("audit_read", {"conversation": TALK}),
        ("audit_read", {}),
    ]


def test_many_looks_at_once_are_noted_once(database: Database, clock: Clock) -> None:
    looks = [lambda: audit_reports.record_look(database, 1, {"action": "login"}, clock()) for _ in range(8)]
    assert at_once(*looks) == [None] * 8
    assert audit_check.verify(database) == audit_check.Findings(1, [])


def test_the_head_never_goes_back(tmp_path: Path) -> None:
    file = HeadFile(tmp_path / "keys" / "audit.head")
    for number in (3, 2, 5, 4):
        file.advance(Head(number, "seal", "2026-11-22T12:00:00+00:00"), is_kept=lambda _: True)
    head = file.read()
    assert head is not None
    assert head.number == 5
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.path.parent.stat().st_mode) == 0o700


def test_a_head_file_that_cannot_be_written_undoes_nothing(database: Database, tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "file").touch()
    log = AuditLog(Keys(b"a key for tests, not for anybody"), HeadFile(tmp_path / "file" / "audit.head"))
    broken = Database(database.engine.url.render_as_string(hide_password=False), audit=log)
    _write(broken, 1, clock)
    broken.close()
    assert audit_check.verify(database).count == 1


def test_the_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path / "data")
    with ThreadPoolExecutor(4) as pool:
        seals = {keys.seal(b"line") for keys in pool.map(lambda _: load_keys(settings.key_path), range(8))}
    assert len(seals) == 1
    assert stat.S_IMODE(settings.key_path.stat().st_mode) == 0o600
    assert stat.S_IMODE(settings.key_path.parent.stat().st_mode) == 0o700
    assert os.listdir(settings.key_path.parent) == ["console.key"]


def test_a_key_is_shown_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "console.key"
    keys = load_keys(path)
    assert path.read_text() not in f"{keys!r} {keys}"


@pytest.mark.parametrize("content", ["", "not hexadecimal", "abcd"])
def test_a_file_that_holds_no_key_stops_the_start(content: str, tmp_path: Path) -> None:
    path = tmp_path / "console.key"
    path.write_text(content)
    with pytest.raises(ConfigError, match="DIALOG_KEY_FILE"):
        load_keys(path)


def test_every_action_has_words_and_an_unknown_one_stands_for_itself() -> None:
    assert set(ACTION_LABELS) == set(Action)
    assert len(set(ACTION_LABELS.values())) == len(Action)
    assert [translate(label_of("of_a_later_version"), locale) for locale in LOCALES] == ["of_a_later_version"] * 4


def test_lines_are_filtered_and_paged(database: Database, clock: Clock) -> None:
    _write(database, 9, clock)
    lines, more = audit_reports.list_lines(database, officer_id=1, limit=2)
    assert ([line.number for line in lines], more) == ([8, 5], True)
    lines, more = audit_reports.list_lines(database, officer_id=1, limit=2, before=5)
    assert ([line.number for line in lines], more) == ([2], False)
    assert audit_reports.list_lines(database, conversation_id=OTHER_TALK) == ([], False)
    assert audit_reports.list_lines(database, action="note") == ([], False)


@pytest.fixture
def officers(database: Database, clock: Clock) -> list[int]:
    """Five officers."""
    with database.write() as session:
        return [
            add_officer(session, f"Officer {number}", Role.OFFICER, "-", Duties(), LOCALES[0], clock()).id
            for number in range(5)
        ]


ReadTalks = Callable[..., None]


@pytest.fixture
def read_talks(database: Database) -> ReadTalks:
    """Lets an officer read so many talks."""

    def read(officer_id: int, count: int, at: datetime, *, start: int = 0) -> None:
        with database.write() as session:
            for number in range(start, start + count):
                audit.record(session, Action.READ, at, officer_id=officer_id, conversation_id=f"talk {number}")

    return read


def test_who_reads_many_talks_of_others_is_unusual(
    database: Database, officers: list[int], read_talks: ReadTalks, clock: Clock
) -> None:
    curious, *others = officers
    read_talks(curious, 12, clock())
    for officer_id, count in zip(others, (2, 3, 3, 9), strict=True):
        read_talks(officer_id, count, clock())
    first, *rest = audit_reports.list_readers(database, clock())
    assert (first.id, first.talks_read, first.not_own, first.usual, first.is_unusual) == (curious, 12, 12, 3.0, True)
    assert not [reader for reader in rest if reader.is_unusual]


@pytest.mark.parametrize("count", [9, 12])
def test_few_or_usual_readings_are_not_unusual(
    count: int, database: Database, officers: list[int], read_talks: ReadTalks, clock: Clock
) -> None:
    reader, *others = officers
    read_talks(reader, count, clock())
    for officer_id in others:
        read_talks(officer_id, 4 if count == 12 else 0, clock())
    assert not [it for it in audit_reports.list_readers(database, clock()) if it.is_unusual]


@pytest.mark.parametrize(
    ("action", "by_officer", "to_officer"),
    [("claim", True, False), ("reply", True, False), ("transfer", False, True), ("assign", False, True)],
)
def test_talks_that_were_once_the_officers_are_their_own(
    action: str,
    by_officer: bool,
    to_officer: bool,
    database: Database,
    officers: list[int],
    read_talks: ReadTalks,
    clock: Clock,
) -> None:
    reader, other, *_ = officers
    with database.write() as session:
        for number in range(11):
            audit.record(
                session,
                action,
                clock() - timedelta(days=30),
                officer_id=reader if by_officer else other,
                conversation_id=f"talk {number}",
                detail={"to": reader} if to_officer else None,
            )
    read_talks(reader, 12, clock())
    (found,) = audit_reports.list_readers(database, clock())
    assert (found.talks_read, found.not_own, found.is_unusual) == (12, 1, False)


def test_reading_outside_working_hours_is_unusual(
    database: Database, officers: list[int], read_talks: ReadTalks, clock: Clock
) -> None:
    read_talks(officers[0], 5, clock())
    read_talks(officers[1], 4, clock())
    read_talks(officers[1], 4, clock() - timedelta(hours=6), start=4)
    found = audit_reports.list_readers(database, clock(), is_open=lambda at: at < clock() - timedelta(hours=1))
    assert {it.id: (it.outside_hours, it.is_unusual) for it in found} == {
        officers[0]: (5, True),
        officers[1]: (4, False),
    }


def test_readings_count_for_seven_days(
    database: Database, officers: list[int], read_talks: ReadTalks, clock: Clock
) -> None:
    read_talks(officers[0], 12, clock() - timedelta(days=7, seconds=1))
    assert audit_reports.list_readers(database, clock()) == []
