"""The rules know phrases of danger now, tense and doubt, in three languages and every spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.text import danger_signs
from nlu.text.danger_rules import Signs, read_signs
from tests.danger import RINGS, SILENT, lines


@pytest.mark.parametrize(("language", "text"), lines(RINGS))
def test_danger_now_is_read(language: str, text: str) -> None:
    signs = read_signs(text)
    assert signs.score >= 0.5, signs
    assert signs.sign in danger_signs.SIGNS


@pytest.mark.parametrize(("language", "text"), lines(SILENT))
def test_nothing_is_read_in_everything_else(language: str, text: str) -> None:
    assert read_signs(text).score < 0.5


@pytest.mark.parametrize("text", ["", " ", "\ud800", "🙂" * 50, "...", "?!", "\x00\u200b", "١٢٣"])
def test_a_text_without_words_has_no_sign(text: str) -> None:
    assert read_signs(text) == Signs(0.0, None)


@given(st.text(alphabet=st.characters(), max_size=300))
def test_a_sign_has_a_score(text: str) -> None:
    signs = read_signs(text)
    assert 0.0 <= signs.score <= 1.0
    assert (signs.sign is None) == (signs.score == 0.0)


def test_every_sign_and_cue_has_words_in_every_language() -> None:
    for sign, strengths in danger_signs.SIGNS.items():
        for language in RINGS:
            assert any(words.get(language) for words in strengths.values()), (sign, language)
    for cue, languages in danger_signs.CUES.items():
        assert set(languages) == set(RINGS), cue
    for cue, signs in danger_signs.DOUBTS.items():
        assert cue in danger_signs.CUES
        assert signs <= danger_signs.SIGNS.keys()
