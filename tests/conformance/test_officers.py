"""A person and an officer: waiting, taking over, answering, closing, muting."""

from uuid import uuid4

import pytest

from bot.services import turns
from tests.conformance.conftest import Hears, Needs
from tests.conformance.driver import Person, wait
from tests.conformance.house import House, Officer
from tests.conformance.words import GREETING, HELLO, told

LONG = "\n\n".join(f"{number}. Ju lutem sillni letërnjoftimin 🪪 dhe dy fotografi." for number in range(1, 71))


def _wait_for_officer(house: House, person: Person, hears: Hears) -> str:
    person.say(HELLO)
    hears(GREETING)
    person.say("please call an officer")
    hears("officer")
    wait(lambda: house.talk(person).status == "waiting")
    return house.talk(person).id


def test_an_officer_takes_over_answers_and_closes(house: House, person: Person, hears: Hears, officer: Officer) -> None:
    talk = _wait_for_officer(house, person, hears)
    officer.do(talk, "claim")
    person.say("hello, is somebody there?")
    wait(lambda: len(house.said(person)) == 3 and house.said(person)[-1].handled_at)
    officer.do(talk, "reply", text="Good afternoon, Officer Arta here 👮")
    heard = hears("Good afternoon, Officer Arta here 👮")
    assert heard.count(GREETING) == 1  # while an officer speaks the bot is silent
    officer.do(talk, "resolve", outcome="answered", reason="All is answered.")
    hears("All is answered.")
    wait(lambda: len(person.answers[-1].titles) >= 3, lambda: person.answers[-1])
    person.press(person.answers[-1].titles[0])
    hears(*told("utter_rated"))
    assert house.talk(person).rating in range(1, 6)
    assert house.talk(person).status == "resolved"


def test_whoever_writes_after_the_end_is_answered_by_the_bot(
    house: House, person: Person, hears: Hears, officer: Officer
) -> None:
    talk = _wait_for_officer(house, person, hears)
    officer.do(talk, "claim")
    officer.do(talk, "resolve", outcome="answered", reason="All is answered.")
    hears("All is answered.")
    person.say("where is the station")
    hears("municipality do you mean")
    assert (house.talk(person).id, house.talk(person).status) == (talk, "with_bot")


def test_a_long_reply_arrives_whole_and_in_order(house: House, person: Person, hears: Hears, officer: Officer) -> None:
    talk = _wait_for_officer(house, person, hears)
    officer.do(talk, "claim")
    officer.do(talk, "reply", text=LONG)
    assert 3500 < len(LONG) <= 4096
    heard = hears("70. Ju lutem sillni letërnjoftimin 🪪 dhe dy fotografi.")
    words = heard[heard.index("1. Ju lutem") :].split()
    assert words[: len(LONG.split())] == LONG.split()


def test_replies_come_in_the_order_in_which_they_were_written(
    house: House, person: Person, hears: Hears, officer: Officer
) -> None:
    talk = _wait_for_officer(house, person, hears)
    officer.do(talk, "claim")
    for number in range(4):
        officer.do(talk, "reply", text=f"this is line {number}.")
    heard = hears("line 3.")
    assert [heard.index(f"line {number}.") for number in range(4)] == sorted(
        heard.index(f"line {number}.") for number in range(4)
    )


def test_a_reply_sent_twice_is_said_once(house: House, person: Person, hears: Hears, officer: Officer) -> None:
    talk = _wait_for_officer(house, person, hears)
    officer.do(talk, "claim")
    client_id = uuid4().hex
    for _ in range(2):
        officer.do(talk, "reply", text="only once, please", id=client_id)
    officer.do(talk, "reply", text="and the next")
    assert hears("and the next").count("only once, please") == 1


def test_who_is_muted_is_told_once(house: House, person: Person, hears: Hears, supervisor: Officer) -> None:
    talk = _wait_for_officer(house, person, hears)
    supervisor.do(talk, "mute", hours=1, reason="insults")
    for text in ("hello one", "hello two", "hello three"):
        person.say(text)
    heard = hears(told("utter_muted")[0])
    wait(lambda: len(house.said(person)) == 5 and all(it.handled_at for it in house.said(person)))
    assert heard.count(GREETING) == 1
    person.say("help me he has a knife and he is coming at me")
    assert hears("192").count(told("utter_muted")[0]) == 1


def test_who_blocks_us_is_seen_by_officers(
    house: House, person: Person, hears: Hears, officer: Officer, needs: Needs
) -> None:
    needs("blocks")
    talk = _wait_for_officer(house, person, hears)
    officer.do(talk, "claim")
    wait(lambda: {it.delivery for it in house.messages(person, "outgoing")} <= {"sent", "delivered", "read"})
    person.block()
    officer.do(talk, "reply", text="are you there?")
    wait(lambda: house.messages(person)[-1].delivery == "failed", lambda: house.messages(person)[-1].delivery)
    shown = officer.get(f"/conversations/{talk}")["messages"][-1]
    assert (shown["text"], shown["delivery"]) == ("are you there?", "failed")


def test_a_restart_between_store_and_answer_answers_once(
    house: House, person: Person, hears: Hears, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.say("thanks in advance")
    hears(*told("utter_thank"))
    with monkeypatch.context() as patch:
        patch.setattr(turns, "claim_next", lambda *_: None)  # nobody answers until the restart
        person.say(HELLO)
        wait(lambda: len(house.said(person)) == 2)
        house.stop()
    house.start()
    hears(GREETING)
    person.say("where is the station")
    assert hears("municipality do you mean").count(GREETING) == 1
