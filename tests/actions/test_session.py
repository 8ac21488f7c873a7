"""Changing the language by word and by button, and ending what was going on."""

import pytest

from bot.i18n import LOCALES
from bot.messages import Status
from tests.actions.conftest import Actions, Talk

ALBANIAN, SERBIAN, SERBIAN_CYRILLIC, ENGLISH = LOCALES


def language_of(talk: Talk) -> tuple[str | None, str | None, bool]:
    row = talk.row()
    return row.language, row.script, row.is_language_chosen


@pytest.mark.parametrize(
    ("text", "language", "script"),
    [
        ("na srpskom molim", "sr", "Latn"),
        ("хоћу српски", "sr", "Cyrl"),
        ("ћирилицом молим", "sr", "Cyrl"),
        ("latinica", "sr", "Latn"),
        ("speak English", "en", "Latn"),
        ("nuk di serbisht, fol shqip", "sq", "Latn"),
    ],
)
def test_a_language_that_is_asked_for_by_name(
    actions: Actions, talk: Talk, text: str, language: str, script: str
) -> None:
    turn = talk.turn(text)

    assert actions.key("action_change_language", turn, text=text) == "utter_language_changed"
    assert language_of(talk) == (language, script, True)
    assert talk.effects() == [(turn.message_id, "action_change_language")]


@pytest.mark.parametrize(
    ("title", "language", "script"),
    [("Shqip", "sq", "Latn"), ("Srpski", "sr", "Latn"), ("Српски", "sr", "Cyrl"), ("English", "en", "Latn")],
)
def test_a_language_that_is_chosen_by_button(
    actions: Actions, talk: Talk, title: str, language: str, script: str
) -> None:
    pressed = [("language", language), ("script", script)]

    reply = actions.reply("action_change_language", talk.turn(title), text=title, entities=pressed)

    assert reply == {"response": "utter_language_changed", "arguments": {}, "buttons": []}
    assert language_of(talk) == (language, script, True)


def test_a_button_weighs_more_than_words(actions: Actions, talk: Talk) -> None:
    actions.key("action_change_language", talk.turn(), text="fol shqip", entities=[("language", "en")])

    assert language_of(talk)[:2] == ("en", "Latn")


@pytest.mark.parametrize(
    "text", ["promeni jezik", "a din gjermanisht", "do you have this in Romani", "nuk di serbisht"]
)
def test_without_a_language_that_we_speak_it_asks_which(actions: Actions, talk: Talk, text: str) -> None:
    turn = talk.turn(text)
    before = language_of(talk)

    assert actions.key("action_change_language", turn, text=text) == "utter_which_language"
    assert language_of(talk) == before


def test_an_unknown_language_of_a_payload_is_asked_for(actions: Actions, talk: Talk) -> None:
    turn = talk.turn()

    assert actions.key("action_change_language", turn, entities=[("language", "tlh")]) == "utter_which_language"


def test_who_cancels_waits_no_longer(actions: Actions, talk: Talk) -> None:
    first = talk.turn()
    actions.key("action_talk_to_officer", first)
    talk.finish(first)
    turn = talk.turn("anulo")

    assert actions.key("action_cancel", turn, intent="cancel") == "utter_stopped_waiting"

    row = talk.row()
    assert (row.status, row.escalated_at, row.episode) == (Status.WITH_BOT, None, None)


def test_who_cancels_while_nothing_goes_on_is_not_told_of_waiting(actions: Actions, talk: Talk) -> None:
    assert actions.key("action_cancel", talk.turn("anulo")) == "utter_cancelled"
    assert talk.row().status == Status.WITH_BOT
    assert actions.key("action_cancel") == "utter_cancelled"


def test_a_talk_in_danger_stays_in_the_queue(actions: Actions, talk: Talk) -> None:
    talk.say("ndihmë, po më rreh", danger="violence")

    assert actions.key("action_cancel", talk.turn("anulo")) == "utter_stays_urgent"
    assert (talk.row().status, talk.row().urgent) == (Status.WAITING, True)


def test_a_cancel_that_is_run_again_tells_the_same(actions: Actions, talk: Talk) -> None:
    first = talk.turn()
    actions.key("action_talk_to_officer", first)
    talk.finish(first)
    turn = talk.turn("anulo")

    told = [actions.key("action_cancel", turn) for _ in range(2)]

    assert told == ["utter_stopped_waiting", "utter_stopped_waiting"]
    assert talk.effects().count((turn.message_id, "stop_waiting")) == 1


@pytest.mark.parametrize(("is_in_danger", "key"), [(False, "utter_cancelled"), (True, "utter_stays_urgent")])
def test_a_cancel_of_nothing_that_is_run_again_tells_the_same(
    actions: Actions, talk: Talk, is_in_danger: bool, key: str
) -> None:
    if is_in_danger:
        talk.say("ndihmë, po më rreh", danger="violence")
    turn = talk.turn("anulo")

    assert [actions.key("action_cancel", turn) for _ in range(2)] == [key, key]
