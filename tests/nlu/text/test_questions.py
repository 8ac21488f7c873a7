"""Speeds in questions; sums of money beside them are no speeds."""

import pytest

from nlu.text.questions import Speeding, read_speeding


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("vozio sam 83 u zoni 50", Speeding(33, True)),
        ("u naselju 25 preko, kaznili me 40 evra", Speeding(25, True)),
        ("gjoba 45 eur per 20 km mbi kufi", Speeding(20, None)),
        ("30 over in town", Speeding(30, True)),
        ("over 45 euros for what?", Speeding()),
        ("mbi 45€ gjoba", Speeding()),
        ("pse 300 euro", Speeding()),
        ("казна преко 40 евра", Speeding()),
        ("preko 100 na autoputu", Speeding(None, False)),
        ("", Speeding()),
    ],
)
def test_how_far_over_the_limit(text: str, told: Speeding) -> None:
    assert read_speeding(text) == told
