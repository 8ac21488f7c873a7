"""What a report holds, as the citizen reads it in the summary and the officer beside the talk."""

from typing import Any

import pytest

from bot.content.reports import load_reports
from bot.i18n import LOCALES, Locale
from bot.messages import Reply
from bot.rendering import render, report_lines

LINES = [
    {"field": "what", "text": "ma vodhën biçikletën", "value": None},
    {"field": "where", "text": "te tregu", "value": "peja"},
    {"field": "where", "text": "u Peći", "value": "peja"},
    {"field": "where", "text": "Pejë", "value": "peja"},
    {"field": "injured", "text": "po", "value": "yes"},
    {"field": "injured", "text": "mislim da ne", "value": "no"},
    {"field": "injured", "text": "maybe", "value": None},
    {"field": "gone", "text": "of a field that there is no longer", "value": None},
]


@pytest.mark.parametrize(
    ("locale", "told"),
    zip(
        LOCALES,
        [
            ["ma vodhën biçikletën", "te tregu · Peja", "u Peći · Peja", "Peja", "Po", "Jo (mislim da ne)", "maybe"],
            ["ma vodhën biçikletën", "te tregu · Peć", "u Peći", "Peć", "Da (po)", "Ne (mislim da ne)", "maybe"],
            ["ma vodhën biçikletën", "te tregu · Пећ", "u Peći · Пећ", "Пећ", "Да (po)", "Не (mislim da ne)", "maybe"],
            [
                *("ma vodhën biçikletën", "te tregu · Peja (Peć)", "u Peći · Peja (Peć)", "Peja (Peć)"),
                *("Yes (po)", "No (mislim da ne)", "maybe"),
            ],
        ],
        strict=True,
    ),
)
def test_labels_are_the_readers_and_words_the_citizens(locale: Locale, told: list[str]) -> None:
    assert [value for _, value in report_lines(LINES, locale)] == told


LINK = "https://www.google.com/maps?q=42.6591,20.28831"
AT = [42.6591, 20.28831]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ({"text": LINK, "value": "peja", "at": AT}, "near Peja (Peć) (42.6591, 20.28831)"),
        ({"text": "42.66000, 20.29000", "value": "peja", "at": [42.66, 20.29]}, "near Peja (Peć) (42.66, 20.29)"),
        ({"text": f"te tregu: {LINK}", "value": "peja", "at": AT}, "te tregu · near Peja (Peć) (42.6591, 20.28831)"),
        ({"text": f"{LINK}\nte tregu", "value": "peja", "at": AT}, "te tregu · near Peja (Peć) (42.6591, 20.28831)"),
        ({"text": LINK, "value": None, "at": [41.33, 19.82]}, "outside Kosovo (41.33, 19.82)"),
        ({"text": "geo:0,0", "value": None, "at": [0.0, 0.0]}, "outside Kosovo (0, 0)"),
        (
            {"text": "42.8905, 20.8663", "value": None, "at": [42.8905, 20.8663]},
            "near Mitrovica North / Mitrovica South (42.8905, 20.8663)",
        ),
        ({"text": "https://maps.app.goo.gl/x", "value": None}, "https://maps.app.goo.gl/x"),
    ],
)
def test_a_point_on_the_map_is_told_as_its_town_and_in_degrees(line: dict[str, Any], told: str) -> None:
    english = LOCALES[-1]
    assert [value for _, value in report_lines([{"field": "where"} | line], english)] == [told]


@pytest.mark.parametrize(("locale", "name"), zip(LOCALES, ["Peja", "Peć", "Пећ", "Peja (Peć)"], strict=True))
def test_a_points_town_is_named_as_the_reader_writes_it(locale: Locale, name: str) -> None:
    ((_, value),) = report_lines([{"field": "where", "text": LINK, "value": "peja", "at": AT}], locale)
    assert f"{name} (42.6591, 20.28831)" in value


@pytest.mark.parametrize("locale", LOCALES, ids=str)
def test_a_summary_of_the_longest_words_is_no_longer_than_a_platform_takes(locale: Locale) -> None:
    for kind in load_reports().kinds.values():
        names = dict.fromkeys(["what", "where", *(it.id for it in kind.asks)])
        lines = [{"field": name, "text": "щ njëqind fjalë " * 300, "value": None} for name in names]
        assert len(render(Reply("utter_report_summary", {"lines": lines}), locale, effect="test").text) <= 2000


@pytest.mark.parametrize("locale", LOCALES, ids=str)
def test_labels_are_short_enough_for_buttons(locale: Locale) -> None:
    lines = [{"field": name, "text": "x", "value": None} for name in load_reports().fields]
    assert not [label for label, _ in report_lines(lines, locale) if len(label) > 20]
