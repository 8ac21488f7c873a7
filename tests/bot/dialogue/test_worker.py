"""Nothing is lost and nothing is doubled, whatever the engine and the processes do."""

from datetime import timedelta

import pytest

from bot.messages import Status, Trigger
from bot.services import custody, handoff, turns
from bot.store.tables import Conversation
from tests.bot.conftest import Talk
from tests.handoff import officer


def test_a_message_is_answered_once(talk: Talk) -> None:
    number = talk.say("hello my friend")
    talk.answer()
    talk.answer()
    lines = talk.page().lines
    assert [line.sender for line in lines] == ["citizen", "bot"]
    assert lines[0].number == number


def test_the_same_message_sent_twice_is_stored_and_answered_once(talk: Talk) -> None:
    numbers = {talk.say("hello there friend", client_id="same") for _ in range(3)}
    talk.answer()
    assert numbers == {talk.say("hello there friend", client_id="same")}
    talk.answer()
    assert len(talk.page().lines) == 2


def test_messages_are_answered_in_order(talk: Talk) -> None:
    for text in ("hello my good friend", "where is the station please", "thanks a lot my friend"):
        talk.say(text)
    talk.answer()
    assert [body["parse"]["intent"]["name"] for body in talk.engine.turns] == ["greet", "ask_station", "thank"]
    assert len(talk.heard()) == 3


@pytest.mark.parametrize("mode", ["failing", "silent", "loading", "hanging"])
def test_a_failing_engine_is_told_at_once_and_the_answer_comes_when_it_is_back(talk: Talk, mode: str) -> None:
    talk.engine.mode = mode
    talk.say("hello my good friend")
    talk.answer()
    told = talk.heard()
    assert len(told) == 1
    assert "192" in told[0].text
    assert "112" in told[0].text

    talk.engine.mode = "ok"
    talk.clock.pass_(seconds=6)
    talk.answer()
    assert talk.heard()[0].text == told[0].text
    assert len(talk.heard()) == 2
    assert talk.page().status is Status.WITH_BOT


def test_an_outage_is_not_told_with_every_try(talk: Talk) -> None:
    talk.engine.mode = "loading"
    talk.say("hello my good friend")
    for _ in range(5):
        talk.answer()
        talk.clock.pass_(seconds=6)
    assert len(talk.heard()) == 1


@pytest.mark.parametrize("mode", ["silent", "failing"])
def test_a_message_on_which_the_engine_always_fails_goes_to_an_officer(talk: Talk, mode: str) -> None:
    talk.engine.mode = mode
    talk.say("hello my good friend")
    for _ in range(8):
        talk.answer()
        talk.clock.pass_(seconds=6)
    assert talk.page().status is Status.WAITING
    assert not talk.page().is_typing
    talk.engine.mode = "ok"
    talk.say("where is the station please")
    talk.answer()
    assert talk.engine.turns[-1]["parse"]["intent"]["name"] == "ask_station"


def test_a_long_outage_brings_the_talk_to_an_officer(talk: Talk) -> None:
    talk.engine.mode = "loading"
    talk.say("hello my good friend")
    for _ in range(30):
        talk.answer()
        talk.clock.pass_(seconds=6)
    assert talk.page().status is Status.WAITING


def test_danger_is_answered_while_the_engine_is_down_and_a_message_waits(talk: Talk) -> None:
    talk.engine.mode = "loading"
    talk.say("hello my good friend")
    talk.answer()
    number = talk.say("help me he has a knife and he is coming at me")
    alarm = talk.page(number).lines
    assert len(alarm) == 1
    assert "192" in alarm[0].text
    assert talk.page().status is Status.WAITING


def test_what_a_killed_process_held_is_answered_after_its_start(talk: Talk) -> None:
    talk.say("hello my good friend")
    assert turns.claim_next(talk.database, "here", talk.clock()) is not None
    talk.answer()
    assert talk.heard() == []
    assert turns.free_leases(talk.database, "here") == 1
    talk.answer()
    assert len(talk.heard()) == 1


def test_a_lease_ends_by_itself(talk: Talk) -> None:
    talk.say("hello my good friend")
    assert turns.claim_next(talk.database, "elsewhere", talk.clock()) is not None
    assert turns.free_leases(talk.database, "here") == 0
    talk.clock.pass_(seconds=turns.LEASE.total_seconds() + 1)
    talk.answer()
    assert len(talk.heard()) == 1


def test_an_answer_that_comes_after_its_lease_was_lost_is_dropped(talk: Talk) -> None:
    talk.say("hello my good friend")

    def lose_the_lease() -> None:
        talk.engine.before_answer = lambda: None
        with talk.database.write() as session:
            session.get_one(Conversation, talk.conversation).claimed_by = "other:lease"

    talk.engine.before_answer = lose_the_lease
    talk.worker.answer_one_conversation(talk.clock)
    assert talk.heard() == []
    talk.clock.pass_(minutes=1)
    talk.answer()
    assert len(talk.heard()) == 1


def test_the_bot_is_silent_once_an_officer_took_over_while_it_was_thinking(talk: Talk) -> None:
    arta = officer(talk.database, talk.clock())
    talk.say("hello my good friend")

    def take_over() -> None:
        custody.claim(talk.database, arta, talk.conversation, talk.clock())

    talk.engine.before_answer = take_over
    talk.answer()
    assert [it.sender for it in talk.heard()] == ["system"]
    assert talk.page().status is Status.ASSIGNED


def test_two_workers_share_the_work_without_doubling_it(talk: Talk) -> None:
    other = talk.make_worker("there")
    talk.say("hello my good friend")
    claim = turns.claim_next(talk.database, "here", talk.clock())
    assert claim is not None
    assert other.answer_one_conversation(talk.clock) is False
    turns.release(talk.database, claim)
    assert other.answer_one_conversation(talk.clock) is True
    assert len(talk.heard()) == 1


def test_an_episode_ends_after_fifty_turns_and_after_a_day_of_silence(talk: Talk) -> None:
    for _ in range(turns.EPISODE_TURNS + 1):
        talk.say("hello my good friend")
        talk.answer()
    episodes = [body["episode"] for body in talk.engine.turns]
    assert len(set(episodes[: turns.EPISODE_TURNS])) == 1
    assert episodes[-1] != episodes[0]
    talk.clock.pass_(hours=25)
    talk.say("hello my good friend")
    talk.answer()
    assert talk.engine.turns[-1]["episode"] not in episodes
    assert talk.sender not in str(talk.engine.turns)


def test_typed_commands_reach_the_engine_as_words(talk: Talk) -> None:
    for text in (
        "/restart",
        '/greet{"municipality":"X"}',
        " / back",
        "\u00a0/restart",
        "\r/restart",
        "\u2003//restart",
    ):
        talk.say(text)
    talk.answer()
    assert all(not text.strip().startswith("/") for text in talk.engine.parsed)
    assert len(talk.engine.parsed) == 6
    assert talk.page().lines[0].text == "/restart"


def test_while_waiting_words_for_the_officer_are_noted_once_in_a_row(talk: Talk) -> None:
    talk.say("hello my good friend")
    claim = turns.claim_next(talk.database, "here", talk.clock())
    assert claim is not None
    task = turns.next_task(talk.database, claim, talk.clock())
    assert task is not None
    handoff.escalate(talk.database, task.turn, Trigger.ASKED, talk.clock())
    turns.release(talk.database, claim)
    talk.answer()
    before = len(talk.heard())
    for text in ("there was a theft at my shop", "the theft was at night", "and a theft next door"):
        talk.say(text)
    talk.answer()
    assert len(talk.heard()) == before + 1


def test_a_claim_is_given_to_one_only(talk: Talk) -> None:
    talk.say("hello my good friend")
    now = talk.clock()
    claims = [turns.claim_next(talk.database, holder, now) for holder in ("a", "b", "c")]
    assert [claim is not None for claim in claims] == [True, False, False]
    assert turns.claim_next(talk.database, "d", now + turns.LEASE + timedelta(seconds=1)) is not None


def test_a_place_that_nobody_knows_does_not_hold_up_the_others(talk: Talk) -> None:
    meant = talk.engine.parse
    strange = {"entity": "municipality", "value": [{"a": "b"}]}
    talk.engine.parse = lambda text: meant(text) | {"entities": [strange]}  # type: ignore[method-assign]
    talk.say("where is the station please")
    talk.answer()
    assert len(talk.heard()) == 1


def test_while_an_urgent_talk_waits_every_message_is_answered_with_192(talk: Talk) -> None:
    talk.say("help he is beating me right now")
    for text in ("there was a theft at my shop", "and a theft next door", "some words"):
        number = talk.say(text)
        talk.answer()
        assert "192" in talk.heard(number)[0].text


def test_a_message_that_waited_while_the_house_was_down_is_answered_and_not_handed_on(talk: Talk) -> None:
    talk.say("hello my good friend")
    talk.clock.pass_(minutes=10)
    talk.engine.mode = "loading"
    talk.answer()
    talk.engine.mode = "ok"
    talk.clock.pass_(seconds=6)
    talk.answer()
    assert talk.page().status is Status.WITH_BOT
    assert len(talk.engine.turns) == 1
