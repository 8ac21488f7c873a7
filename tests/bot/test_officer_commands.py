"""Accounts and the audit log from the command line, and the first administrator's link."""

import sqlite3
from pathlib import Path

import pytest

from bot.config import Settings
from bot.messages import Role
from bot.operations.up import tell_first_admin
from bot.services import invitations
from bot.services.audit import open_database
from tests.bot.conftest import Command
from tests.console import PASSWORD, add_account


def test_accounts_are_added_listed_disabled_and_reset(folder: Path, command: Command) -> None:
    said = command("officer add Drita --role admin --password-stdin", given=f"{PASSWORD}\n")
    assert said == "Drita can sign in as admin.\n"
    duties = "--languages sq,sr --regions prizren --topics ask_fine --confined"
    command(f"officer add Besa --role officer --password-stdin {duties}", given=PASSWORD)
    assert "already" in command("officer add BESA --role officer --password-stdin", given=PASSWORD, fails=True)
    command("officer disable besa")
    listed = [line.split("\t") for line in command("officer list").splitlines()]
    assert [(name, role, "disabled" in marks) for name, role, marks in listed] == [
        ("Drita", "admin", False),
        ("Besa", "officer", True),
    ]
    assert "last administrator" in command("officer disable Drita", fails=True)
    command("officer enable Besa")
    assert "http://127.0.0.1:8080/console#join=" in command("officer reset Besa")
    assert command("audit verify") == "The audit log is complete and unchanged: 5 lines.\n"
    (database,) = folder.glob("dialog.db")
    with sqlite3.connect(database) as connection:
        lines = connection.execute("SELECT action, officer_id, detail FROM audit_entries").fetchall()
    assert [action for action, _, _ in lines][-3:] == ["officer_disabled", "officer_enabled", "officer_reset"]
    assert all(officer is None and '"by": "command line"' in detail for _, officer, detail in lines)
    assert "Besa" not in str(lines)


@pytest.mark.parametrize(
    ("words", "given", "told"),
    [
        ("officer add Besa --role officer", "", "--password-stdin"),
        ("officer add Besa --role officer --password-stdin", "short\n", "at least 10"),
        ("officer add B --role officer --password-stdin", PASSWORD, "2 to 80"),
        ("officer add Besa --role officer --password-stdin --regions atlantis", PASSWORD, "atlantis"),
        ("officer disable Nobody", "", "no account named Nobody"),
    ],
)
def test_a_mistake_is_told_in_one_sentence(words: str, given: str, told: str, command: Command) -> None:
    said = command(words, given=given, fails=True)
    assert told in said
    assert len(said.splitlines()) == 1
    assert PASSWORD not in said


def test_a_changed_audit_log_fails_the_command(folder: Path, command: Command) -> None:
    command("officer add Drita --role admin --password-stdin", given=PASSWORD)
    with sqlite3.connect(folder / "dialog.db") as connection:
        connection.execute("DROP TRIGGER audit_entries_no_update")
        connection.execute("UPDATE audit_entries SET action = 'read'")
    assert command("audit verify", fails=True) == "Line 1 was changed.\n"


@pytest.mark.parametrize(
    ("host", "is_terminal", "begins"),
    [
        ("127.0.0.1", True, "First administrator: http://127.0.0.1:8080/console#join="),
        ("::1", True, "First administrator: http://[::1]:8080/console#join="),
        ("localhost", True, "First administrator: http://localhost:8080/console#join="),
        ("127.0.0.1", False, "Nobody manages accounts yet."),
        ("0.0.0.0", True, "Nobody manages accounts yet."),
        ("192.0.2.7", True, "Nobody manages accounts yet."),
    ],
)
def test_the_first_link_is_for_who_sits_at_this_machine(
    host: str, is_terminal: bool, begins: str, folder: Path
) -> None:
    settings = Settings(_env_file=None, data_dir=folder, host=host, port=8080)
    database = open_database(settings)
    said: list[str] = []
    tell_first_admin(settings, said.append, database, is_terminal=is_terminal)
    (line,) = said
    assert line.startswith(begins)
    assert invitations.has_first_admin(database) is False
    add_account(database, "Drita", Role.ADMIN)
    tell_first_admin(settings, said.append, database, is_terminal=is_terminal)
    assert said == [line]
    database.close()
