"""The list of reports: its filters and pages, whose it is, what it leaves in the audit log, and how it is found."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.errors import NotAllowed
from bot.messages import ReportStatus, Role
from bot.services import report_queue
from bot.services.audit_actions import Action
from bot.services.officers import Account
from bot.services.reach import is_within
from bot.services.report_queue import NOWHERE, Filed, Key, Wanted
from bot.store.database import Database
from bot.store.tables import Conversation, Report
from tests.conftest import Clock
from tests.filing import add_report, find_talk
from tests.handoff import audited, officer


@pytest.fixture
def arta(database: Database, clock: Clock) -> Account:
    """An officer who sees every talk."""
    return officer(database, clock(), "Arta")


def _all(database: Database, account: Account, clock: Clock, wanted: Wanted = Wanted(), limit: int = 2) -> list[str]:  # noqa: B008
    """References, page by page."""
    found: list[Filed] = []
    more, before = True, None
    while more:
        page, more = report_queue.list_reports(database, account, wanted, clock(), before=before, limit=limit)
        found += page
        before = Key.read(str(page[-1].key)) if page else None
    return [it.reference for it in found]


def _set(database: Database, reference: str, status: ReportStatus) -> None:
    with database.write() as session:
        session.query(Report).filter_by(reference=reference).one().status = status


def test_newest_first_page_by_page(database: Database, clock: Clock, arta: Account) -> None:
    hours = [3, 0, 2, 2, 2, 1, 5]
    made = [(clock() - timedelta(hours=it), add_report(database, clock() - timedelta(hours=it))) for it in hours]
    expected = [reference for _, reference in sorted(made, reverse=True)]
    for limit in (1, 2, 3, 7, 50):
        assert _all(database, arta, clock, limit=limit) == expected


def test_what_comes_in_or_goes_between_two_pages_doubles_nothing(
    database: Database, clock: Clock, arta: Account
) -> None:
    references = [add_report(database, clock() - timedelta(hours=it)) for it in range(4)]
    page, more = report_queue.list_reports(database, arta, Wanted(), clock(), limit=2)
    assert more
    add_report(database, clock())
    with database.write() as session:
        session.delete(session.query(Report).filter_by(reference=references[1]).one())
    rest, more = report_queue.list_reports(database, arta, Wanted(), clock(), before=page[-1].key, limit=2)
    assert ([it.reference for it in rest], more) == (references[2:], False)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(), [0, 1, 2, 3]),
        (Wanted(kind="report_noise"), [1]),
        (Wanted(region="prizren"), [0, 2]),
        (Wanted(region="prizren", municipality="suhareka"), [2]),
        (Wanted(region=NOWHERE), [3]),
        (Wanted(region="nowhere_at_all"), []),
        (Wanted(status=ReportStatus.WITHDRAWN), [2]),
        (Wanted(kind="report_theft", status=ReportStatus.RECEIVED, region="prizren"), [0]),
    ],
)
def test_filters_may_be_combined(
    database: Database, clock: Clock, arta: Account, wanted: Wanted, expected: Sequence[int]
) -> None:
    made = [
        add_report(database, clock(), municipality="prizren"),
        add_report(database, clock() - timedelta(hours=1), kind="report_noise", municipality="peja"),
        add_report(database, clock() - timedelta(hours=2), municipality="suhareka"),
        add_report(database, clock() - timedelta(hours=3), municipality=None),
    ]
    _set(database, made[2], ReportStatus.WITHDRAWN)
    assert _all(database, arta, clock, wanted) == [made[it] for it in expected]
    assert report_queue.count_reports(database, arta, wanted).total() == len(expected)


def test_a_period_begins_with_its_first_moment_and_ends_before_its_last(
    database: Database, clock: Clock, arta: Account
) -> None:
    made = [add_report(database, clock() - timedelta(hours=it)) for it in range(4)]
    wanted = Wanted(since=clock() - timedelta(hours=2), until=clock())
    assert _all(database, arta, clock, wanted) == made[1:3]


def test_counts_are_by_kind_and_region(database: Database, clock: Clock, arta: Account) -> None:
    for municipality in ("prizren", "suhareka", None):
        add_report(database, clock(), municipality=municipality)
    add_report(database, clock(), kind="report_noise", municipality="peja")
    assert report_queue.count_reports(database, arta, Wanted()) == {
        ("report_theft", "prizren"): 2,
        ("report_theft", NOWHERE): 1,
        ("report_noise", "peja"): 1,
    }


@pytest.mark.parametrize("duties", [{"regions": ["prizren"]}, {"topics": ["report_theft"]}, {}])
@pytest.mark.parametrize("both", [False, True])
def test_whoever_is_confined_finds_what_they_may_see_and_nothing_else(
    database: Database, clock: Clock, duties: dict[str, list[str]], both: bool
) -> None:
    duties = duties | ({"regions": ["prizren"], "topics": ["report_theft"]} if both else {})
    confined = officer(database, clock(), "Confined", is_confined=True, **duties)
    talks = [
        {"municipality": municipality, "topic": topic}
        for municipality in ("prizren", "peja", None, "a_town_of_old")
        for topic in ("report_theft", "ask_fine", None)
    ]
    owned = {"municipality": "peja", "topic": "ask_fine", "status": "assigned", "resolved_at": None}
    made = [add_report(database, clock()) for _ in talks] + [add_report(database, clock())]
    for reference, values in zip(made, [*talks, owned | {"owner_id": confined.id}], strict=True):
        with database.write() as session:
            talk = session.get_one(Conversation, find_talk(database, reference).id)
            for name, value in values.items():
                setattr(talk, name, value)
    visible = [it for it in made if is_within(confined, find_talk(database, it))]
    assert visible[-1] == made[-1]
    assert sorted(_all(database, confined, clock, limit=50)) == sorted(visible)
    assert report_queue.count_reports(database, confined, Wanted()).total() == len(visible)


def test_looking_is_noted_once_in_ten_minutes_for_each_look(database: Database, clock: Clock, arta: Account) -> None:
    add_report(database, clock())
    for wanted in (Wanted(), Wanted(), Wanted(kind="report_theft"), Wanted(kind="report_theft")):
        report_queue.list_reports(database, arta, wanted, clock())
    clock.pass_(minutes=10)
    report_queue.list_reports(database, arta, Wanted(), clock())
    assert [it[:2] for it in audited(database)] == [(Action.REPORTS_READ, arta.id)] * 3


def test_a_trainer_reads_no_reports(database: Database, clock: Clock) -> None:
    trainer = officer(database, clock(), "Trainer", Role.TRAINER)
    with pytest.raises(NotAllowed):
        report_queue.list_reports(database, trainer, Wanted(), clock())
    with pytest.raises(NotAllowed):
        report_queue.count_reports(database, trainer, Wanted())


def test_no_report_is_read_to_be_counted_or_passed_over(database: Database) -> None:
    if database.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL chooses by what is in its tables")
    wanted = "filed_at >= '2026' AND municipality IN ('prizren') AND status = 'closed'"
    counted = f"SELECT kind, municipality, count(*) FROM reports WHERE {wanted} GROUP BY kind, municipality"
    listed = f"SELECT * FROM reports WHERE {wanted} ORDER BY filed_at DESC, id DESC LIMIT 51"
    with database.read() as session:
        plans = [
            " ".join(str(it) for it in session.execute(text(f"EXPLAIN QUERY PLAN {it}"))) for it in (counted, listed)
        ]
    assert "COVERING INDEX ix_reports_queue" in plans[0]
    assert "ix_reports_queue" in plans[1]
    assert "ORDER BY" not in plans[1], "nothing is sorted"
