"""Who may call the engine, and which of Rasa's many doors are shut."""

import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sanic import Sanic

from nlu.channel import check_token
from nlu.serve import OPEN_ROUTES
from tests.engine.conftest import ROOT, TOKEN, ActionsStandIn, Engine

CLOSED = [
    ("PUT", "/model"),
    ("DELETE", "/model"),
    ("POST", "/model/train"),
    ("POST", "/model/test/intents"),
    ("POST", "/model/predict"),
    ("GET", "/domain"),
    ("GET", "/conversations/x/tracker"),
    ("PUT", "/conversations/x/tracker/events"),
    ("POST", "/conversations/x/trigger_intent"),
    ("POST", "/conversations/x/messages"),
    ("GET", "/webhooks/rest"),
    ("GET", "/nowhere"),
]


@pytest.mark.parametrize("token", [None, "", "wrong", TOKEN[:-1], TOKEN + "x", "Basic " + TOKEN])
def test_without_the_token_no_door_is_open(engine: Engine, token: str | None) -> None:
    for method, path in [*sorted(OPEN_ROUTES), *CLOSED]:
        response = engine.call(method, path or "/", token=token, json={})

        assert (response.status_code, response.json()) == (401, {"error": "token"}), (method, path)


def test_a_token_of_broken_bytes_is_only_wrong(engine: Engine) -> None:
    address = urlsplit(engine.url)
    with socket.create_connection((address.hostname, address.port), timeout=10) as connection:
        connection.sendall(b"GET /status HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \xff\xfe\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 401 ")


def test_the_token_may_stand_in_the_address(engine: Engine) -> None:
    path = "/model/parse?token="

    assert engine.call("POST", path + TOKEN, token=None, json={"text": "zdravo"}).status_code == 200
    assert engine.call("POST", path + "wrong", token=None, json={"text": "zdravo"}).status_code == 401


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_with_the_token_the_other_doors_are_not_there(engine: Engine, method: str, path: str) -> None:
    response = engine.call(method, path, json={"model_file": "/tmp/any.tar.gz"})

    assert (response.status_code, response.json()) == (404, {"error": "closed"})
    assert engine.call("GET", "/webhooks/dialog").json()["status"] == "ready"


def test_of_all_that_rasa_serves_only_the_listed_doors_are_open(engine: Engine) -> None:
    served = {
        (method, "/" + route.path.replace("<", "").replace(">", "").replace(":str", ""))
        for route in engine.app.router.routes
        for method in route.methods
    }
    assert len(served) > 15

    for method, path in served:
        is_open = engine.call(method, path, json={}).status_code not in {401, 404}
        assert is_open == ((method, path.rstrip("/")) in OPEN_ROUTES), (method, path)


def test_an_answer_of_the_model(engine: Engine) -> None:
    parse = engine.call("POST", "/model/parse", json={"text": "ku osht stacioni n'Mitrovicë"}).json()

    assert parse["intent"]["name"] == "ask_station"
    assert {it["name"] for it in parse["intent_ranking"]} == {"ask_station", "greet", "thank"}
    (entity,) = parse["entities"]
    assert entity["value"] == "mitrovica_south|mitrovica_north"


def test_talks_are_kept_in_the_data_folder(engine: Engine, actions: ActionsStandIn) -> None:
    engine.turn("greet")

    assert (engine.data_dir / "trackers.db").stat().st_size > 0
    assert sorted(file.name for file in engine.data_dir.iterdir()) == ["trackers.db"]


def test_an_empty_token_opens_nothing() -> None:
    with pytest.raises(ValueError, match="token"):
        check_token(Sanic("unguarded"), "", open_routes=OPEN_ROUTES)


def test_the_model_is_made_of_the_projects_pipeline(engine: Engine) -> None:
    processor = engine.app.ctx.agent.processor
    used = {node.uses.__name__ for node in processor.model_metadata.predict_schema.nodes.values()}

    assert used >= {
        *("Normaliser", "SentenceEncoder", "NgramFeaturizer", "LinearIntentClassifier", "EntityExtractor"),
        "RulePolicy",
    }


def test_without_a_model_it_ends_at_once_and_says_why(tmp_path: Path) -> None:
    ports = ["--port", "1", "--actions-port", "1"]
    call = [sys.executable, "-m", "nlu.serve", *ports, "--model", "nowhere.tar.gz", "--data-dir", str(tmp_path)]

    ended = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, timeout=5, check=False)

    assert ended.returncode == 1
    assert ended.stderr.strip() == "engine: no model at nowhere.tar.gz; run `python -m bot train`"
