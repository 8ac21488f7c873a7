"""Calling an officer and raising an alarm: done once, and told as it is."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.messages import Role, Status, Trigger
from bot.store.database import Database
from bot.store.tables import Conversation, Rule, Wait
from tests.actions.conftest import Actions, Talk


def test_calling_an_officer_puts_the_talk_into_the_queue_once(actions: Actions, talk: Talk) -> None:
    turn = talk.turn("du me fol me polic")

    first = actions.key("action_talk_to_officer", turn, intent="talk_to_officer")
    since = talk.row().escalated_at
    again = actions.key("action_talk_to_officer", turn, intent="talk_to_officer")

    assert first == again == "utter_no_officer_on_duty"
    row = talk.row()
    assert (row.status, row.urgent, row.owner_id) == (Status.WAITING, False, None)
    assert since is not None
    assert row.escalated_at == since
    assert talk.effects() == [(turn.message_id, "escalate"), (turn.message_id, "action_talk_to_officer")]


def test_who_waits_already_keeps_the_place_in_the_queue(actions: Actions, talk: Talk) -> None:
    first = talk.turn()
    actions.key("action_talk_to_officer", first)
    since = talk.row().escalated_at
    talk.finish(first)

    actions.key("action_talk_to_officer", talk.turn())

    assert talk.row().escalated_at == since


@pytest.mark.parametrize(
    ("officers", "response"),
    [
        ([], "utter_no_officer_on_duty"),
        ([{"minutes_ago": 0}], "utter_officer_called"),
        ([{"minutes_ago": 4}], "utter_officer_called"),
        ([{"minutes_ago": 6}], "utter_no_officer_on_duty"),
        ([{"minutes_ago": None}], "utter_no_officer_on_duty"),
        ([{"minutes_ago": 0, "is_disabled": True}], "utter_no_officer_on_duty"),
        ([{"minutes_ago": 0, "is_available": False}], "utter_no_officer_on_duty"),
        ([{"minutes_ago": 0, "role": Role.TRAINER}], "utter_no_officer_on_duty"),
        ([{"minutes_ago": 0, "role": Role.SUPERVISOR}], "utter_officer_called"),
        ([{"minutes_ago": 60}, {"minutes_ago": 1}], "utter_officer_called"),
    ],
)
def test_it_is_honest_about_who_is_on_duty(
    actions: Actions, talk: Talk, officer: Callable[..., None], officers: list[dict[str, float]], response: str
) -> None:
    for it in officers:
        officer(**it)

    assert actions.key("action_talk_to_officer", talk.turn()) == response
    assert talk.row().status == Status.WAITING


def remember_waits(talk: Talk, seconds: float) -> None:
    """Enough waits of the past that an officer ended after so long."""
    started = talk.now - timedelta(days=1)
    with talk.database.write() as session:
        for _ in range(5):
            session.add(
                Wait(
                    conversation_id=talk.conversation_id,
                    trigger=Trigger.ASKED,
                    urgent=False,
                    place=1,
                    started_at=started,
                    claimed_at=started + timedelta(seconds=seconds),
                    ended_at=started + timedelta(seconds=seconds),
                )
            )


def test_the_place_in_the_queue_is_told_and_the_time_only_if_it_is_known(
    actions: Actions, database: Database, talk: Talk, officer: Callable[..., None]
) -> None:
    officer()
    first = actions.reply("action_talk_to_officer", talk.turn())
    second = Talk(database)
    remember_waits(second, 100)

    assert first == {"response": "utter_officer_called", "arguments": {"place": 1}, "buttons": []}
    reply = actions.reply("action_talk_to_officer", second.turn())
    assert (reply["response"], reply["arguments"]) == ("utter_queue_promise", {"place": 2, "minutes": 5})


def test_a_promise_is_kept_in_mind_and_repeated_as_it_was_made(
    actions: Actions, talk: Talk, officer: Callable[..., None]
) -> None:
    officer()
    remember_waits(talk, 250)
    turn = talk.turn()
    replies = [actions.reply("action_talk_to_officer", turn) for _ in range(2)]

    assert replies[0]["arguments"] == {"place": 1, "minutes": 5}
    assert replies[0] == replies[1]
    with talk.database.read() as session:
        query = select(Wait).where(Wait.ended_at.is_(None))
        (wait,) = session.scalars(query)
        assert wait.promised_until is not None
        assert timedelta(minutes=4) < wait.promised_until - wait.started_at <= timedelta(minutes=5)


def test_outside_the_hours_it_tells_when_officers_are_back(actions: Actions, talk: Talk) -> None:
    # Open for one hour, on the day after tomorrow: closed now whatever the time.
    day = (talk.now + timedelta(days=2)).weekday()
    shift = {"day": day, "from": "10:00", "to": "11:00"}
    value = {"is_always_open": False, "days": [shift]}
    with talk.database.write() as session:
        session.add(Rule(name="hours", value=value, version=1, updated_at=talk.now))
    reply = actions.reply("action_talk_to_officer", talk.turn())

    assert reply["response"] == "utter_outside_hours"
    opens_at = datetime.fromisoformat(reply["arguments"]["opens_at"])
    assert timedelta(days=1) < opens_at - talk.now < timedelta(days=3)
    assert (opens_at.hour, opens_at.minute) == (10, 0)
    assert talk.row().status == Status.WAITING


def test_who_is_with_an_officer_is_told_that_the_officer_reads_it(
    actions: Actions, database: Database, talk: Talk, officer: Callable[..., None]
) -> None:
    officer()
    with database.write() as session:
        conversation = session.get_one(Conversation, talk.conversation_id)
        conversation.status, conversation.owner_id = Status.ASSIGNED, 1
        conversation.escalated_at = talk.now

    assert actions.key("action_talk_to_officer", talk.turn()) == "utter_noted_for_officer"
    assert talk.row().status == Status.ASSIGNED


def test_for_a_talk_of_somebody_else_nobody_is_promised(actions: Actions, officer: Callable[..., None]) -> None:
    officer()

    assert actions.key("action_talk_to_officer") == "utter_no_officer_on_duty"


def test_an_emergency_is_urgent_and_waits_for_an_officer(actions: Actions, talk: Talk) -> None:
    turn = talk.turn()

    assert actions.key("action_emergency", turn, intent="emergency") == "utter_emergency"
    assert actions.key("action_emergency", turn, intent="emergency") == "utter_emergency"

    row = talk.row()
    assert (row.status, row.urgent) == (Status.WAITING, True)
    assert row.escalated_at is not None
    assert talk.effects() == [(turn.message_id, "escalate"), (turn.message_id, "action_emergency")]


def test_an_emergency_of_who_waits_already_becomes_urgent(actions: Actions, talk: Talk) -> None:
    first = talk.turn()
    actions.key("action_talk_to_officer", first)
    talk.finish(first)

    actions.key("action_emergency", talk.turn())

    assert (talk.row().status, talk.row().urgent) == (Status.WAITING, True)


def test_calling_an_officer_does_not_end_an_alarm(actions: Actions, talk: Talk) -> None:
    talk.say("ndihmë, po më rreh", danger="violence")

    actions.key("action_talk_to_officer", talk.turn())

    assert (talk.row().status, talk.row().urgent) == (Status.WAITING, True)
