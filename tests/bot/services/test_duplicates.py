"""What is perhaps the same matter: who is shown it, what officers say of it, and what becomes of it."""

from datetime import timedelta

import pytest

from bot.errors import NotAllowed, NotFound
from bot.messages import ReportStatus, Role
from bot.services import duplicates
from bot.services.audit_actions import Action
from bot.services.audit_check import verify
from bot.services.duplicates import list_alike
from bot.services.erasure import delete_talks, empty_talks
from bot.services.likeness import MOST, Why
from bot.services.officers import Account
from bot.store.database import Database
from bot.store.tables import Addition, AuditEntry, Conversation, Message, Report, ReportMatch
from tests.conftest import Clock
from tests.filing import add_report, find_talk
from tests.handoff import at_once, officer

PLATE = {"field": "what", "text": "the Golf 01-234-AB", "value": None}
SILENT = {"field": "what", "text": "nothing to tell", "value": None}


@pytest.fixture
def arta(database: Database, clock: Clock) -> Account:
    """An officer who sees every talk."""
    return officer(database, clock(), "Arta")


@pytest.fixture
def pair(database: Database, clock: Clock) -> tuple[str, str]:
    """Two reports of one car."""
    return add_report(database, clock(), PLATE), add_report(database, clock() + timedelta(hours=2), PLATE)


def _references(database: Database, account: Account, reference: str, clock: Clock) -> list[tuple[str, bool | None]]:
    return [(it.report.reference, it.is_same) for it in list_alike(database, account, reference, clock())]


def test_each_is_suggested_beside_the_other(
    database: Database, clock: Clock, arta: Account, pair: tuple[str, str]
) -> None:
    add_report(database, clock(), SILENT)
    for own, other in (pair, pair[::-1]):
        (found,) = list_alike(database, arta, own, clock())
        assert (found.report.reference, found.is_same, found.decided_by) == (other, None, None)
        assert found.why == ((Why.PLATE, None), (Why.HOURS, 2))


def test_five_at_most(database: Database, clock: Clock, arta: Account) -> None:
    made = [add_report(database, clock() - timedelta(hours=it), PLATE) for it in range(MOST + 3)]
    assert [it for it, _ in _references(database, arta, made[0], clock)] == made[1 : MOST + 1]


def test_what_was_added_later_counts(database: Database, clock: Clock, arta: Account) -> None:
    own, other = add_report(database, clock(), PLATE), add_report(database, clock(), SILENT)
    assert _references(database, arta, own, clock) == []
    with database.write() as session:
        report = session.query(Report).filter_by(reference=other).one()
        message = session.query(Message).filter_by(conversation_id=report.conversation_id).one()
        session.add(Addition(report_id=report.id, message_id=message.id, text="it was 01 234 AB", added_at=clock()))
    assert _references(database, arta, own, clock) == [(other, None)]


@pytest.mark.parametrize("is_same", [True, False])
def test_what_an_officer_says_holds_for_both_and_can_be_taken_back(
    database: Database, clock: Clock, arta: Account, pair: tuple[str, str], is_same: bool
) -> None:
    duplicates.decide(database, arta, *pair[::-1], clock(), is_same=is_same)
    for own, other in (pair, pair[::-1]):
        (found,) = list_alike(database, arta, own, clock())
        assert (found.report.reference, found.is_same) == (other, is_same)
        assert (found.decided_by, found.decided_at) == ("Arta", clock())
    duplicates.decide(database, arta, *pair, clock(), is_same=not is_same)
    assert _references(database, arta, pair[0], clock) == [(pair[1], not is_same)]
    duplicates.decide(database, arta, *pair, clock(), is_same=None)
    assert _references(database, arta, pair[0], clock) == [(pair[1], None)]


def test_the_same_comes_first_and_what_is_not_the_same_last(database: Database, clock: Clock, arta: Account) -> None:
    own, *others = [add_report(database, clock() - timedelta(hours=it), PLATE) for it in range(4)]
    duplicates.decide(database, arta, own, others[0], clock(), is_same=False)
    duplicates.decide(database, arta, own, others[2], clock(), is_same=True)
    assert _references(database, arta, own, clock) == [(others[2], True), (others[1], None), (others[0], False)]


def test_two_that_are_not_alike_may_be_the_same(database: Database, clock: Clock, arta: Account) -> None:
    own, other = add_report(database, clock(), SILENT), add_report(database, clock() - timedelta(days=99), SILENT)
    duplicates.decide(database, arta, own, other, clock(), is_same=True)
    (found,) = list_alike(database, arta, own, clock())
    assert (found.report.reference, found.why) == (other, ())


def test_nothing_is_merged_and_no_citizen_is_told(
    database: Database, clock: Clock, arta: Account, pair: tuple[str, str]
) -> None:
    with database.read() as session:
        before = [(it.status, it.content, it.changed_at) for it in session.query(Report)]
    duplicates.decide(database, arta, *pair, clock(), is_same=True)
    with database.read() as session:
        assert [(it.status, it.content, it.changed_at) for it in session.query(Report)] == before
        assert session.query(Message).count() == 2


def test_it_is_audited_in_both_talks_once(
    database: Database, clock: Clock, arta: Account, pair: tuple[str, str]
) -> None:
    for _ in range(2):
        list_alike(database, arta, pair[0], clock())
        duplicates.decide(database, arta, *pair, clock(), is_same=True)
    with database.read() as session:
        lines = session.query(AuditEntry).filter_by(officer_id=arta.id).order_by(AuditEntry.number).all()
    talks = sorted(find_talk(database, it).id for it in pair)
    assert [(it.action, it.conversation_id) for it in lines] == [
        (Action.REPORTS_READ, None),
        (Action.MATCHED, talks[0]),
        (Action.MATCHED, talks[1]),
    ]
    assert lines[0].detail == {"like": pair[0]}
    assert lines[1].detail == {"report": pair[0], "other": pair[1], "is_same": True}
    assert verify(database).problems == []


def test_who_may_not_see_a_talk_is_not_told_of_it(
    database: Database, clock: Clock, arta: Account, pair: tuple[str, str]
) -> None:
    confined = officer(database, clock(), "Confined", is_confined=True, regions=["prizren"])
    with database.write() as session:
        session.get_one(Conversation, find_talk(database, pair[1]).id).municipality = "peja"
    assert _references(database, confined, pair[0], clock) == []
    duplicates.decide(database, arta, *pair, clock(), is_same=True)
    assert _references(database, confined, pair[0], clock) == []
    with pytest.raises(NotFound):
        list_alike(database, confined, pair[1], clock())
    for references in (pair, pair[::-1]):
        with pytest.raises(NotFound):
            duplicates.decide(database, confined, *references, clock(), is_same=False)
    assert _references(database, arta, pair[0], clock) == [(pair[1], True)]


def test_a_report_is_not_the_same_as_itself_or_as_none(
    database: Database, clock: Clock, arta: Account, pair: tuple[str, str]
) -> None:
    for other in (pair[0], "DLG-NONE-NONE"):
        with pytest.raises(NotFound):
            duplicates.decide(database, arta, pair[0], other, clock(), is_same=True)
    trainer = officer(database, clock(), "Trainer", Role.TRAINER)
    with pytest.raises(NotAllowed):
        duplicates.decide(database, trainer, *pair, clock(), is_same=True)


def test_what_is_withdrawn_is_suggested_nowhere(
    database: Database, clock: Clock, arta: Account, pair: tuple[str, str]
) -> None:
    third = add_report(database, clock(), PLATE)
    duplicates.decide(database, arta, *pair, clock(), is_same=True)
    with database.write() as session:
        session.query(Report).filter_by(reference=pair[1]).one().status = ReportStatus.WITHDRAWN
    assert _references(database, arta, third, clock) == [(pair[0], None)]
    # What an officer said of it stays, and so it can be taken back.
    assert _references(database, arta, pair[1], clock) == [(pair[0], True)]
    assert _references(database, arta, pair[0], clock) == [(pair[1], True), (third, None)]


@pytest.mark.parametrize("erase", [delete_talks, empty_talks])
@pytest.mark.parametrize("place", [0, 1])
def test_what_is_erased_leaves_nothing(  # type: ignore[no-untyped-def]
    database: Database, clock: Clock, arta: Account, pair: tuple[str, str], erase, place: int
) -> None:
    duplicates.decide(database, arta, *pair, clock(), is_same=True)
    talk = find_talk(database, pair[place]).id
    with database.write() as session:
        erase(session, [talk] if erase is delete_talks else [session.get_one(Conversation, talk)])
    with database.read() as session:
        assert session.query(ReportMatch).count() == 0
    assert _references(database, arta, pair[1 - place], clock) == []
    with pytest.raises(NotFound):
        list_alike(database, arta, pair[place], clock())


def test_two_officers_decide_at_once(database: Database, clock: Clock, arta: Account, pair: tuple[str, str]) -> None:
    besa = officer(database, clock(), "Besa")
    done = at_once(
        lambda: duplicates.decide(database, arta, *pair, clock(), is_same=True),
        lambda: duplicates.decide(database, besa, *pair[::-1], clock(), is_same=False),
    )
    assert done == [None, None]
    with database.read() as session:
        assert session.query(ReportMatch).count() == 1
