"""What is near its last day, what nobody has approved, and the facts as a language writes them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.content.facts import Fact, Facts, Kind, Row, Table
from bot.content.municipalities import Directory, get_municipality
from bot.i18n import LOCALES, Locale
from bot.services import facts
from bot.services.facts import State, expiring, list_facts, unapproved

LAST = date(2027, 5, 22)
ENGLISH = LOCALES[3]
DATE = Fact(
    id="a_date",
    source="a page",
    checked=date(2026, 11, 22),
    best_before=LAST,
    approved_by="",
    kind=Kind.DATE,
    value=date(2024, 11, 1),
    confidence="C2",
)
NUMBER = replace(DATE, id="a_number", kind=Kind.PHONE, value="192", best_before=None, approved_by="Arta")
EARLY = replace(DATE, id="early", kind=Kind.STATEMENT, value="It is so", best_before=LAST - timedelta(days=30))
TABLE = Table(
    id="a_table",
    source="a newspaper",
    checked=date(2026, 11, 22),
    best_before=LAST,
    approved_by="",
    unit="km_h",
    rows=(Row(5, 10, 20, 0, 0, "C4"), Row(10, None, 40, 3, 0, "C1-off"), Row(30, None, 60, 3, 0, "C2")),
)

PLACE = replace(get_municipality("prizren"), best_before=LAST + timedelta(days=200), approved_by="")
UNNAMED = replace(get_municipality("novoberda"), best_before=LAST, directorate_confidence="INF")


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """These facts in place of those that Dialog ships with."""
    made = Facts({it.id: it for it in (DATE, NUMBER, EARLY)}, {TABLE.id: TABLE})
    monkeypatch.setattr(facts, "load_facts", lambda: made)
    monkeypatch.setattr(facts, "load", lambda: Directory({}, {it.id: it for it in (PLACE, UNNAMED)}))


@pytest.mark.parametrize(
    ("days_left", "near"),
    [
        (91, []),
        (90, ["early"]),
        (61, ["early"]),
        (60, ["early", "a_date", "a_table"]),
        (0, ["early", "a_date", "a_table"]),
        (-1000, ["early", "a_date", "a_table", "prizren"]),
    ],
)
def test_what_expires_is_told_60_days_before_and_ever_after(days_left: int, near: list[str]) -> None:
    assert [it.id for it in expiring(LAST - timedelta(days=days_left))] == near


def test_another_time_before_can_be_asked_for() -> None:
    assert [it.id for it in expiring(LAST - timedelta(days=91), within_days=91)] == ["early", "a_date", "a_table"]
    assert [it.id for it in expiring(LAST, within_days=-1)] == ["early"]


def test_what_nobody_approved_is_named() -> None:
    assert [it.id for it in unapproved()] == ["a_date", "early", "a_table", "prizren"]


@pytest.mark.parametrize(
    ("days_left", "state"),
    [(61, State.TOLD), (60, State.EXPIRES_SOON), (0, State.EXPIRES_SOON), (-1, State.EXPIRED)],
)
def test_a_fact_expires_as_the_clock_moves_on(days_left: int, state: State) -> None:
    states = {it.id: it.state for it in list_facts(LAST - timedelta(days=days_left), ENGLISH)}
    assert (states["a_date"], states["a_table"], states["a_number"]) == (state, state, State.TOLD)


def test_a_row_tells_all_that_is_known() -> None:
    found = {it.id: it for it in list_facts(LAST, ENGLISH)}
    assert list(found) == ["a_date", "a_number", "early", "a_table", "prizren"]
    number, table = found["a_number"], found["a_table"]
    assert (number.value, number.kind, number.source, number.checked) == ("192", "phone", "a page", DATE.checked)
    assert (number.best_before, number.confidence, number.approved_by) == (None, "C2", "Arta")
    assert (table.kind, table.confidence, table.best_before) == ("fines_km_h", "C1-off", LAST)
    assert table.value.splitlines()[0] == "• 5–10: €20"
    place = found["prizren"]
    assert (place.value, place.kind, place.confidence) == ("Prizren", "directorate", PLACE.directorate_confidence)


@pytest.mark.parametrize(
    ("locale", "written"),
    zip(LOCALES, ["1.11.2024", "1.11.2024.", "1.11.2024.", "1 November 2024"], strict=True),
)
def test_values_are_written_as_the_language_does(locale: Locale, written: str) -> None:
    found = {it.id: it.value for it in list_facts(LAST, locale)}
    assert (found["a_date"], found["early"]) == (written, "It is so")
