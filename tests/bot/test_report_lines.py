"""What a report holds, as the citizen reads it in the summary and the officer beside the talk."""

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
