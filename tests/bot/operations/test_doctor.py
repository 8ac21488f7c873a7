"""The doctor tells of facts that are near their last day, and of those that nobody has approved."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.config import Settings
from bot.content.facts import load_facts
from bot.operations.doctor import examine
from bot.services import retention, upkeep
from bot.services.audit import AuditLog
from bot.store.database import Database

FIRST_LAST_DAY = min(it.best_before for it in load_facts().all() if it.best_before)


def _facts(settings: Settings, day: date) -> tuple[str, list[str]]:
    """The line on facts, and all that is wrong."""
    said: list[str] = []
    problems = examine(settings, said.append, day=day)
    return next(line for line in said if line[5:].partition(":")[0] == "facts"), problems


@pytest.mark.parametrize(
    ("days_left", "state", "words"),
    [
        (61, "ok  ", ""),
        (60, "BAD ", f"expires after {FIRST_LAST_DAY}"),
        (-1, "BAD ", f"expired after {FIRST_LAST_DAY}"),
    ],
)
def test_facts_near_their_last_day_are_bad(settings: Settings, days_left: int, state: str, words: str) -> None:
    line, problems = _facts(settings, FIRST_LAST_DAY - timedelta(days=days_left))
    assert line.startswith(f"{state} facts")
    assert words in line
    assert any(FIRST_LAST_DAY.isoformat() in it for it in problems) is (state == "BAD ")


def test_facts_that_nobody_approved_are_a_note(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    things = load_facts().all()[:2]
    monkeypatch.setattr("bot.services.facts.unapproved", lambda: things)
    said: list[str] = []
    problems = examine(settings, said.append)
    assert f"note facts' approval: 2 lack approval: {things[0].id}, {things[1].id}" in said
    assert not any("lack approval" in it for it in problems)
    monkeypatch.setattr("bot.services.facts.unapproved", lambda: ())
    said.clear()
    examine(settings, said.append)
    assert "ok   facts' approval" in said


def test_a_purge_that_nobody_runs_is_a_note(settings: Settings, audit_log: AuditLog) -> None:
    def line() -> str:
        said: list[str] = []
        problems = examine(settings, said.append)
        assert not any("purge" in it for it in problems)
        return next(it for it in said if it[5:].startswith("purge"))

    assert "not known" in line()
    database = Database(settings.database, audit=audit_log)
    upkeep.migrate(database)
    assert line().startswith("note purge: never")
    retention.purge(database, datetime.now(UTC) - timedelta(days=3))
    assert line().startswith("note purge: last on")
    retention.purge(database, datetime.now(UTC))
    assert line() == "ok   purge"
    database.close()
