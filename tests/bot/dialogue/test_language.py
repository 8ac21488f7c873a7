"""In which language a citizen is answered: a sentence decides, a word follows, a choice holds."""

import pytest

from bot.dialogue.language import choose_locale
from bot.i18n import find_locale
from bot.messages import Status
from bot.services.conversations import Situation
from tests.bot.conftest import Talk

SENTENCES = {
    "sq": "ku mundem me e pagu gjoben",
    "sr-Latn": "gde mogu da platim kaznu",
    "sr-Cyrl": "где могу да платим казну",
    "en": "where can I pay my fine",
}


def chosen(text: str, earlier: str | None, *, is_chosen: bool = False) -> str | None:
    """The tag of the locale for `text` in a conversation that has been in `earlier`."""
    situation = Situation(Status.WITH_BOT, False, find_locale(earlier), is_chosen)
    locale = choose_locale(text, situation)
    return locale.tag if locale else None


@pytest.mark.parametrize("earlier", [None, *SENTENCES])
@pytest.mark.parametrize("tag", SENTENCES)
def test_a_sentence_decides(tag: str, earlier: str | None) -> None:
    assert chosen(SENTENCES[tag], earlier) == tag


@pytest.mark.parametrize("earlier", SENTENCES)
@pytest.mark.parametrize("text", ["ok", "super", "hello", "tung", "da", "po", "192", "Peja", "👍", "ok thanks", "?"])
def test_a_word_or_two_follow_the_conversation(text: str, earlier: str) -> None:
    assert chosen(text, earlier) == earlier


@pytest.mark.parametrize("text", ["192", "👍", "???", "12:30"])
def test_while_nothing_is_known_nothing_is_guessed(text: str) -> None:
    assert chosen(text, None) is None


@pytest.mark.parametrize(("text", "tag"), [("Zdravo", "sr-Latn"), ("Здраво", "sr-Cyrl"), ("përshëndetje", "sq")])
def test_a_first_word_decides_when_it_can(text: str, tag: str) -> None:
    assert chosen(text, None) == tag


def test_a_chosen_script_holds_against_the_keyboard() -> None:
    assert chosen(SENTENCES["sr-Latn"], "sr-Cyrl", is_chosen=True) == "sr-Cyrl"
    assert chosen(SENTENCES["en"], "sr-Cyrl", is_chosen=True) == "en"


def test_a_mixed_message_follows_the_conversation() -> None:
    assert chosen("ok hvala, thank you", "sq") == "sq"


def test_while_no_language_is_known_every_answer_comes_in_all_three(talk: Talk) -> None:
    talk.say("???")
    talk.answer()
    text = talk.heard()[0].text
    assert text.count("\n\n") == 2
    assert [button["title"] for button in talk.heard()[0].buttons] == ["Shqip", "Srpski", "Српски", "English"]
