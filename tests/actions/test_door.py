"""The action server's door: who may call, what is no call, and that an error never tells what was said."""

import importlib
import inspect
import pkgutil
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from rasa_sdk.interfaces import ActionExecutionRejection

import actions as package
from actions.__main__ import ACTIONS, create_app
from actions.base import DialogAction, Heard
from bot.errors import ConfigError
from bot.messages import Reply
from bot.services.turns import Turn
from bot.store.database import Database
from tests.actions.conftest import TOKEN, Actions, Talk, serve, snapshot

SECRET = "Quhem Arben dhe jam te ura"
TRACKER = {"sender_id": "x", "latest_message": {"text": SECRET, "intent": {"name": "greet"}}}
CALL = {"next_action": "action_answer", "tracker": TRACKER}


@pytest.fixture
def stranger(database: Database) -> TestClient:
    """Somebody on the machine who does not know the token."""
    return TestClient(create_app(TOKEN, database), raise_server_exceptions=False)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": ""},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer wrong"},
        {"Authorization": f"Bearer {TOKEN}x"},
        {"Authorization": f"Basic {TOKEN}"},
        {"Authorization": b"Bearer \xff\xfe"},
    ],
    ids=["none", "empty", "no token", "wrong", "longer", "another scheme", "broken bytes"],
)
def test_without_the_token_nothing_is_run_or_read(stranger: TestClient, headers: dict[str, Any]) -> None:
    assert stranger.post("/webhook", json=CALL, headers=headers).status_code == 401
    assert stranger.post("/webhook", content=b"{broken", headers=headers).status_code == 401
    assert stranger.get("/health", headers=headers).status_code == 401


def test_the_token_opens_the_door_in_the_header_and_in_the_address(stranger: TestClient) -> None:
    in_header = {"Authorization": f"Bearer {TOKEN}"}

    assert stranger.get("/health", headers=in_header).json() == {"status": "ok"}
    assert stranger.post("/webhook", json=CALL, headers=in_header).status_code == 200
    assert stranger.post(f"/webhook?token={TOKEN}", json=CALL).status_code == 200
    assert stranger.post("/webhook?token=wrong", json=CALL).status_code == 401


def test_an_empty_token_opens_nothing(database: Database) -> None:
    with pytest.raises(ConfigError, match="token"):
        create_app("", database)


def test_an_unknown_action_is_not_found(actions: Actions) -> None:
    assert actions.post("action_nobody_wrote").status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {"tracker": TRACKER},
        {"next_action": None, "tracker": TRACKER},
        {"next_action": "action_answer"},
        {"next_action": "action_answer", "tracker": [SECRET]},
        [SECRET],
        SECRET,
        None,
    ],
)
def test_a_body_that_is_no_call_is_refused_without_repeating_it(actions: Actions, body: object) -> None:
    response = actions.http.post("/webhook", json=body)

    assert response.status_code == 422
    assert SECRET not in response.text


def test_a_broken_body_is_refused(actions: Actions) -> None:
    assert actions.http.post("/webhook", content=b"{").status_code == 422


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json", "/actions", "/"])
def test_nothing_else_is_served(actions: Actions, path: str) -> None:
    assert actions.http.get(path).status_code == 404


def test_an_unforeseen_error_tells_nothing(actions: Actions) -> None:
    response = actions.post("action_answer", text=SECRET, metadata={"lease": "but no message"})

    assert (response.status_code, response.text) == (500, "Internal Server Error")


def test_a_rejection_is_told_as_rasa_reads_it(actions: Actions, database: Database) -> None:
    class Rejecting(DialogAction):
        action_name = "action_rejecting"

        def replies(self, heard: Heard) -> list[Reply]:
            raise ActionExecutionRejection(self.action_name, SECRET)

    app = actions.http.app  # type: ignore[attr-defined]
    app.state.executor.register_action(Rejecting(database))

    response = actions.post("action_rejecting")

    assert response.status_code == 400
    assert response.json()["action_name"] == "action_rejecting"
    assert SECRET not in response.text


def test_every_action_of_the_package_is_served() -> None:
    modules = [importlib.import_module(f"actions.{it.name}") for it in pkgutil.iter_modules(package.__path__)]
    classes = {it for module in modules for _, it in inspect.getmembers(module, inspect.isclass)}

    assert {it for it in classes if issubclass(it, DialogAction) and not inspect.isabstract(it)} == set(ACTIONS)


OF_A_FORM = {"action_ask_report", "validate_report_form"}
"""They say nothing to what is no report."""


@pytest.mark.parametrize("action", [it.action_name for it in ACTIONS])
def test_for_a_talk_of_somebody_else_it_answers_and_writes_nothing(
    actions: Actions, talk: Talk, database: Database, action: str
) -> None:
    talk.turn()
    before = snapshot(database)

    for metadata in (None, {}, {"conversation": talk.conversation_id, "message": 1}):
        replies = actions.keys(action, text="fol shqip", intent="greet", ranking=["ask_fine"], metadata=metadata)
        assert replies or action in OF_A_FORM
        assert all(reply.startswith("utter_") for reply in replies)
        assert "utter_technical_problem" not in replies

    assert snapshot(database) == before


@pytest.mark.parametrize("action", [it.action_name for it in ACTIONS])
def test_who_has_lost_the_lease_writes_nothing(actions: Actions, talk: Talk, database: Database, action: str) -> None:
    turn = talk.turn()
    lost = Turn(turn.conversation_id, turn.message_id, "tests:somebody-else")
    before = snapshot(database)

    assert actions.key(action, lost, text="fol serbisht", intent="greet") == "utter_technical_problem"
    assert snapshot(database) == before
    assert "utter_technical_problem" not in actions.keys(action, turn, text="fol serbisht", intent="greet")
    assert snapshot(database) != before


@pytest.mark.parametrize("action", [it.action_name for it in ACTIONS])
def test_for_a_message_that_is_answered_or_of_another_talk_it_writes_nothing(
    actions: Actions, talk: Talk, database: Database, action: str
) -> None:
    answered = talk.turn()
    talk.finish(answered)
    foreign = Talk(database).turn()
    turn = talk.turn()
    before = snapshot(database)

    for message in (answered.message_id, foreign.message_id, 10_000):
        wrong = Turn(turn.conversation_id, message, turn.lease)
        assert actions.key(action, wrong, text="fol serbisht", intent="greet") == "utter_technical_problem"

    assert snapshot(database) == before


@pytest.mark.parametrize("action", [it.action_name for it in ACTIONS])
@pytest.mark.parametrize("file", ["no/folder/dialog.db", "without-tables.db"])
def test_without_a_database_it_says_that_there_is_a_problem(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], action: str, file: str
) -> None:
    actions = serve(Database(f"sqlite:///{tmp_path / file}"))

    response = actions.post(action, Turn("c", 1, "l"), text=SECRET, intent="greet")

    assert response.status_code == 200
    (said,) = response.json()["responses"]
    assert said["response"] == "utter_technical_problem"
    assert "Traceback" not in response.text
    assert str(tmp_path) not in response.text
    logged = "".join(capfd.readouterr())
    assert "action.failed" in logged
    assert "Arben" not in logged


def test_each_turn_is_logged_once(actions: Actions, talk: Talk) -> None:
    turn = talk.turn()

    actions.key("action_answer", turn, intent="greet")
    actions.key("action_answer", turn, intent="greet")

    assert talk.effects() == [(turn.message_id, "action_answer")]
