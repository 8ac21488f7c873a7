"""Whole talks on Messenger: people at one end, officers at the other, Meta and this house between them."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.messages import FileKind, Kind, Problem
from bot.store.tables import Attachment, Conversation, Message
from tests.bot.channels.messenger.conftest import Page, wait_until
from tests.files import jpeg
from tests.stand_ins.messenger import INBOX_APP
from tests.stand_ins.messenger_people import Person


def _outgoing(page: Page) -> list[Message]:
    return [it for it in page.messages() if it.direction == "outgoing"]


def _incoming(page: Page) -> list[Message]:
    return [it for it in page.messages() if it.direction == "incoming"]


def test_a_talk_goes_there_and_back_in_order(page: Page, person: Person) -> None:
    person.say("hello")
    page.settle()
    person.say("station")
    page.settle()
    assert [it.text for it in person.answers] == [it.text for it in _outgoing(page)]
    assert {it.delivery for it in _outgoing(page)} == {"delivered"}
    assert {it.metadata for it in person.answers} == {"dialog"}
    assert not [it for it in page.updates() if it.error]
    assert {"mark_seen", "typing_on"} <= set(person.sender_actions)


def test_many_messages_at_once_are_read_in_order(page: Page, person: Person) -> None:
    with page.messenger.batch(per_entry=3):
        for number in range(10):
            person.say(f"hello {number}")
    page.settle()
    assert [it.text for it in _incoming(page)] == [f"hello {number}" for number in range(10)]


def test_get_started_greets_and_a_quick_reply_is_a_press(page: Page, person: Person) -> None:
    wait_until(lambda: "get_started" in page.messenger.profile)
    person.get_started()
    page.settle()
    assert page.messages()[0].payload == "/start"
    replies = person.quick_replies
    assert replies
    person.tap(replies[0]["title"])
    page.settle()
    pressed = _incoming(page)[-1]
    assert pressed.payload is not None
    assert pressed.text == replies[0]["title"]


def test_the_menu_is_a_command(page: Page, person: Person) -> None:
    wait_until(lambda: "persistent_menu" in page.messenger.profile)
    person.say("hello")
    page.settle()
    person.choose(person.menu[0]["title"])
    page.settle()
    assert _incoming(page)[-1].payload == "/talk_to_officer"


def test_a_link_opens_a_report(page: Page, person: Person) -> None:
    person.say("hello")
    page.settle()
    person.follow_link("report_theft")
    person.follow_link("campaign")
    page.settle()
    assert [it.payload for it in _incoming(page)] == [None, "/report_theft"]


def test_our_own_echo_is_no_officer(page: Page, person: Person) -> None:
    person.say("hello")
    page.settle()
    assert [it.outside_until for it in page.talks()] == [None]
    assert len(_outgoing(page)) == len(person.answers)


@pytest.mark.parametrize("app", [INBOX_APP, None])
def test_an_officer_in_facebooks_inbox_silences_the_bot(page: Page, person: Person, app: int | None) -> None:
    person.say("hello")
    page.settle()
    page.messenger.inbox_reply(person, "Zovemo vas.", app_id=app)
    page.settle()
    told = len(person.answers)
    assert [(it.text, it.sender) for it in _outgoing(page)][-1] == ("Zovemo vas.", "officer")
    person.say("station")
    page.settle()
    assert len(person.answers) == told
    assert _incoming(page)[-1].text == "station"


def test_a_thread_that_is_taken_and_passed_back(page: Page, person: Person) -> None:
    person.say("hello")
    page.settle()
    page.messenger.take_thread(person)
    page.settle()
    person.say("station")
    page.settle()
    assert page.talks()[0].outside_until is not None
    told = len(person.answers)
    page.messenger.pass_thread(person)
    page.settle()
    person.say("thanks")
    page.settle()
    assert len(person.answers) > told
    assert not [it for it in _outgoing(page) if not it.text]


def test_an_officer_answers_and_sees_how_long_that_is_taken(page: Page, person: Person) -> None:
    arta = page.console.officer("Arta")
    person.say("hello")
    page.settle()
    talk = f"/conversations/{page.talks()[0].id}"
    shown = arta.get(talk).json()
    written = datetime.fromisoformat(shown["last_incoming_at"])
    assert datetime.fromisoformat(shown["window_closes_at"]) == written + timedelta(hours=24)
    assert arta.post(f"{talk}/claim").status_code == 200
    assert arta.post(f"{talk}/reply", {"text": "Po vijmë."}).status_code == 201
    page.settle()
    assert person.answers[-1].text == "Po vijmë."
    said = len(person.answers)
    person.say("station")
    page.settle()
    assert len(person.answers) == said


def test_a_photo_is_kept(page: Page, person: Person) -> None:
    person.send_image(jpeg(), jpeg())
    page.settle()
    with page.database.read() as session:
        assert [it.kind for it in session.scalars(select(Attachment))] == [FileKind.PHOTO] * 2


def test_a_file_that_lies_elsewhere_is_not_fetched(page: Page, person: Person) -> None:
    person.send_attachments({"type": "image", "payload": {"url": "http://169.254.169.254/latest/meta-data/"}})
    page.settle()
    assert [it.kind for it in _incoming(page)] == [Kind.FILE]
    assert person.answers


@pytest.mark.parametrize("legacy", [True, False])
def test_a_place_is_a_place(page: Page, person: Person, legacy: bool) -> None:
    person.share_location(42.2139, 20.7397, legacy=legacy)
    page.settle()
    assert _incoming(page)[0].location == {"latitude": 42.2139, "longitude": 20.7397}


def test_after_the_window_nothing_is_sent_until_the_citizen_writes(page: Page, person: Person) -> None:
    person.say("hello")
    page.settle()
    calls = len(page.messenger.calls)
    talk = _age(page, hours=25)
    number = _queue_again(page, talk)
    wait_until(lambda: page.messages()[number].delivery == "held")
    assert page.messages()[number].problem == Problem.WINDOW
    assert [it.edge for it in list(page.messenger.calls)[calls:]] == []
    told = len(person.answers)
    person.say("thanks")
    page.settle()
    assert page.messages()[number].delivery == "delivered"
    assert len(person.answers) > told + 1


def test_what_was_held_in_an_ended_talk_is_sent_in_the_next(page: Page, person: Person) -> None:
    person.say("hello")
    page.settle()
    talk = _age(page, hours=72)
    with page.database.write() as session:
        session.execute(
            update(Conversation).values(status="resolved", resolved_at=Conversation.last_incoming_at, owner_id=None)
        )
    number = _queue_again(page, talk)
    wait_until(lambda: page.messages()[number].delivery == "held")
    person.say("thanks")
    page.settle()
    assert len(page.talks()) == 2
    assert page.messages()[number].delivery == "delivered"


def test_who_blocked_the_page_is_not_written_to(page: Page, person: Person) -> None:
    person.block()
    with page.messenger.lock:
        person.blocked = False
        person.say("hello")
        person.blocked = True
    page.settle()
    assert {(it.delivery, it.problem) for it in _outgoing(page)} == {("failed", Problem.BLOCKED)}
    assert person.answers == []
    person.unblock()
    person.say("thanks")
    page.settle()
    assert person.answers


def test_reading_and_delivery_are_seen(page: Page, person: Person) -> None:
    person.say("hello")
    page.settle()
    person.read()
    page.settle()
    assert {it.delivery for it in _outgoing(page)} == {"read"}


def test_signs_edits_and_what_is_taken_back_are_kept(page: Page, person: Person) -> None:
    mid = person.say("hello")
    page.settle()
    person.react(person.answers[0].mid)
    person.edit(mid, "station")
    page.settle()
    person.unsend(mid)
    page.settle()
    assert [(it.kind, it.refers_to) for it in _incoming(page)] == [
        (None, None),
        (Kind.REACTION, 2),
        (Kind.EDITED, 1),
        (Kind.UNSENT, 1),
    ]
    assert _incoming(page)[0].text == "hello"


@pytest.mark.parametrize("how", ["lost", "reset"])
def test_a_broken_line_loses_nothing(page: Page, person: Person, how: str) -> None:
    page.messenger.fail("messages", how=how, where=lambda it: "message" in it)
    person.say("hello")
    page.settle()
    told = [it.text for it in person.answers]
    assert set(told) == {it.text for it in _outgoing(page)}
    assert _outgoing(page)[0].is_maybe_repeated


def test_duplicates_and_forgeries_of_meta_change_nothing(page: Page, person: Person) -> None:
    page.messenger.webhooks.spoil("duplicate")
    person.say("hello")
    page.messenger.webhooks.spoil("missigned")
    person.say("theft")
    person.say("thanks")
    page.settle()
    assert [it.text for it in _incoming(page)] == ["hello", "thanks"]


def _age(page: Page, **ago: float) -> str:
    """Let the citizen have written so long ago."""
    with page.database.write() as session:
        talk = session.scalars(select(Conversation)).one()
        talk.last_incoming_at -= timedelta(**ago)
        return talk.id


def _queue_again(page: Page, talk: str) -> int:
    """Let the last answer still be to send; its index among the messages."""
    with page.database.write() as session:
        message = session.scalars(select(Message).order_by(Message.id.desc())).first()
        assert message is not None
        message.delivery, message.sent_ids = "queued", None
    return len(page.messages()) - 1
