"""Answers, and the question back, as the engine gets them."""

import pytest

from bot.labels import INTENT_LABELS
from bot.messages import Status
from tests.actions.conftest import Actions, Talk

OFFICER = {"title": "Talk to an officer", "payload": "/talk_to_officer", "arguments": {}}


# As the facts page marks them: an official page, one source, from memory.
OFFICIAL, ONE_SOURCE, FROM_MEMORY = "prizren", "gracanica", "gjakova"


@pytest.mark.parametrize(
    ("intent", "response"),
    [
        ("greet", "utter_greet"),
        ("thank", "utter_thank"),
        ("bot_challenge", "utter_bot"),
        ("subscribe_notices", "utter_cannot_answer_yet"),
        ("", "utter_cannot_answer_yet"),
        (None, "utter_cannot_answer_yet"),
    ],
)
def test_a_meaning_has_its_answer(actions: Actions, intent: str | None, response: str) -> None:
    assert actions.reply("action_answer", intent=intent) == {"response": response, "arguments": {}, "buttons": []}


def test_a_station_that_is_known(actions: Actions, talk: Talk) -> None:
    reply = actions.reply("action_answer", talk.turn(), intent="ask_station", entities=[("municipality", OFFICIAL)])

    assert reply == {"response": "utter_station", "arguments": {"municipality": OFFICIAL}, "buttons": []}


def test_a_station_that_one_source_knows_is_to_be_confirmed(actions: Actions) -> None:
    reply = actions.reply("action_answer", intent="ask_station", entities=[("municipality", ONE_SOURCE)])

    assert reply == {"response": "utter_station_to_confirm", "arguments": {"municipality": ONE_SOURCE}, "buttons": []}


def test_a_station_that_is_unknown_is_not_made_up(actions: Actions) -> None:
    reply = actions.reply("action_answer", intent="ask_station", entities=[("municipality", FROM_MEMORY)])

    assert reply == {"response": "utter_station_unknown", "arguments": {"municipality": FROM_MEMORY}, "buttons": []}


@pytest.mark.parametrize("entities", [[], [("municipality", "atlantis")], [("language", "sq")]])
def test_without_a_known_place_it_asks_which(actions: Actions, entities: list[tuple[str, str]]) -> None:
    reply = actions.reply("action_answer", intent="ask_station", entities=entities)

    assert reply == {"response": "utter_which_municipality", "arguments": {}, "buttons": []}


@pytest.mark.parametrize(
    "entities",
    [
        [("municipality", "mitrovica_south|mitrovica_north")],
        [("municipality", "mitrovica_south"), ("municipality", "mitrovica_north")],
    ],
)
def test_of_several_places_the_citizen_chooses(actions: Actions, entities: list[tuple[str, str]]) -> None:
    reply = actions.reply("action_answer", intent="ask_station", entities=entities)

    assert reply["response"] == "utter_which_of_these"
    assert reply["buttons"] == [
        {
            "title": "{municipality}",
            "payload": f'/ask_station{{"municipality":"{it}"}}',
            "arguments": {"municipality": it},
        }
        for it in ("mitrovica_south", "mitrovica_north")
    ]


def test_what_is_not_sure_is_asked_back_with_three_meanings_and_an_officer(actions: Actions, talk: Talk) -> None:
    turn = talk.turn()
    ranking = ["ask_fine", "greet", "report_theft", "ask_border", "ask_station"]

    reply = actions.reply("action_ask_back", turn, intent="nlu_fallback", ranking=ranking)

    assert reply["response"] == "utter_ask_back"
    likely = ["ask_fine", "report_theft", "ask_border"]
    assert reply["buttons"] == [
        *({"title": INTENT_LABELS[it], "payload": f"/{it}", "arguments": {}} for it in likely),
        OFFICER,
    ]
    assert talk.effects() == [(turn.message_id, "action_ask_back")]


@pytest.mark.parametrize("ranking", [[], ["greet", "thank"], ["an_intent_of_an_older_model"]])
def test_without_a_likely_meaning_it_asks_for_other_words(actions: Actions, ranking: list[str]) -> None:
    reply = actions.reply("action_ask_back", intent="nlu_fallback", ranking=ranking)

    assert reply == {"response": "utter_not_understood", "arguments": {}, "buttons": []}


@pytest.mark.parametrize("asked_back", ["utter_ask_back", "utter_not_understood"])
def test_the_second_question_back_in_a_row_calls_an_officer(actions: Actions, talk: Talk, asked_back: str) -> None:
    ranking = ["ask_fine"] if asked_back == "utter_ask_back" else []
    first = talk.turn("mumble")
    assert actions.key("action_ask_back", first, intent="nlu_fallback", ranking=ranking) == asked_back
    talk.finish(first, asked_back)
    second = talk.turn("grumble")
    keys = [actions.key("action_ask_back", second, intent="nlu_fallback", ranking=ranking) for _ in range(2)]

    assert keys == ["utter_no_officer_on_duty"] * 2
    assert talk.row().status == Status.WAITING
    assert talk.effects()[-2:] == [(second.message_id, "escalate"), (second.message_id, "action_ask_back")]


def test_after_something_was_understood_it_asks_back_again(actions: Actions, talk: Talk) -> None:
    for said in ("utter_ask_back", "utter_greet"):
        talk.finish(talk.turn("mumble"), said)

    assert actions.key("action_ask_back", talk.turn("grumble"), intent="nlu_fallback") == "utter_not_understood"
    assert talk.row().status == Status.WITH_BOT


def test_the_question_back_ends_the_turn(actions: Actions) -> None:
    events = [actions.post(action).json()["events"] for action in ("action_ask_back", "action_answer")]

    assert [[event["event"] for event in it] for it in events] == [["followup"], []]
    assert events[0][0]["name"] == "action_listen"
