"""Conversations of one citizen: opened, reopened, ended, and read on without a gap."""

import pytest

from bot.errors import NotFound, Refused
from bot.messages import Channel, Status
from bot.services import conversations
from bot.store.tables import Conversation
from tests.bot.conftest import Talk


def resolve(talk: Talk) -> None:
    with talk.database.write() as session:
        conversation = session.get_one(Conversation, talk.page().conversation_id)
        conversation.status, conversation.resolved_at = Status.RESOLVED, talk.clock()


def test_numbers_rise_without_a_gap_over_all_that_was_said(talk: Talk) -> None:
    for _ in range(3):
        talk.say("hello my good friend")
        talk.answer()
    assert [line.number for line in talk.page().lines] == [1, 2, 3, 4, 5, 6]
    assert [line.number for line in talk.page(4).lines] == [5, 6]


def test_a_message_within_a_day_reopens_the_conversation(talk: Talk) -> None:
    talk.say("hello my good friend")
    talk.answer()
    resolve(talk)
    talk.clock.pass_(hours=23)
    talk.say("thanks a lot my friend")
    assert talk.page().conversation_id == talk.conversation
    assert talk.page().status is Status.WITH_BOT


def test_a_message_later_opens_another_and_the_numbers_go_on(talk: Talk) -> None:
    talk.say("hello my good friend")
    talk.answer()
    resolve(talk)
    talk.clock.pass_(hours=25)
    talk.say("thanks a lot my friend")
    talk.answer()
    page = talk.page()
    assert page.conversation_id != talk.conversation
    assert [line.number for line in page.lines] == [1, 2, 3, 4]


def test_danger_reopens_and_waits_for_an_officer(talk: Talk) -> None:
    talk.say("hello my good friend")
    talk.answer()
    resolve(talk)
    talk.say("help he is beating me right now")
    assert talk.page().status is Status.WAITING
    with talk.database.read() as session:
        assert session.get_one(Conversation, talk.conversation).urgent


def test_danger_is_told_in_full_once_and_then_in_one_line(talk: Talk) -> None:
    talk.say("help he is beating me right now")
    talk.say("he is beating me please help me now")
    talk.answer()
    first, second = talk.heard()
    assert "192" in first.text
    assert "192" in second.text
    assert len(second.text) < len(first.text)
    assert talk.engine.parsed == []


def test_nobody_reads_a_chat_without_its_token(talk: Talk) -> None:
    with pytest.raises(NotFound):
        conversations.read_on(talk.database, Channel.WEBCHAT, "somebody else", 0)


def test_a_button_is_taken_only_if_it_was_offered(talk: Talk) -> None:
    with pytest.raises(Refused):
        talk.say(payload='/ask_station{"municipality":"peja"}')
    with pytest.raises(Refused):
        talk.say(payload="/restart")
    talk.say(payload="/ask_emergency_number")
    assert talk.page().lines[-1].text


def test_a_button_shows_its_title_as_what_the_citizen_said(talk: Talk) -> None:
    talk.say("hello my good friend")
    talk.answer()
    button = talk.heard()[-1].buttons[-1]
    talk.say(payload=button["payload"])
    assert talk.page().lines[-1].text == button["title"]
