"""A talk: what is said is answered, once, in order, to the one who said it."""

import pytest

from bot.i18n import find_locale
from tests.conformance.conftest import Hears, Needs
from tests.conformance.driver import Driver, Person, wait
from tests.conformance.house import House
from tests.conformance.words import GREETING, HELLO, ODD, told

PLACE = (42.6629, 21.1655)


def test_a_text_is_answered(house: House, person: Person, hears: Hears) -> None:
    person.say(HELLO)
    hears(GREETING)
    assert [it.text for it in house.said(person)] == [HELLO]


def test_the_same_twice_is_one(house: House, driver: Driver, person: Person, hears: Hears) -> None:
    driver.repeat_next()
    person.say(HELLO)
    hears(GREETING)
    person.say("thanks a lot")
    assert hears(*told("utter_thank")).count(GREETING) == 1
    assert [it.text for it in house.said(person)] == [HELLO, "thanks a lot"]


def test_three_in_a_row_are_answered_in_order(person: Person, hears: Hears) -> None:
    for text in (HELLO, "where is the station", "thanks a lot"):
        person.say(text)
    heard = hears(GREETING, "municipality do you mean", *told("utter_thank"))
    places = [heard.index(it) for it in (GREETING, "municipality do you mean", told("utter_thank")[0])]
    assert places == sorted(places)


def test_two_that_change_places_are_both_answered(house: House, driver: Driver, person: Person, hears: Hears) -> None:
    person.say(HELLO)
    hears(GREETING)
    driver.reorder_next()
    person.say("thanks a lot")
    person.say("where is the station")
    hears("municipality do you mean", *told("utter_thank"))
    assert sorted(it.text for it in house.said(person)) == sorted([HELLO, "thanks a lot", "where is the station"])


def test_two_side_by_side_hear_only_their_own(driver: Driver, person: Person, hears: Hears) -> None:
    other = driver.person("sr")
    other.say("Добар дан, имам једно питање за вас, hvala, thanks")
    person.say(HELLO)
    hears(GREETING)
    heard = hears("Нема на чему", by=other)
    assert GREETING not in heard
    assert "Нема на чему" not in hears(GREETING)


def test_a_button_is_shown_and_pressed(house: House, person: Person, hears: Hears) -> None:
    person.say(HELLO)
    hears(GREETING)
    wait(lambda: "Police stations" in {title for it in person.answers for title in it.titles})
    person.press("Police stations")
    hears("municipality do you mean")
    assert [(it.text, it.payload) for it in house.said(person)][1:] == [("Police stations", "/ask_station")]


def test_a_button_pressed_twice_at_once_is_one(house: House, person: Person, hears: Hears, needs: Needs) -> None:
    needs("pushes")
    person.say(HELLO)
    hears(GREETING)
    person.press("Police stations")
    person.press("Police stations")
    hears("municipality do you mean")
    person.say("thanks a lot")
    assert hears(*told("utter_thank")).count("municipality do you mean") == 1
    assert [it.payload for it in house.said(person)] == [None, "/ask_station", None]


def test_an_old_button_still_means_what_it_meant(house: House, person: Person, hears: Hears) -> None:
    person.say(HELLO)
    hears(GREETING)
    for text in ("where is the station", "thanks a lot"):
        person.say(text)
    hears(*told("utter_thank"))
    person.press("Emergency numbers")
    hears("193")
    assert house.said(person)[-1].payload == "/ask_emergency_number"


@pytest.mark.parametrize("payload", ['/rate{"stars":"5"}', "b:999999999:0", "b:1:99", "", "x" * 64, "/restart"])
def test_a_forged_button_does_nothing(house: House, person: Person, hears: Hears, payload: str) -> None:
    person.say(HELLO)
    hears(GREETING)
    person.press("Police stations", payload=payload or " ")
    person.say("thanks a lot")
    heard = hears(*told("utter_thank"))
    assert "Thank you for your answer" not in heard
    assert not [it for it in house.said(person) if it.payload]


def test_a_button_of_somebody_else_does_nothing(house: House, driver: Driver, person: Person, hears: Hears) -> None:
    other = driver.person()
    other.say("please call an officer")
    hears("officer", by=other)
    wait(lambda: [it for it in house.messages(other, "outgoing") if it.buttons])
    theirs = [it for it in house.messages(other, "outgoing") if it.buttons][-1]
    person.say(HELLO)
    hears(GREETING)
    person.press("Police stations", payload=f"b:{theirs.id}:0")
    person.say("thanks a lot")
    hears(*told("utter_thank"))
    assert not [it for it in house.said(person) if it.payload]
    assert house.talk(other).status == "waiting"


def test_titles_are_seen_whole(driver: Driver, person: Person, hears: Hears) -> None:
    if driver.title_limit is None:
        pytest.skip("the page shows titles of any length")
    for text in (HELLO, "language", "please call an officer", "theft of my car yesterday"):
        person.say(text)
    hears("In which language")
    wait(lambda: len([it for it in person.answers if it.titles]) >= 3)
    titles = [title for it in person.answers for title in it.titles]
    assert titles
    assert [it for it in titles if len(it) > driver.title_limit or it.endswith("…")] == []


def test_the_language_is_switched_by_a_button(house: House, person: Person, hears: Hears) -> None:
    person.say(HELLO)
    hears(GREETING)
    person.say("another language please")
    hears("In which language")
    person.press("Српски")
    hears("Настављамо")
    person.say("ok, thanks")
    hears(*told("utter_thank", find_locale("sr", "Cyrl")))
    assert house.talk(person).script == "Cyrl"


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_whatever_is_written_holds_nobody_up(house: House, person: Person, hears: Hears, odd: str) -> None:
    person.say(odd)
    person.say(HELLO)
    hears(GREETING)
    stored = "".join(it.text for it in house.said(person))
    assert not {"\x00", "\x07", "\x1b", "\ud83d"} & set(stored)
    assert len(person.answers) >= 2  # the odd one was told something too
    assert len(house.said(person)) == 2 or len({it.text for it in person.answers}) >= 2


def test_4096_characters_are_one_message(house: House, person: Person, hears: Hears) -> None:
    text = ("thanks " * 600)[:4096]
    person.say(text)
    hears(*told("utter_thank"))
    assert [len(it.text.strip()) for it in house.said(person)] == [len(text.strip())]


@pytest.mark.parametrize("empty", ["", " ", "\n\t\n"])
def test_an_empty_text_is_no_end(person: Person, hears: Hears, empty: str) -> None:
    person.say(empty)
    person.say(HELLO)
    hears(GREETING)


def test_a_place_is_kept_and_answered(house: House, person: Person, hears: Hears) -> None:
    person.say(HELLO)
    hears(GREETING)
    person.send_location(*PLACE)
    hears(*told("utter_location_received"))
    assert house.said(person)[-1].location == {"latitude": PLACE[0], "longitude": PLACE[1]}


def test_a_link_to_a_map_is_a_place(person: Person, hears: Hears) -> None:
    person.say(HELLO)
    hears(GREETING)
    person.say("https://maps.google.com/?q=42.6629,21.1655")
    hears(*told("utter_location_received"))


def test_what_nobody_knows_is_answered_and_seen(house: House, person: Person, hears: Hears, needs: Needs) -> None:
    needs("unknown kinds")
    person.say(HELLO)
    hears(GREETING)
    person.send_unknown()
    hears(*told("utter_kind_unread"))
    assert house.said(person)[-1].kind == "unknown"
