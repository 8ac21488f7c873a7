"""The whole house as an operator starts it, on ports and a data folder of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from bot.config import ROOT, load_settings
from bot.operations.models import ensure_model

LONGEST_START = 90.0


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class House:
    """`python -m bot up`, running."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.ports = {name: free_port() for name in ("DIALOG_PORT", "DIALOG_ENGINE_PORT", "DIALOG_ACTIONS_PORT")}
        self.url = f"http://127.0.0.1:{self.ports['DIALOG_PORT']}"
        self.site = f"http://localhost:{free_port()}"
        """Another site, which may show the chat: nobody listens there but a test that does."""
        self.neighbour = self.site.replace("localhost", "127.0.0.1")
        """Another origin of our own site, as far as a browser knows."""
        self.environment = os.environ | {name: str(port) for name, port in self.ports.items()}
        self.environment |= {
            "DIALOG_DATA_DIR": str(data_dir),
            # Another site, as far as a browser knows.
            "DIALOG_EXIT_URL": f"http://localhost:{self.ports['DIALOG_PORT']}/healthz",
            "DIALOG_EMBED_ORIGINS": f"{self.site} {self.neighbour}",
            "DIALOG_RATE_CITIZEN": "1000/minute",
            "DIALOG_RATE_ADDRESS": "10000/minute",
            "DIALOG_RATE_SESSIONS": "1000/minute",
        }
        # The model of the project's own data folder, so that it is trained once.
        models = data_dir / "models"
        models.mkdir(parents=True)
        model = ensure_model(load_settings(), print)
        (models / model.name).symlink_to(model.resolve())
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> float:
        """Start and wait until it is ready; returns the seconds that it took."""
        started = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot", "up"],
            cwd=ROOT,
            env=self.environment,
            stdout=(self.data_dir / "up.log").open("a"),
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.wait_until(lambda: self.is_ready(), LONGEST_START)
        return time.monotonic() - started

    def stop(self, signum: int = signal.SIGINT) -> None:
        """Stop it as Ctrl-C does, and wait for its end."""
        assert self.process is not None
        self.process.send_signal(signum)
        self.process.wait(timeout=40)

    def add_officer(self, name: str, role: str, password: str, *, language: str = "en") -> None:
        """Make an account of the console, as an operator does."""
        command = ["officer", "add", name, "--role", role, "--language", language, "--password-stdin"]
        subprocess.run(
            [sys.executable, "-m", "bot", *command],
            cwd=ROOT,
            env=self.environment,
            input=f"{password}\n",
            check=True,
            capture_output=True,
            text=True,
        )

    def is_ready(self) -> bool:
        """Whether every part answers."""
        try:
            return httpx.get(f"{self.url}/readyz", timeout=3).status_code == 200
        except httpx.HTTPError:
            return False

    def wait_until(self, is_so: Callable[[], bool], seconds: float) -> None:
        """Wait until something is so."""
        until = time.monotonic() + seconds
        while not is_so():
            assert self.process is not None
            assert self.process.poll() is None, (self.data_dir / "up.log").read_text()
            assert time.monotonic() < until, f"not within {seconds} s"
            time.sleep(0.2)

    def pids(self, part: str) -> list[int]:
        """Processes of this house whose command holds `part`."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                environment = (folder / "environ").read_bytes()
            except OSError:
                continue
            if part in command and f"DIALOG_DATA_DIR={self.data_dir}".encode() in environment:
                found.append(int(folder.name))
        return found

    def kill(self, part: str) -> int:
        """Kill -9 the process whose command holds `part`."""
        pids = self.pids(part)
        assert pids, f"no process {part}"
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        return pids[0]


class Citizen:
    """A client that tries again until its message is taken, as the page does."""

    def __init__(self, house: House, **session: str) -> None:
        self.house = house
        self.http = httpx.Client(base_url=house.url, timeout=40)
        self.token = self.http.post("/api/chat/sessions", json=session).json()["token"]
        self.headers = {"Authorization": f"Bearer {self.token}"}

    def send(self, text: str | None = None, **fields: Any) -> int:
        """Send until taken; returns the message's number."""
        body = {"id": uuid4().hex} | ({"text": text} if text is not None else {}) | fields
        until = time.monotonic() + 60
        while True:
            try:
                answer = self.http.post("/api/chat/messages", json=body, headers=self.headers)
                if answer.status_code == 202:
                    return int(answer.json()["message"])
                assert answer.status_code >= 500, answer.text
            except httpx.HTTPError:
                pass
            assert time.monotonic() < until, "the message was never taken"
            time.sleep(0.3)

    def everything(self) -> list[dict[str, Any]]:
        """All that was said, page by page, through any failure of the house."""
        found: list[dict[str, Any]] = []
        until = time.monotonic() + LONGEST_START
        while time.monotonic() < until:
            try:
                page = self.page(found[-1]["id"] if found else 0)["messages"]
            except (httpx.HTTPError, ValueError, KeyError):
                time.sleep(0.5)
                continue
            if not page:
                break
            found += page
        return found

    def page(self, after: int = 0, wait: float = 0) -> dict[str, Any]:
        """What was said."""
        answer = self.http.get("/api/chat/messages", params={"after": after, "wait": wait}, headers=self.headers)
        page: dict[str, Any] = json.loads(answer.text)
        return page

    def hear(self, after: int, *, seconds: float = 30, but: str = "\0") -> dict[str, Any]:
        """The first thing said to the citizen after `after` that does not hold the words `but`."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                messages = self.page(after, wait=2)["messages"]
            except (httpx.HTTPError, ValueError):
                time.sleep(0.3)
                continue
            found = [it for it in messages if it["sender"] != "citizen" and but not in it["text"]]
            if found:
                return dict(found[0])
        raise AssertionError("nothing was said")

    def say(self, text: str | None = None, **fields: Any) -> dict[str, Any]:
        """Send, and hear the answer."""
        return self.hear(self.send(text, **fields))


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The house, up and ready; stopped at the end, with nothing left running."""
    made = House(tmp_path_factory.mktemp("house"))
    made.start()
    yield made
    made.stop()
    assert made.pids("python") == []


@pytest.fixture
def citizen(house: House) -> Citizen:
    """Somebody with a new web chat."""
    house.wait_until(house.is_ready, LONGEST_START)
    return Citizen(house)
