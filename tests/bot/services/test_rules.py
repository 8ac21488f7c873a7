"""When officers answer, by the clock in Kosovo; and rules that two people change at the same time."""

from datetime import UTC, datetime, time
from functools import partial
from typing import Any

import pytest

from bot.errors import Stale
from bot.i18n import KOSOVO_TIME
from bot.services import rules
from bot.services.rules import Hours, Shift, Targets
from bot.store.database import Database
from tests.conftest import Clock
from tests.handoff import at_once, audited, officer

MONDAY, SATURDAY, SUNDAY = 0, 5, 6
OFFICE = Hours(False, tuple(Shift(day, time(8), time(16)) for day in range(5)))
NIGHT = Hours(False, (Shift(MONDAY, time(20), time(0)), Shift(1, time(0), time(6))))
ALL_WEEK = Hours(False, tuple(Shift(day, time(0), time(0)) for day in range(7)))


def there(text: str) -> datetime:
    """A moment by the clock in Kosovo."""
    return datetime.fromisoformat(text).replace(tzinfo=KOSOVO_TIME)


@pytest.mark.parametrize(
    ("hours", "moment", "is_open"),
    [
        (OFFICE, "2026-11-23T07:59:59", False),
        (OFFICE, "2026-11-23T08:00:00", True),
        (OFFICE, "2026-11-23T15:59:59", True),
        (OFFICE, "2026-11-23T16:00:00", False),
        (OFFICE, "2026-11-21T12:00:00", False),
        (NIGHT, "2026-11-23T19:59:00", False),
        (NIGHT, "2026-11-23T23:59:59", True),
        (NIGHT, "2026-11-24T00:00:00", True),
        (NIGHT, "2026-11-24T05:59:00", True),
        (NIGHT, "2026-11-24T06:00:00", False),
        (NIGHT, "2026-11-24T23:00:00", False),
        (ALL_WEEK, "2026-11-22T23:59:59", True),
        (ALL_WEEK, "2026-11-23T00:00:00", True),
        (Hours(), "2026-11-22T03:00:00", True),
        (Hours(True, OFFICE.shifts), "2026-11-22T03:00:00", True),
        (Hours(False), "2026-11-23T12:00:00", False),
    ],
)
def test_officers_answer_by_the_clock_in_kosovo(hours: Hours, moment: str, is_open: bool) -> None:
    assert hours.is_open(there(moment)) == is_open
    assert hours.is_open(there(moment).astimezone(UTC)) == is_open


@pytest.mark.parametrize(
    ("hours", "moment", "opening"),
    [
        (OFFICE, "2026-11-23T07:00:00", "2026-11-23T08:00:00"),
        (OFFICE, "2026-11-23T12:00:00", None),
        (OFFICE, "2026-11-23T16:00:00", "2026-11-24T08:00:00"),
        (OFFICE, "2026-11-27T17:00:00", "2026-11-30T08:00:00"),
        (NIGHT, "2026-11-24T07:00:00", "2026-11-30T20:00:00"),
        (Hours(False, (Shift(MONDAY, time(8), time(9)),)), "2026-11-23T09:00:00", "2026-11-30T08:00:00"),
        (
            Hours(False, (Shift(MONDAY, time(14), time(18)), Shift(MONDAY, time(8), time(12)))),
            "2026-11-23T13:00:00",
            "2026-11-23T14:00:00",
        ),
        (Hours(), "2026-11-22T03:00:00", None),
        (Hours(False), "2026-11-22T03:00:00", None),
    ],
)
def test_the_next_opening_is_the_first_shift_that_begins(hours: Hours, moment: str, opening: str | None) -> None:
    assert hours.next_opening(there(moment)) == (there(opening) if opening else None)


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        # On 29 March 2026 clocks go from 2 to 3, on 25 October from 3 to 2.
        ("2026-03-27T17:00:00+01:00", "2026-03-30T06:00:00+00:00"),
        ("2026-03-29T00:30:00+00:00", "2026-03-30T06:00:00+00:00"),
        ("2026-10-23T17:00:00+02:00", "2026-10-26T07:00:00+00:00"),
        ("2026-10-25T01:30:00+00:00", "2026-10-26T07:00:00+00:00"),
    ],
)
def test_over_the_change_of_clocks_it_opens_by_the_clock_on_the_wall(moment: str, opening: str) -> None:
    found = OFFICE.next_opening(datetime.fromisoformat(moment))
    assert found is not None
    assert found.astimezone(UTC) == datetime.fromisoformat(opening)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        # By UTC; before the change Kosovo is an hour ahead, after it two.
        ("2026-03-29T00:59:00+00:00", True),
        ("2026-03-29T01:00:00+00:00", False),
        ("2026-03-28T01:30:00+00:00", False),
        ("2026-10-25T00:30:00+00:00", False),
        ("2026-10-25T01:30:00+00:00", False),
        ("2026-10-24T23:30:00+00:00", True),
    ],
)
def test_a_night_that_loses_or_gains_an_hour_goes_by_the_clock_on_the_wall(moment: str, is_open: bool) -> None:
    until_two = Hours(False, tuple(Shift(day, time(0), time(2)) for day in range(7)))
    assert until_two.is_open(datetime.fromisoformat(moment)) == is_open


def test_without_any_rule_officers_answer_always_and_targets_are_those_of_the_house(database: Database) -> None:
    with database.read() as session:
        assert rules.get_hours(session) == Hours()
        assert rules.get_targets(session) == Targets(60, 600)
    assert {name: version for name, (_, version) in rules.read_rules(database).items()} == {
        "hours": 0,
        "targets": 0,
        "second_factor": 0,
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("hours", {"is_always_open": False, "days": [{"day": 6, "from": "22:00", "to": "00:00"}]}),
        ("targets", {"urgent_seconds": 20, "normal_seconds": 90}),
    ],
)
def test_a_rule_holds_from_when_it_is_set(database: Database, clock: Clock, name: str, value: dict[str, Any]) -> None:
    drita = officer(database, clock(), "Drita")
    assert rules.set_rule(database, name, value, version=0, officer_id=drita.id, now=clock()) == 1

    assert rules.read_rules(database)[name] == (value, 1)
    with database.read() as session:
        if name == "hours":
            assert rules.get_hours(session) == Hours(False, (Shift(SUNDAY, time(22), time(0)),))
        else:
            assert rules.get_targets(session) == Targets(20, 90)
    assert audited(database) == [("rules_changed", drita.id, None)]


@pytest.mark.parametrize("version", [0, 2])
def test_who_saw_another_version_changes_nothing(database: Database, clock: Clock, version: int) -> None:
    drita = officer(database, clock(), "Drita")
    change = partial(rules.set_rule, database, "targets", officer_id=drita.id, now=clock())
    first = {"urgent_seconds": 20, "normal_seconds": 90}
    change(first, version=0)
    with pytest.raises(Stale):
        change({"urgent_seconds": 30, "normal_seconds": 90}, version=version)

    assert rules.read_rules(database)["targets"] == (first, 1)
    assert change({"urgent_seconds": 30, "normal_seconds": 90}, version=1) == 2


@pytest.mark.parametrize("is_first", [True, False])
def test_of_those_who_change_it_in_the_same_moment_one_does(database: Database, clock: Clock, is_first: bool) -> None:
    drita = officer(database, clock(), "Drita")
    change = partial(rules.set_rule, database, "targets", officer_id=drita.id, now=clock())
    if not is_first:
        change({"urgent_seconds": 99, "normal_seconds": 99}, version=0)
    version = 0 if is_first else 1
    values = [{"urgent_seconds": 10 + number, "normal_seconds": 90} for number in range(4)]
    results = at_once(*(partial(change, value, version=version) for value in values))

    assert results.count(version + 1) == 1
    assert [type(it) for it in results if it != version + 1] == [Stale] * 3
    assert rules.read_rules(database)["targets"] == (values[results.index(version + 1)], version + 1)
