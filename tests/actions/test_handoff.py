"""Calling an officer and raising an alarm: done once, and told as it is."""

from collections.abc import Callable

import pytest

from bot.messages import Status
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
