"""Buttons can be read whole on every channel."""

import pytest

from bot.i18n import LOCALES, Locale, translate
from bot.labels import INTENT_LABELS
from tests.contracts.sources import button_titles

LONGEST_TITLE = 20
"""Characters that Messenger shows of a button or a quick reply; it cuts off the rest (Messenger Platform)."""


@pytest.mark.parametrize("locale", LOCALES, ids=[locale.tag for locale in LOCALES])
def test_a_title_fits_on_a_button(locale: Locale) -> None:
    sources = button_titles() | set(INTENT_LABELS.values())
    assert sources
    too_long = sorted(title for title in (translate(it, locale) for it in sources) if len(title) > LONGEST_TITLE)
    assert not too_long, too_long


@pytest.mark.parametrize("locale", LOCALES, ids=[locale.tag for locale in LOCALES])
def test_no_two_meanings_look_alike(locale: Locale) -> None:
    titles = [translate(source, locale) for source in INTENT_LABELS.values()]
    assert len(set(titles)) == len(titles)
