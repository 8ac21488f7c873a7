"""The engine's door for talk: keys for answers, an error instead of silence, and no command in what people type."""

import logging
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from tests.engine.conftest import ActionsStandIn, Engine

SECRET = "ma kanë vjedhur veturën, quhem Arben"


class AgentStandIn:
    """A model that is not ready, or fails with the message's text in its error."""

    model_id = "stand-in"

    def __init__(self, *, is_ready: bool = True, error: Exception | None = None) -> None:
        self._is_ready = is_ready
        self._error = error

    def is_ready(self) -> bool:
        return self._is_ready

    async def handle_message(self, message: Any) -> None:
        if self._error:
            raise self._error


@pytest.fixture
def context(engine: Engine) -> Iterator[SimpleNamespace]:
    """Where the server keeps its agent; the real one comes back after the test."""
    agent = engine.app.ctx.agent
    yield engine.app.ctx
    engine.app.ctx.agent = agent


def test_says_which_model_is_ready(engine: Engine) -> None:
    response = engine.call("GET", "/webhooks/dialog/")

    assert response.status_code == 200
    assert response.json()["status"] == "ready"
    assert response.json()["model"] == engine.call("GET", "/status").json()["model_id"]


def test_a_turn_gives_the_keys_that_the_action_said(engine: Engine, actions: ActionsStandIn) -> None:
    button = {"title": "{municipality}", "payload": "/ask_station", "arguments": {"municipality": "peja"}}
    actions.says = [
        {"response": "utter_station", "arguments": {"municipality": "peja"}, "buttons": [button]},
        {"response": "utter_greet", "arguments": {}, "buttons": []},
    ]

    response = engine.turn("ask_station", "ku osht stacioni")

    assert response.status_code == 200
    assert response.json() == {
        "messages": [
            {"response": "utter_station", "arguments": {"municipality": "peja"}, "buttons": [button]},
            {"response": "utter_greet", "arguments": {}, "buttons": []},
        ]
    }


def test_the_action_gets_what_the_app_sent(engine: Engine, actions: ActionsStandIn) -> None:
    metadata = {"conversation": "c", "message": 7, "lease": "l", "channel": "webchat"}

    engine.turn("greet", "tung", metadata=metadata)

    (call,) = actions.calls
    heard = call["tracker"]["latest_message"]
    assert call["next_action"] == "action_answer"
    assert (heard["text"], heard["intent"]["name"], heard["metadata"]) == ("tung", "greet", metadata)
    assert heard["message_id"] == "7"
    assert "domain" not in call
    assert actions.tokens == ["Bearer a-token-between-processes"]


@pytest.mark.parametrize("intent", ["thank", None])
def test_a_meaning_without_a_rule_is_asked_back_once(
    engine: Engine, actions: ActionsStandIn, intent: str | None
) -> None:
    actions.events = [{"event": "followup", "name": "action_listen"}]

    response = engine.turn(intent, episode=uuid4().hex)

    assert [call["next_action"] for call in actions.calls] == ["action_ask_back"]
    assert len(response.json()["messages"]) == 1


def test_what_was_parsed_can_be_answered(engine: Engine, actions: ActionsStandIn) -> None:
    parse = engine.call("POST", "/model/parse", json={"text": "gde je stanica u Peći"}).json()

    response = engine.turn(None, parse=parse)

    assert response.status_code == 200
    (call,) = actions.calls
    assert call["next_action"] == "action_station"
    (entity,) = call["tracker"]["latest_message"]["entities"]
    assert (entity["entity"], entity["value"], entity["start"], entity["end"]) == ("municipality", "peja", 17, 21)


@pytest.mark.parametrize("text", ["/restart", '/greet{"municipality":"x"}', "/back", "/session_start"])
def test_a_command_as_text_is_only_text(engine: Engine, actions: ActionsStandIn, text: str) -> None:
    episode = uuid4().hex
    engine.turn("greet", "tung", episode=episode)

    response = engine.turn("ask_station", text, episode=episode)

    assert response.status_code == 200
    heard = actions.calls[-1]["tracker"]["latest_message"]
    assert (heard["text"], heard["intent"]["name"], heard["entities"]) == (text, "ask_station", [])
    events = actions.calls[-1]["tracker"]["events"]
    assert [event["text"] for event in events if event["event"] == "user"] == ["tung", text]
    assert not {"restart", "rewind"} & {event["event"] for event in events}


@pytest.mark.parametrize(
    "changes",
    [
        {"parse": {}},
        {"parse": {"text": "/restart"}},
        {"parse": {"text": "/restart", "intent": {"name": "greet"}}},
        {"parse": "/restart"},
        {"parse": None},
    ],
)
def test_what_nobody_has_read_is_refused(engine: Engine, actions: ActionsStandIn, changes: dict[str, Any]) -> None:
    response = engine.turn("greet", **changes)

    assert (response.status_code, response.json()) == (400, {"error": "body"})
    assert not actions.calls


@pytest.mark.parametrize("body", [None, [], "text", {}])
def test_a_body_that_is_no_turn_is_refused(engine: Engine, body: object) -> None:
    assert engine.call("POST", "/webhooks/dialog/turn", json=body).status_code == 400


def test_episodes_know_nothing_of_each_other(engine: Engine, actions: ActionsStandIn) -> None:
    first, second = uuid4().hex, uuid4().hex
    engine.turn("greet", "in the first", episode=first)

    engine.turn("greet", "in the second", episode=second)

    said = [event.get("text") for event in actions.calls[-1]["tracker"]["events"] if event["event"] == "user"]
    assert said == ["in the second"]


def test_a_dead_action_server_is_no_answer(engine: Engine) -> None:
    response = engine.turn("greet")

    assert (response.status_code, response.json()) == (502, {"error": "no_answer"})


@pytest.mark.parametrize("status", [400, 401, 404, 500])
def test_a_failing_action_is_no_answer(engine: Engine, actions: ActionsStandIn, status: int) -> None:
    actions.status = status

    assert (engine.turn("greet").status_code, len(actions.calls)) == (502, 1)


@pytest.mark.parametrize("says", [[], [{"response": "utter_nothing_we_know"}]])
def test_an_action_that_says_nothing_is_no_answer(
    engine: Engine, actions: ActionsStandIn, says: list[dict[str, Any]]
) -> None:
    actions.says = says

    response = engine.turn("greet")

    assert (response.status_code, response.json()) == (502, {"error": "no_answer"})


@pytest.mark.parametrize("agent", [None, AgentStandIn(is_ready=False)], ids=["none", "not ready"])
def test_while_no_model_is_loaded_it_says_so(
    engine: Engine, context: SimpleNamespace, agent: AgentStandIn | None
) -> None:
    context.agent = agent

    assert engine.turn("greet").status_code == 503
    assert engine.call("GET", "/webhooks/dialog/").status_code == 503


def test_a_failure_is_told_without_what_the_citizen_wrote(
    engine: Engine, context: SimpleNamespace, caplog: pytest.LogCaptureFixture
) -> None:
    context.agent = AgentStandIn(error=RuntimeError(SECRET))

    with caplog.at_level(logging.DEBUG):
        response = engine.turn("greet", SECRET)

    assert (response.status_code, response.json()) == (502, {"error": "failed"})
    assert "turn.failed message=7 error=RuntimeError" in caplog.text
    assert SECRET not in caplog.text
    assert "Arben" not in caplog.text


def test_nothing_of_a_talk_is_logged(
    engine: Engine, actions: ActionsStandIn, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    actions.status = 500

    engine.turn("greet", SECRET)
    engine.call("POST", "/model/parse", json={"text": SECRET})

    assert "action_answer" in caplog.text
    assert "Arben" not in caplog.text + "".join(capfd.readouterr())
