"""The purge: what is past its time goes with all that belongs to it, and nothing else does."""

import os
from datetime import datetime, timedelta
from pathlib import Path
from time import time

import pytest
from sqlalchemy import select

from bot.content.privacy import KINDS, load_privacy
from bot.errors import InvalidTransition, NotFound
from bot.messages import Direction, Sender, Status
from bot.services import holds, retention
from bot.services.audit_check import verify
from bot.store.database import Database
from bot.store.files import FileStore
from bot.store.tables import (
    Addition,
    Attachment,
    AuditEntry,
    Conversation,
    DeletionRequest,
    Draft,
    Invitation,
    LoginAttempt,
    Message,
    Mute,
    OfficerSession,
    Report,
)
from tests.conftest import Clock
from tests.console import add_account
from tests.records import OF_CITIZENS, add_talk, count_rows, rows_of

DAYS = load_privacy().days
TALKS = {"talks": {}, "officer_talks": {"officer_id": 1}, "report_talks": {"has_report": True}}


@pytest.fixture
def officer_id(database: Database, clock: Clock) -> int:
    """Somebody who wrote notes."""
    return add_account(database, "Arta", now=clock())


def test_every_kind_of_the_file_is_deleted_and_no_other() -> None:
    assert set(retention.KINDS) == set(KINDS)


@pytest.mark.parametrize("kind", TALKS)
def test_a_talk_goes_when_its_time_is_over_and_not_before(
    database: Database, clock: Clock, officer_id: int, kind: str
) -> None:
    options = {"officer_id": officer_id} if "officer" in kind else {"has_report": "report" in kind}
    add_talk(database, "old", clock() - timedelta(days=DAYS[kind], seconds=1), **options)  # type: ignore[arg-type]
    add_talk(database, "new", clock() - timedelta(days=DAYS[kind], seconds=-1), **options)  # type: ignore[arg-type]
    assert retention.purge(database, clock())[kind] == 1
    with database.read() as session:
        assert session.scalars(select(Conversation.id)).all() == ["talk-new"]


def test_nothing_is_left_of_whoever_is_forgotten(database: Database, clock: Clock, officer_id: int) -> None:
    long_ago = clock() - timedelta(days=5000)
    add_talk(database, "bot", long_ago)
    add_talk(database, "officer", long_ago, officer_id=officer_id)
    add_talk(database, "earlier", long_ago, has_report=True)
    talk = add_talk(database, "report", long_ago, officer_id=officer_id, has_report=True)
    holds.place_hold(database, talk, "an inquiry", officer_id, long_ago)
    holds.lift_hold(database, talk, "it is over", officer_id, long_ago)
    with database.write() as session:
        request = DeletionRequest(citizen_id="citizen-report", conversation_id=talk, asked_at=long_ago)
        session.add(request)
    before = count_rows(database)
    assert all(before[name] for name in OF_CITIZENS), "a table stands in no test"
    retention.purge(database, clock())
    after = count_rows(database)
    assert not {name: count for name, count in after.items() if name in OF_CITIZENS and count}
    assert after["officers"] == before["officers"]
    assert after["audit_entries"] == before["audit_entries"] + 1
    assert verify(database).problems == []


def test_what_is_not_due_is_left_as_it_was(database: Database, clock: Clock, officer_id: int) -> None:
    young = clock() - timedelta(days=1)
    add_talk(database, "bot", young)
    add_talk(database, "officer", young, officer_id=officer_id)
    add_talk(database, "report", young, has_report=True)
    before = rows_of(database)
    add_talk(database, "old", clock() - timedelta(days=5000), has_report=True)
    retention.purge(database, clock())
    assert rows_of(database) == before


def _wait(conversation: Conversation, clock: Clock) -> None:
    conversation.status = Status.WAITING


def _claim(conversation: Conversation, clock: Clock) -> None:
    conversation.claimed_by, conversation.claimed_until = "here:1", clock() + timedelta(seconds=5)


@pytest.mark.parametrize("keep", [_wait, _claim])
def test_a_talk_that_somebody_has_to_do_with_stays(database: Database, clock: Clock, keep) -> None:  # type: ignore[no-untyped-def]
    talk = add_talk(database, "old", clock() - timedelta(days=5000))
    with database.write() as session:
        keep(session.get_one(Conversation, talk), clock)
    assert retention.purge(database, clock())["talks"] == 0
    assert count_rows(database)["conversations"] == 1


def test_a_message_without_an_answer_keeps_its_talk_and_its_delivery(database: Database, clock: Clock) -> None:
    add_talk(database, "old", clock() - timedelta(days=5000))
    with database.write() as session:
        message = session.scalars(select(Message).where(Message.direction == Direction.INCOMING)).one()
        message.handled_at = None
    counts = retention.purge(database, clock())
    assert (counts["talks"], counts["deliveries"]) == (0, 0)


def test_the_talk_of_a_mute_that_goes_on_stays(database: Database, clock: Clock, officer_id: int) -> None:
    add_talk(database, "old", clock() - timedelta(days=5000), officer_id=officer_id)
    with database.write() as session:
        session.scalars(select(Mute)).one().until = clock() + timedelta(days=1)
    assert retention.purge(database, clock())["officer_talks"] == 0


def test_an_old_talk_in_which_an_officer_spoke_lately_stays(database: Database, clock: Clock, officer_id: int) -> None:
    talk = add_talk(database, "old", clock() - timedelta(days=5000), officer_id=officer_id)
    with database.write() as session:
        session.get_one(Conversation, talk).last_officer_at = clock() - timedelta(days=1)
    assert retention.purge(database, clock())["officer_talks"] == 0


@pytest.mark.parametrize("reference", ["DLG-OLD", "talk-old", "KP-2026/77"])
def test_a_hold_stops_the_purge_until_it_is_lifted(database: Database, clock: Clock, reference: str) -> None:
    add_talk(database, "old", clock() - timedelta(days=5000), has_report=True)
    if reference.startswith("KP"):
        with database.write() as session:
            session.get_one(Conversation, "talk-old").report_reference = reference
    before = rows_of(database)
    assert holds.place_hold(database, reference, "an inquiry", None, clock()) == 1
    with pytest.raises(InvalidTransition):
        holds.place_hold(database, reference, "again", None, clock())
    assert [(it.conversation_id, it.reason) for it in holds.list_holds(database)] == [("talk-old", "an inquiry")]
    assert set(retention.purge(database, clock()).values()) == {0}
    assert {**rows_of(database), "holds": []} == before
    holds.lift_hold(database, reference, "it is over", None, clock())
    with pytest.raises(InvalidTransition):
        holds.lift_hold(database, reference, "again", None, clock())
    assert retention.purge(database, clock())["report_talks"] == 1
    with database.read() as session:
        lines = session.execute(select(AuditEntry.action, AuditEntry.why).order_by(AuditEntry.number)).all()
    assert [tuple(line) for line in lines if line.action != "purged"] == [
        ("held", "an inquiry"),
        ("hold_lifted", "it is over"),
    ]


def _add_by_another(database: Database, at: datetime) -> None:
    """To the report of `talk-a` somebody adds in `talk-b`, which is linked to nothing any more."""
    add_talk(database, "a", at, has_report=True)
    add_talk(database, "b", at)
    with database.write() as session:
        report = session.scalars(select(Report)).one()
        message = session.scalars(select(Message.id).where(Message.conversation_id == "talk-b")).first()
        session.add(Addition(report_id=report.id, message_id=message, text="and more", added_at=at))


def test_what_was_added_from_another_talk_stays_as_long_as_reports_do(database: Database, clock: Clock) -> None:
    _add_by_another(database, clock() - timedelta(days=DAYS["report_talks"] - 1))
    retention.purge(database, clock())
    assert count_rows(database)["additions"] == 2
    retention.purge(database, clock() + timedelta(days=2))
    assert count_rows(database)["additions"] == 0


def test_a_hold_on_a_report_keeps_what_was_added_to_it_from_another_talk(database: Database, clock: Clock) -> None:
    _add_by_another(database, clock() - timedelta(days=DAYS["report_talks"] + 1))
    holds.place_hold(database, "DLG-A", "court order", None, clock())
    retention.purge(database, clock())
    assert count_rows(database)["additions"] == 2
    holds.lift_hold(database, "DLG-A", "it is over", None, clock())
    retention.purge(database, clock())
    assert count_rows(database)["additions"] == 0


def test_a_hold_on_nothing_is_told(database: Database, clock: Clock) -> None:
    with pytest.raises(NotFound):
        holds.place_hold(database, "DLG-NONE", "an inquiry", None, clock())


def test_files_of_deleted_talks_are_swept_and_new_ones_are_not(
    database: Database, clock: Clock, tmp_path: Path
) -> None:
    add_talk(database, "new", clock(), has_report=True)
    with database.read() as session:
        (kept,) = session.scalars(select(Attachment.stored_name))
    old, coming = "a" * 32, "b" * 32
    for name in (kept, old, f"{old}.view", coming):
        (tmp_path / name).write_bytes(b"sealed")
    an_hour_ago = time() - 3601
    for name in (kept, old, f"{old}.view"):
        os.utime(tmp_path / name, (an_hour_ago, an_hour_ago))
    assert retention.sweep_files(database, FileStore(tmp_path, b"a key for tests, not for anybody")) == 1
    assert {path.name for path in tmp_path.glob("[0-9a-f]*")} == {kept, coming}


def test_small_things_have_times_of_their_own(database: Database, clock: Clock, officer_id: int) -> None:
    recently = clock() - timedelta(days=max(DAYS["deliveries"], DAYS["drafts"]) + 1)
    add_talk(database, "young", recently, has_report=True)
    counts = retention.purge(database, clock())
    assert (counts["deliveries"], counts["drafts"], counts["report_talks"]) == (1, 1, 0)
    with database.read() as session:
        assert session.scalars(select(Draft.stage)).all() == ["filed"], "what was passed on is part of its report"


def test_what_is_kept_of_officers_logins_goes(database: Database, clock: Clock, officer_id: int) -> None:
    def add(at: datetime, name: str) -> None:
        with database.write() as session:
            session.add(LoginAttempt(name_hash=name, failures=3, last_failed_at=at))
            session.add(
                OfficerSession(officer_id=officer_id, token_hash=name, created_at=at, last_used_at=at, expires_at=at)
            )
            session.add(Invitation(token_hash=name, role="officer", created_at=at, expires_at=at))

    add(clock() - timedelta(days=DAYS["login_attempts"] + 1), "old")
    add(clock(), "new")
    counts = retention.purge(database, clock())
    assert [counts[kind] for kind in ("login_attempts", "sessions", "invitations")] == [1, 1, 1]
    with database.read() as session:
        assert session.scalars(select(OfficerSession.token_hash)).all() == ["new"]


def test_counting_says_what_the_purge_deletes_and_changes_nothing(
    database: Database, clock: Clock, officer_id: int
) -> None:
    for number, days in enumerate((0, 3, 10, 40, 200, 800)):
        for kind, options in TALKS.items():
            given = {"officer_id": officer_id} if "officer_id" in options else options
            add_talk(database, f"{kind[0]}{number}", clock() - timedelta(days=days), **given)  # type: ignore[arg-type]
    before = rows_of(database)
    counted = retention.count_due(database, clock())
    assert rows_of(database) == before
    assert retention.purge(database, clock()) == counted
    assert counted["talks"] == 3
    assert counted["officer_talks"] == 2
    assert counted["report_talks"] == 1
    assert set(retention.count_due(database, clock()).values()) == {0}


def test_a_purge_in_many_batches_deletes_all(database: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 2)
    for number in range(5):
        add_talk(database, str(number), clock() - timedelta(days=5000))
    counts = retention.purge(database, clock())
    assert (counts["talks"], counts["drafts"]) == (5, 5)
    assert count_rows(database)["citizens"] == 0
    assert retention.last_purge(database) == clock()
    with database.read() as session:
        (entry,) = session.scalars(select(AuditEntry)).all()
    assert entry.detail == counts


def test_a_citizen_with_another_talk_stays_known(database: Database, clock: Clock) -> None:
    add_talk(database, "old", clock() - timedelta(days=5000))
    with database.write() as session:
        old = session.get_one(Conversation, "talk-old")
        fields = {"channel": "webchat", "opened_at": clock(), "last_incoming_at": clock()}
        session.add(Conversation(id="talk-new", identity_id=old.identity_id, last_number=7, **fields))
        session.flush()
        session.add(
            Message(
                conversation_id="talk-new",
                number=8,
                direction=Direction.OUTGOING,
                sender=Sender.BOT,
                text="here I am",
                created_at=clock(),
            )
        )
    retention.purge(database, clock())
    counts = count_rows(database)
    assert (counts["conversations"], counts["messages"], counts["identities"], counts["citizens"]) == (1, 1, 1, 1)
