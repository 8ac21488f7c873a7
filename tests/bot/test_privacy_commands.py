"""The purge, holds and wishes to delete from the command line, and what the engine is made to forget."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.config import Settings
from bot.messages import Role
from bot.services.audit import open_database
from bot.store import trackers
from bot.store.database import Database
from bot.store.tables import DeletionRequest
from tests.bot.conftest import Command
from tests.console import add_account
from tests.records import add_talk, count_rows

NOW = datetime.now(UTC)


@pytest.fixture
def opened(folder: Path) -> Iterator[Database]:
    """The folder's database, with its audit log."""
    made = open_database(Settings(_env_file=None, data_dir=folder))
    yield made
    made.close()


def _table(said: str) -> dict[str, str]:
    lines = [line.rsplit(None, 2) for line in said.splitlines()[1:]]
    return {kind: count for kind, _, count in lines}


def _remember(file: Path, **episodes: datetime) -> None:
    """What Rasa keeps in its tracker store, as far as it matters."""
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id TEXT, timestamp REAL, data TEXT)")
        for name, at in episodes.items():
            for seconds in (0, 1):
                row = (name, at.timestamp() - 100 * seconds, "what was said")
                connection.execute("INSERT INTO events (sender_id, timestamp, data) VALUES (?, ?, ?)", row)


def test_the_purge_counts_then_deletes_and_the_engine_forgets(folder: Path, opened: Database, command: Command) -> None:
    add_talk(opened, "old", NOW - timedelta(days=5000), has_report=True)
    add_talk(opened, "new", NOW)
    recent = NOW - timedelta(minutes=5)
    _remember(folder / "trackers.db", **{"episode-old": recent, "episode-new": recent, "nobody": recent})
    counted = _table(command("purge --dry-run"))
    assert (counted["report_talks"], counted["talks"]) == ("1", "0")
    assert "engine memory" not in counted
    assert count_rows(opened)["conversations"] == 2
    deleted = _table(command("purge"))
    assert deleted == counted | {"engine memory": "2", "files": "0"}
    assert count_rows(opened)["conversations"] == 1
    assert trackers.list_episodes(folder / "trackers.db") == {"episode-new"}


def test_the_engine_forgets_whole_episodes_that_are_silent(tmp_path: Path) -> None:
    file = tmp_path / "trackers.db"
    assert trackers.forget_episodes(file, ["any"], silent_since=NOW) == 0
    assert not file.exists(), "looking makes no file"
    _remember(file, silent=NOW - timedelta(days=3), speaking=NOW - timedelta(seconds=50))
    # One event of the speaking episode is older than a minute: it goes with the others, or not at all.
    assert trackers.forget_episodes(file, [], silent_since=NOW - timedelta(minutes=1)) == 1
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT sender_id FROM events").fetchall() == [("speaking",)] * 2


def test_a_memory_that_the_engine_has_not_begun_is_empty(tmp_path: Path) -> None:
    (tmp_path / "trackers.db").touch()
    assert trackers.list_episodes(tmp_path / "trackers.db") == set()
    assert trackers.forget_episodes(tmp_path / "trackers.db", [], silent_since=NOW) == 0


def test_a_hold_is_placed_listed_and_lifted(opened: Database, command: Command) -> None:
    add_talk(opened, "old", NOW - timedelta(days=5000), has_report=True)
    add_account(opened, "Drita", Role.SUPERVISOR)
    assert "reason" in command("hold DLG-OLD", fails=True)
    assert "no talk or report DLG-NONE" in command("hold DLG-NONE --reason inquiry", fails=True)
    assert "no account" in command("hold DLG-OLD --reason inquiry --by Nobody", fails=True)
    assert command("hold DLG-OLD --reason inquiry --by Drita") == "1 talk on hold.\n"
    assert "already" in command("hold DLG-OLD --reason again", fails=True)
    assert command("hold").split("\t")[:2] == ["talk-old", "DLG-OLD"]
    assert _table(command("purge"))["report_talks"] == "0"
    assert command("hold DLG-OLD --lift --reason over") == "1 talk released.\n"
    assert command("hold") == ""
    assert _table(command("purge"))["report_talks"] == "1"


def test_wishes_are_listed_and_decided(opened: Database, command: Command) -> None:
    talk = add_talk(opened, "old", NOW, has_report=True)
    add_account(opened, "Drita", Role.SUPERVISOR)
    add_account(opened, "Arta")
    with opened.write() as session:
        session.add(DeletionRequest(citizen_id="citizen-old", conversation_id=talk, asked_at=NOW))
    listed = command("privacy requests")
    assert "DLG-OLD" in listed
    number = listed.split("\t")[0]
    assert "Only supervisors" in command(f"privacy decide {number} --by Arta --reason x --grant", fails=True)
    assert "no request 99" in command("privacy decide 99 --by Drita --reason x --grant", fails=True)
    assert count_rows(opened)["reports"] == 1
    command(f"privacy decide {number} --by Drita --reason over --grant")
    assert count_rows(opened)["reports"] == 0
    assert command("privacy requests") == ""
    assert "decided already" in command(f"privacy decide {number} --by Drita --reason x --refuse", fails=True)
