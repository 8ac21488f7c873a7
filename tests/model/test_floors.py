"""The model understands each language at least so well. A floor is raised when the model gets better, never lowered."""

import pytest

from bot.config import load_settings
from bot.operations.evaluation import Measured, measure

RIGHT = {"sq": 0.93, "sr": 0.935, "en": 0.955}
FIRST_THREE = {"sq": 0.98, "sr": 0.985, "en": 0.99}
ALARM = 0.955
FALSE_ALARM = 0.03
LANGUAGE = 0.985


@pytest.fixture(scope="module")
def measured() -> list[Measured]:
    """Every held-out message, understood."""
    return measure(load_settings())


def _share(values: list[bool]) -> float:
    return sum(values) / len(values)


@pytest.mark.parametrize("language", RIGHT)
def test_the_right_meaning_is_found(measured: list[Measured], language: str) -> None:
    group = [it for it in measured if it.language == language]
    assert len(group) > 300
    assert _share([it.is_right for it in group]) >= RIGHT[language]
    assert _share([it.intent in it.first_three for it in group]) >= FIRST_THREE[language]


@pytest.mark.parametrize("language", RIGHT)
def test_emergencies_ring_and_little_else_does(measured: list[Measured], language: str) -> None:
    group = [it for it in measured if it.language == language]
    assert _share([it.is_alarm for it in group if it.intent == "emergency"]) >= ALARM
    assert _share([it.is_alarm for it in group if it.intent != "emergency"]) <= FALSE_ALARM


@pytest.mark.parametrize("language", RIGHT)
def test_the_language_is_told(measured: list[Measured], language: str) -> None:
    group = [it for it in measured if it.language == language]
    assert _share([it.told_language == language for it in group]) >= LANGUAGE
