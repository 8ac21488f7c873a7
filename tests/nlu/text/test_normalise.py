"""Whatever people type has one spelling, and nothing that they type breaks it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.text.encoded import MAX_CHARACTERS, for_encoder
from nlu.text.normalise import clean, fold, skeleton

ANYTHING = st.text(alphabet=st.characters(), max_size=200) | st.text(
    alphabet="aë ç\u200dЂћ\u202e\ud800😀'’1", max_size=80
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ђаковица", "djakovica"),
        ("ĐAKOVICA", "djakovica"),
        ("Më kanë vjedhur", "me kane vjedhur"),
        ("heeeelp", "help"),
        ("ПОМОЋ", "pomoc"),
        ("n’shpi", "n'shpi"),
        ("po\u200dmoc", "pomoc"),
    ],
)
def test_one_spelling(one: str, other: str) -> None:
    assert fold(one) == other


@pytest.mark.parametrize(("one", "other"), [("policia", "plcia"), ("qka duhet", "cka duht"), ("vjedhur", "vjedhr")])
def test_lost_vowels_and_letters_of_one_sound_do_not_matter(one: str, other: str) -> None:
    assert skeleton(fold(one)) == skeleton(fold(other))


def test_words_that_begin_otherwise_stay_apart() -> None:
    assert skeleton(fold("osht")) != skeleton(fold("asht"))


@settings(max_examples=300, deadline=None)
@given(ANYTHING)
def test_nothing_breaks_it(text: str) -> None:
    folded = fold(text)
    folded.encode("utf-8")
    assert len(skeleton(folded)) <= len(folded)
    assert len(for_encoder(text)) <= MAX_CHARACTERS
    for_encoder(text).encode("utf-8")
    clean(text).encode("utf-8")
