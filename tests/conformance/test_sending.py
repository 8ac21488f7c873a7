"""What goes out comes once, in order, and whole, whatever the platform does."""

import threading

import pytest

from bot.services import deliveries
from tests.conformance.conftest import Hears, Needs
from tests.conformance.driver import Driver, Person, wait
from tests.conformance.house import House
from tests.conformance.words import GREETING, HELLO, told


def test_a_platform_that_is_down_gets_everything_later_in_order(
    house: House, driver: Driver, person: Person, hears: Hears, needs: Needs
) -> None:
    needs("pushes")
    driver.go_down()
    for text in (HELLO, "where is the station", "thanks a lot"):
        person.say(text)
    wait(lambda: len([it for it in house.said(person) if it.handled_at]) == 3)
    assert person.answers == []
    driver.come_back()
    heard = hears(GREETING, "municipality do you mean", *told("utter_thank"))
    outgoing = [it.text for it in house.messages(person, "outgoing")]
    assert [it.text for it in person.answers] == outgoing, heard


def test_an_answer_of_which_nobody_knows_whether_it_came_is_marked(
    house: House, driver: Driver, person: Person, hears: Hears, needs: Needs
) -> None:
    needs("pushes")
    driver.lose_next()
    person.say("thanks a lot")
    thanks = told("utter_thank")[0]
    wait(lambda: sum(thanks in it.text for it in person.answers) == 2)
    first, *others = house.messages(person, "outgoing")
    assert first.is_maybe_repeated
    assert not any(it.is_maybe_repeated for it in others)
    person.say(HELLO)
    assert hears(GREETING).count(thanks) == 2


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_kill_between_sending_and_noting_is_marked(
    house: House, person: Person, hears: Hears, needs: Needs, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs("pushes")
    killed = threading.Event()

    def die(*_: object, **__: object) -> None:
        killed.set()
        raise SystemExit  # ends the thread, as a kill ends the process

    with monkeypatch.context() as patch:
        patch.setattr(deliveries, "release", lambda *_: None)  # who is killed gives nothing back
        patch.setattr(deliveries, "note_part", die)
        person.say("thanks a lot")
        assert killed.wait(15)
        house.stop()
    house.start()
    thanks = told("utter_thank")[0]
    wait(lambda: sum(thanks in it.text for it in person.answers) == 2)
    person.say(HELLO)
    assert hears(GREETING).count(thanks) == 2
    marked = [it.is_maybe_repeated for it in house.messages(person, "outgoing")]
    assert (marked[0], marked[-1]) == (True, False)
