"""Files: taken with what is said beside them, or refused in a sentence that their sender reads."""

import pytest

from bot.i18n import find_locale, translate
from bot.messages import FileKind
from bot.services.attachments import SENTENCES, list_of_talk
from bot.services.inspection import Reason
from tests.conformance.conftest import Hears
from tests.conformance.driver import Driver, Person, wait
from tests.conformance.house import House
from tests.conformance.words import GREETING, HELLO, told
from tests.files import jpeg, ogg, pdf

FILES = {FileKind.PHOTO: jpeg(), FileKind.VOICE: ogg(), FileKind.DOCUMENT: pdf()}
HELLOS = {
    "sq": ("sq", "Latn", "Mirëdita, kam një pyetje për ju"),
    "sr": ("sr", "Cyrl", "Добар дан, имам једно питање за вас"),
    "en": ("en", "Latn", HELLO),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_is_taken_with_its_caption(house: House, person: Person, hears: Hears, kind: FileKind) -> None:
    person.say(HELLO)
    hears(GREETING)
    person.send_file(FILES[kind], kind, "thanks, here it is")
    hears(*told("utter_file_noted"))
    assert house.said(person)[-1].text == "thanks, here it is"
    with house.database.read() as session:
        assert [it.kind for it in list_of_talk(session, house.talk(person).id)] == [kind]


def test_a_file_without_a_word_is_taken(house: House, person: Person, hears: Hears) -> None:
    person.say(HELLO)
    hears(GREETING)
    person.send_file(jpeg(), FileKind.PHOTO)
    hears(*told("utter_file_received"))


@pytest.mark.parametrize("language", HELLOS)
@pytest.mark.parametrize("reason", [Reason.TYPE, Reason.TOO_LARGE])
def test_what_is_not_taken_is_told_in_the_citizens_language(
    house: House, driver: Driver, hears: Hears, reason: Reason, language: str
) -> None:
    *tag, hello = HELLOS[language]
    person, locale = driver.person(language if tag[1] == "Latn" else "sr-Cyrl"), find_locale(*tag)
    assert locale is not None
    person.say(hello)
    wait(lambda: person.answers)
    content = b"MZ\x90\0" + b"\0" * 500 if reason is Reason.TYPE else jpeg() + b"\0" * 1_200_000
    person.send_file(content, FileKind.DOCUMENT if reason is Reason.TYPE else FileKind.PHOTO)
    hears(translate(SENTENCES[reason], locale).partition("{")[0][:40].strip(), by=person)
    with house.database.read() as session:
        assert list_of_talk(session, house.talk(person).id) == []


def test_danger_in_a_caption_rings(house: House, person: Person, hears: Hears) -> None:
    house.engine.mode = "failing"
    person.send_file(jpeg(), FileKind.PHOTO, "help me, he has a knife and he is coming at me")
    hears("192")
    assert house.talk(person).urgent
