"""Danger, and an engine that does not answer."""

import pytest

from tests.conformance.conftest import Hears
from tests.conformance.driver import Person, wait
from tests.conformance.house import House
from tests.conformance.words import DANGER, GREETING, HELLO, told


@pytest.mark.parametrize("text", DANGER.values(), ids=DANGER)
def test_danger_is_answered_without_the_engine(house: House, person: Person, hears: Hears, text: str) -> None:
    house.engine.mode = "failing"
    person.say(text)
    hears("192", "112")
    talk = house.talk(person)
    assert (talk.urgent, talk.status) == (True, "waiting")
    assert text not in house.engine.heard


def test_an_engine_that_is_down_is_told_once_and_the_answer_comes(house: House, person: Person, hears: Hears) -> None:
    house.engine.mode = "loading"
    person.say(HELLO)
    problem = told("utter_technical_problem")[0]
    hears(problem[:30])
    person.say("thanks a lot")
    wait(lambda: len(house.said(person)) == 2)
    house.engine.mode = "ok"
    heard = hears(GREETING, *told("utter_thank"))
    assert heard.count(problem) == 1
    assert heard.index(problem) < heard.index(GREETING) < heard.index(told("utter_thank")[0])
