"""Data: reports with their codes, the notice, what is kept and deleted, and who nobody is to know."""

import re

import pytest
from sqlalchemy import select

from bot.content.privacy import load_privacy
from bot.store.tables import Consent, Identity
from tests.conformance.conftest import Hears, Needs
from tests.conformance.driver import Person, wait
from tests.conformance.house import House, Officer
from tests.conformance.words import GREETING, HELLO, told

CODE = re.compile(r"(?<![\w-])\w{4}-\w{4}-\w{4}-\w{4}")
REPORT = ["theft of my black bicycle from the yard in prizren yesterday", "a tall man in a red jacket", "nobody saw it"]


def _file(house: House, person: Person, hears: Hears) -> tuple[str, str]:
    """A report, to its end: its reference and receipt code as the person reads them."""
    person.say(HELLO)
    hears(GREETING)
    person.say(REPORT[0])
    for _ in range(12):
        count = len(house.said(person))
        wait(lambda: house.said(person)[-1].handled_at, seconds=20)
        shown = house.messages(person, "outgoing")
        last = next((it for it in reversed(shown) if it.buttons), None)
        payloads = {it["payload"]: it["title"] for it in (last.buttons or [])} if last else {}
        file = next((title for payload, title in payloads.items() if '"do":"file"' in payload), None)
        skip = next((title for payload, title in payloads.items() if '"do":"skip"' in payload), None)
        title = file or skip
        if title is not None:
            # The newest button with this title is pressed: it must have come.
            wait(lambda: not [it for it in house.messages(person) if it.delivery in {"queued", "sending"}])
            person.press(title)
        else:
            person.say(REPORT[2])
        wait(lambda: len(house.said(person)) > count, lambda: (title, count))  # noqa: B023
        if file is not None:
            break
    heard = hears("DLG-")
    reference = re.search(r"DLG-\w{4}-\w{4}", heard)
    wait(lambda: CODE.search("\n".join(it.text for it in person.answers)))
    code = CODE.search("\n".join(it.text for it in person.answers))
    assert reference
    assert code
    return reference[0], code[0]


def test_a_report_ends_with_a_code_that_only_its_citizen_sees(
    house: House, person: Person, hears: Hears, officer: Officer
) -> None:
    reference, code = _file(house, person, hears)
    stored = house.everything()
    assert reference in stored
    assert code not in stored
    assert code.replace("-", "") not in stored
    talk = house.talk(person).id
    assert code not in str(officer.get(f"/conversations/{talk}"))
    person.say(f"my code is {code.lower()}")
    hears("add")
    wait(lambda: "••••" in house.said(person)[-1].text)
    assert code.lower() not in house.everything().lower()


def test_the_notice_about_data_is_told_once(house: House, person: Person, hears: Hears, needs: Needs) -> None:
    for text in (HELLO, "thanks a lot", "where is the station"):
        person.say(text)
    heard = hears("municipality do you mean")
    with house.database.read() as session:
        query = select(Consent).join(Identity, Identity.citizen_id == Consent.citizen_id)
        shown = session.scalars(query.where(Identity.platform_id == house.sender(person))).all()
    assert [(it.version, it.channel) for it in shown] == [(load_privacy().version, house.driver.channel)]
    needs("tells the notice")
    assert heard.count(told("utter_privacy")[0]) == 1


@pytest.mark.parametrize("words", ["my data", "të dhënat e mia", "moji podaci", "моји подаци"])
def test_who_asks_is_shown_what_is_kept(person: Person, hears: Hears, words: str) -> None:
    person.say(words)
    wait(lambda: any(len(it.text) > 100 for it in person.answers))
    assert any("\n" in it.text for it in person.answers)


def test_who_wishes_it_has_all_of_it_deleted(house: House, person: Person, hears: Hears) -> None:
    mine = "hello, I have a question about cornflowers"
    person.say(mine)
    hears(GREETING)
    person.say("delete my data")
    hears(*told("utter_delete_sure"))
    person.say("yes")
    hears("Your chats are deleted")
    assert mine not in house.everything()
    person.say("thanks a lot")
    hears(*told("utter_thank"))


def test_who_it_is_stands_nowhere(
    house: House, person: Person, hears: Hears, officer: Officer, capfd: pytest.CaptureFixture[str]
) -> None:
    person.say("hello, please call an officer")
    wait(lambda: house.said(person) and house.said(person)[0].handled_at)
    person.say("please call an officer")
    wait(lambda: house.talk(person).status == "waiting")
    talk = house.talk(person).id
    officer.do(talk, "claim")
    officer.do(talk, "reply", text="Good afternoon")
    hears("Good afternoon")
    person.send_location(42.6, 21.1)
    wait(lambda: len(house.said(person)) == 3)
    shown = f"{officer.get('/conversations')}{officer.get(f'/conversations/{talk}')}"
    assert person.id not in house.everything()
    assert person.id not in shown
    assert person.id not in "".join(capfd.readouterr())
