"""Whether two reports look alike: what speaks for it and what does not; the same both ways, and in any order."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.geography import distance
from bot.content.reports import load_reports
from bot.services.likeness import MARKS, MOST, WITHIN, Traits, Why, compare, rank, traits_of

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SCHOOL, MARKET, PEJA = (42.6600, 21.1600), (42.6620, 21.1615), (42.6590, 20.2883)
STORY = "the red Capriolo bicycle with a broken lamp was chained to a fence"
IMEI = "490154203237518"


def _report(number: int, text: str = "", kind: str = "report_theft", **given: Any) -> Traits:
    """A report that was passed on at noon, or `hours` later."""
    lines: list[dict[str, Any]] = [{"field": "what", "text": text, "value": None}]
    if "at" in given:
        lines.append({"field": "where", "text": "", "value": None, "at": list(given["at"])})
    if "when" in given:
        lines.append({"field": "when", "text": "then", "value": given["when"]})
    filed_at = NOON + timedelta(hours=given.get("hours", 0))
    return traits_of(number, kind, given.get("municipality", "prishtina"), filed_at, lines, given.get("added", ()))


def _why(one: Traits, other: Traits) -> set[Why]:
    found = compare(one, other)
    return {why for why, _ in found.why} if found else set()


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ({"text": "Golf 01-234-AB"}, {"text": "a car 01 234 AB", "municipality": "peja"}, {Why.PLATE}),
        ({"text": "RKS 01-234-AB"}, {"added": ("targa 01-234-AB",)}, {Why.PLATE}),
        ({"text": f"IMEI {IMEI}"}, {"text": "telefoni 49-015420-323751-8", "municipality": None}, {Why.IMEI}),
        ({"text": f"IMEI {IMEI}"}, {"text": "IMEI 490154203237519"}, set()),
        ({"text": "call 044 123 456"}, {"text": "nga +383 44 123 456"}, {Why.PHONE}),
        ({"text": "call 044 123 456"}, {"text": "call 044 123 457"}, set()),
        ({"at": SCHOOL}, {"at": MARKET}, {Why.NEAR}),
        ({"at": SCHOOL}, {"at": MARKET, "municipality": "obiliq"}, {Why.NEAR}),
        ({"at": SCHOOL}, {"at": PEJA}, set()),
        ({"text": STORY}, {"text": f"stolen: {STORY.upper()}!"}, {Why.WORDS}),
        ({"text": STORY}, {"text": STORY, "municipality": "peja"}, set()),
        ({"text": STORY, "municipality": None}, {"text": STORY, "municipality": None}, set()),
        ({"text": STORY}, {"text": "loud music and shouting below our windows"}, set()),
        ({"text": "biçikleta e kuqe me zinxhir"}, {"text": "biciklete te kuqe, zinxhiri u pre"}, {Why.WORDS}),
        ({"text": "ukrali su mi tašnu na pijaci u Prištini"}, {"text": "украли су ми бицикл у Приштини"}, set()),
        ({"text": "krenar bicikl crveni lanac"}, {"text": "ЦРВЕНИ бицикл, ланац пресечен"}, {Why.WORDS}),
        ({"at": SCHOOL}, {"at": MARKET, "kind": "report_suspicious"}, {Why.NEAR}),
        ({"at": SCHOOL}, {"at": MARKET, "kind": "report_noise"}, set()),
        ({"at": SCHOOL}, {"at": MARKET, "hours": 71}, {Why.NEAR}),
        ({"at": SCHOOL}, {"at": MARKET, "hours": 73}, set()),
        (
            {"at": SCHOOL, "when": "2026-11-20T22:00+01:00/2026-11-20T22:01+01:00"},
            {"at": MARKET, "hours": 90, "when": "2026-11-21T08:00+01:00/2026-11-21T10:00+01:00"},
            {Why.NEAR},
        ),
        (
            {"at": SCHOOL, "when": "2026-10-20T22:00+01:00/2026-10-20T22:01+01:00"},
            {"at": MARKET},
            set(),
        ),
        # A month tells no moment, and neither does what is no time.
        ({"at": SCHOOL, "when": "2026-10-01T00:00+01:00/2026-11-01T00:00+01:00"}, {"at": MARKET}, {Why.NEAR}),
        ({"at": SCHOOL, "when": "soon"}, {"at": MARKET, "when": "2026/2027"}, {Why.NEAR}),
    ],
)
def test_what_makes_two_reports_look_alike(one: dict[str, Any], other: dict[str, Any], why: set[Why]) -> None:
    first, second = _report(1, **one), _report(2, **other)
    assert _why(first, second) - {Why.HOURS, Why.AT_ONCE} == why
    assert _why(second, first) == _why(first, second)


def test_it_is_said_how_far_apart_they_are() -> None:
    found = compare(_report(1, at=SCHOOL), _report(2, at=MARKET, hours=2))
    assert found is not None
    assert found.why == ((Why.NEAR, round(distance(*SCHOOL, *MARKET) * 100) * 10), (Why.HOURS, 2))
    at_once = compare(_report(1, at=SCHOOL), _report(2, at=SCHOOL))
    assert at_once is not None
    assert at_once.why == ((Why.NEAR, 10), (Why.AT_ONCE, None))


def test_a_plate_counts_more_than_place_words_and_time_together() -> None:
    own = _report(1, f"{STORY} 01-234-AB", at=SCHOOL)
    plate = _report(2, "saw 01-234-AB", "report_suspicious", at=PEJA, hours=60, municipality="peja")
    words = _report(3, STORY, at=SCHOOL, hours=1)
    near = _report(4, "", at=MARKET, hours=30)
    assert [it.id for it, _ in rank(own, [near, words, plate])] == [3, 2, 4]
    assert [it.id for it, _ in rank(own, [near, replace(words, at=None), plate])] == [2, 3, 4]


def test_neighbouring_kinds_are_neighbours_both_ways() -> None:
    alike = load_reports().alike
    assert alike.keys() == load_reports().kinds.keys()
    assert all(kind in alike[other] for kind in alike for other in alike[kind])
    assert all(kind in alike[kind] for kind in alike)


TRAITS = st.builds(
    Traits,
    id=st.integers(1, 50),
    kind=st.sampled_from(sorted(load_reports().kinds)[-6:]),
    municipality=st.sampled_from(["prizren", "peja", None]),
    at=st.none() | st.tuples(st.floats(42.0, 42.02), st.floats(21.0, 21.02)),
    moment=st.integers(0, 120 * 60).map(lambda minutes: NOON + timedelta(minutes=minutes)),
    words=st.frozensets(st.sampled_from(["bicik", "kuqe", "zinxh", "shkol", "lamp"])),
    marks=st.frozensets(st.tuples(st.sampled_from(sorted(MARKS)), st.sampled_from(["1", "2"])), max_size=2),
)


@given(TRAITS, TRAITS)
def test_it_is_the_same_both_ways(one: Traits, other: Traits) -> None:
    assert compare(one, other) == compare(other, one)


@given(TRAITS)
def test_nothing_is_like_itself(one: Traits) -> None:
    assert compare(one, one) is None
    assert rank(one, [one]) == []


@given(TRAITS, st.lists(TRAITS, unique_by=lambda it: it.id, max_size=12), st.randoms())
def test_in_whichever_order_they_come(one: Traits, others: list[Traits], random: Any) -> None:
    shuffled = random.sample(others, len(others))
    found = rank(one, others)
    assert rank(one, shuffled) == found
    assert len(found) <= MOST
    assert all(abs(it.moment - one.moment) <= WITHIN and it.id != one.id for it, _ in found)
    assert [it.score for _, it in found] == sorted((it.score for _, it in found), reverse=True)
