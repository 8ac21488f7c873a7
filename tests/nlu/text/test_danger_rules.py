"""The rules know phrases of danger now, tense and doubt, in three languages and every spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.text.danger_rules import Signs, read_signs
from nlu.text.danger_signs import load_signs
from tests.danger import RINGS, SILENT, lines


@pytest.mark.parametrize(("language", "text"), lines(RINGS))
def test_danger_now_is_read(language: str, text: str) -> None:
    signs = read_signs(text)
    assert signs.score >= 0.5, signs
    assert signs.sign in load_signs().signs


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
    given = load_signs()
    for sign, strengths in given.signs.items():
        for language in RINGS:
            assert any(words.get(language) for words in strengths.values()), (sign, language)
    for cue, languages in given.cues.items():
        assert set(languages) == set(RINGS), cue
    for cue, signs in given.doubts.items():
        assert cue in given.cues
        assert signs <= given.signs.keys()


def test_everything_in_the_file_is_text() -> None:
    given = load_signs()
    tables = [
        table for strengths in given.signs.values() for languages in strengths.values() for table in languages.values()
    ]
    tables += [table for languages in given.cues.values() for table in languages.values()]
    words = [given.lists, given.idioms, given.not_typos]
    texts = [*tables, *(it for kind in words for it in kind.values()), *(it for words in given.glued for it in words)]
    assert [text for text in texts if not isinstance(text, str)] == []
