"""What tests of the engine share: a small model that Rasa has trained, served. The app's environment skips it all."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

collect_ignore_glob = ["*"] if find_spec("rasa") is None else []

if find_spec("rasa") is not None:
    from nlu.rasa_setup import quieten

    # As `python -m bot up` does: on a busy machine the encoder's threads wait for each other.
    os.environ["OMP_NUM_THREADS"] = "1"
    # Before any test imports Rasa.
    quieten()

if TYPE_CHECKING:
    import requests
    from sanic import Sanic

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "a-token-between-processes"
PATIENCE = 20.0

DOMAIN = """
version: "3.1"
session_config: {session_expiration_time: 0, carry_over_slots_to_new_session: true}
intents: [greet, thank, ask_station]
entities: [municipality]
actions: [action_answer, action_station, action_ask_back]
responses:
  utter_greet: [{text: "Hello."}]
  utter_station: [{text: "{municipality} has a station."}]
"""
DATA = """
version: "3.1"
nlu:
- intent: greet
  examples: |
    - përshëndetje
    - zdravo
    - hello
- intent: ask_station
  examples: |
    - ku është stacioni
    - gde je stanica
    - where is the station
- intent: thank
  examples: |
    - faleminderit
    - hvala
    - thanks
rules:
- rule: a greeting is answered
  steps:
  - intent: greet
  - action: action_answer
- rule: a station is named
  steps:
  - intent: ask_station
  - action: action_station
"""


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where trainings keep what the next one may use; otherwise that is a folder of the project."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RASA_CACHE_DIRECTORY", str(folder))
        yield folder


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of three meanings, trained with the project's own pipeline and policies."""
    from rasa.model_training import train

    folder = tmp_path_factory.mktemp("model")
    (folder / "domain.yml").write_text(DOMAIN, "utf-8")
    (folder / "data.yml").write_text(DATA, "utf-8")
    files = [str(folder / "data.yml")]
    result = train(str(folder / "domain.yml"), str(ROOT / "config.yml"), files, str(folder), fixed_model_name="mini")
    assert result.model, "Rasa made no model"
    return Path(result.model)


@dataclass(frozen=True)
class Engine:
    """A running engine, and how the app calls it."""

    app: Sanic
    url: str
    data_dir: Path

    def call(self, method: str, path: str, *, token: str | None = TOKEN, **kwargs: Any) -> requests.Response:
        """One request with the token."""
        import requests

        headers = {"Authorization": f"Bearer {token}"} if token is not None else {}
        return requests.request(method, self.url + path, headers=headers, timeout=PATIENCE, **kwargs)

    def turn(self, intent: str | None, text: str = "any", **changes: Any) -> requests.Response:
        """One turn for a message of that meaning, as the app sends it."""
        found = {"name": intent, "confidence": 1.0 if intent else 0.0}
        parse = {"text": text, "intent": found, "intent_ranking": [found], "entities": []}
        body = {"episode": "an-episode", "message": 7, "parse": parse, "metadata": {"lease": "a-lease"}}
        return self.call("POST", "/webhooks/dialog/turn", json=body | changes)


@pytest.fixture(scope="session")
def actions_port() -> int:
    """A port on which nothing listens unless a test starts the action server's stand-in."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        return int(free.getsockname()[1])


@pytest.fixture(scope="session")
def engine(model: Path, actions_port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The engine as `python -m nlu.serve` starts it, with the small model, from another working folder."""
    from nlu.serve import build_app

    data_dir = tmp_path_factory.mktemp("data")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(data_dir)
        app = build_app(model, data_dir, TOKEN, actions_port=actions_port)
        with _served(app) as url:
            yield Engine(app, url, data_dir)


@contextmanager
def _served(app: Sanic) -> Iterator[str]:
    """Serves the app in a thread, its listeners run as at a start and a stop; yields its address."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    listening = socket.create_server(("127.0.0.1", 0))

    async def start() -> Any:
        server = await app.create_server(sock=listening, return_asyncio_server=True, access_log=False)
        await server.startup()
        await server.before_start()
        return server

    async def stop(server: Any) -> None:
        await server.close()
        await server.after_stop()

    server = asyncio.run_coroutine_threadsafe(start(), loop).result(PATIENCE)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    asyncio.run_coroutine_threadsafe(stop(server), loop).result(PATIENCE)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(PATIENCE)


class ActionsStandIn:
    """A server that speaks like the action server and says what a test wants."""

    def __init__(self, port: int) -> None:
        self.status = 200
        self.says: list[dict[str, Any]] = [{"response": "utter_greet", "arguments": {}, "buttons": []}]
        self.events: list[dict[str, Any]] = []
        self.calls: list[dict[str, Any]] = []
        self.tokens: list[str | None] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:  # the name that http.server asks for
                stand_in.calls.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                stand_in.tokens.append(self.headers["Authorization"])
                rest: dict[str, Any] = {"text": None, "elements": [], "custom": {}, "image": None, "attachment": None}
                body = json.dumps(
                    {"events": stand_in.events, "responses": [rest | it for it in stand_in.says]}
                ).encode()
                self.send_response(stand_in.status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        return Handler


@pytest.fixture
def actions(actions_port: int) -> Iterator[ActionsStandIn]:
    """The action server's stand-in, running; without it the action server is down."""
    stand_in = ActionsStandIn(actions_port)
    thread = threading.Thread(target=stand_in.server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield stand_in
    stand_in.server.shutdown()
    stand_in.server.server_close()
    thread.join(PATIENCE)
