"""A machine's translation: nothing leaves the house unless a service is set, and what is translated says so."""

from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from bot.dialogue.translation import Translator
from bot.errors import Refused
from bot.i18n import LOCALES, Locale
from tests.stand_ins.translation import TranslationStandIn

ALBANIAN, SERBIAN, CYRILLIC, ENGLISH = LOCALES


@pytest.fixture
def service() -> Iterator[TranslationStandIn]:
    """The translation service."""
    with TranslationStandIn() as made:
        yield made


@pytest.fixture
def translator(service: TranslationStandIn) -> Iterator[Translator]:
    """Its client."""
    made = Translator(service.url, None, timeout=2.0)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("text", "source", "target", "sent", "answer", "wanted"),
    [
        ("Good day", ENGLISH, ALBANIAN, ("Good day", "en", "sq"), "Mirë dita", "Mirë dita"),
        ("Добар дан", CYRILLIC, ENGLISH, ("Dobar dan", "sr", "en"), "Good day", "Good day"),
        ("Good day", ENGLISH, CYRILLIC, ("Good day", "en", "sr"), "Dobar dan", "Добар дан"),
        ("Good day", ENGLISH, SERBIAN, ("Good day", "en", "sr"), "Добар дан", "Dobar dan"),
        ("Good day", ENGLISH, CYRILLIC, ("Good day", "en", "sr"), "Добар дан", "Добар дан"),
    ],
)
def test_a_text_is_translated_into_language_and_script(
    service: TranslationStandIn,
    translator: Translator,
    text: str,
    source: Locale,
    target: Locale,
    sent: tuple[str, str, str],
    answer: str,
    wanted: str,
) -> None:
    service.answers[sent[0]] = answer

    assert translator.translate(text, source, target) == wanted
    (asked,) = service.asked
    assert (asked["path"], asked["format"]) == ("/translate", "text")
    assert (asked["q"], asked["source"], asked["target"]) == sent
    assert "api_key" not in asked


def test_between_the_scripts_of_a_language_nothing_is_asked(
    service: TranslationStandIn, translator: Translator
) -> None:
    assert translator.translate("Dobar dan", SERBIAN, CYRILLIC) == "Добар дан"
    assert translator.translate("Добар дан", CYRILLIC, SERBIAN) == "Dobar dan"
    assert translator.translate("Good day", ENGLISH, ENGLISH) == "Good day"
    assert service.asked == []


def test_the_key_goes_along_if_one_is_set(service: TranslationStandIn) -> None:
    translator = Translator(service.url, SecretStr("a key"))
    translator.translate("Good day", ENGLISH, ALBANIAN)
    translator.close()

    assert service.asked[0]["api_key"] == "a key"


def test_a_marked_translation_says_so_and_shows_the_officer_s_own_words(translator: Translator) -> None:
    first, mark, own = translator.mark("Good day", ENGLISH, SERBIAN).replace("\n\n", "\n").split("\n")
    assert (first, own) == ("sr: Good day", "Good day")
    assert mark.startswith("[")
    assert mark.endswith("]")


@pytest.mark.parametrize("mode", ["failing", "strange", "down"])
def test_what_the_service_cannot_do_is_said(service: TranslationStandIn, translator: Translator, mode: str) -> None:
    service.mode = mode
    asking = Translator("http://127.0.0.1:9", None) if mode == "down" else translator
    with pytest.raises(Refused) as refused:
        asking.translate("Good day", ENGLISH, ALBANIAN)

    assert refused.value.status == 503


def test_without_a_service_nothing_is_translated() -> None:
    translator = Translator(None, None)
    assert not translator.is_set
    with pytest.raises(Refused) as refused:
        translator.translate("Good day", ENGLISH, ALBANIAN)

    assert refused.value.status == 409
    assert translator.translate("Dobar dan", SERBIAN, CYRILLIC) == "Добар дан"
    translator.close()
