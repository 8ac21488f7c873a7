"""The running app behind an HTTP client, with its worker threads and the engine's stand-in."""

import time
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from bot.app import create_app
from bot.config import Settings
from bot.services import upkeep
from bot.store.database import Database


class Browser:
    """A citizen's client of the web chat's API."""

    def __init__(self, client: TestClient, **session: str) -> None:
        self.client = client
        answer = client.post("/api/chat/sessions", json=session)
        assert answer.status_code == 201, answer.text
        self.token = answer.json()["token"]
        self.headers = {"Authorization": f"Bearer {self.token}"}

    def send(self, text: str | None = None, **fields: Any) -> Any:
        """Send a message; the answer as it came."""
        body = {"id": uuid4().hex} | ({"text": text} if text is not None else {}) | fields
        return self.client.post("/api/chat/messages", json=body, headers=self.headers)

    def read(self, after: int = 0, wait: float = 0) -> Any:
        """What was said after `after`."""
        answer = self.client.get("/api/chat/messages", params={"after": after, "wait": wait}, headers=self.headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def wait_for_answer(self, after: int) -> Any:
        """The first message of another than the citizen after `after`."""
        until = time.monotonic() + 10
        while time.monotonic() < until:
            found = [it for it in self.read(after, wait=1)["messages"] if it["sender"] != "citizen"]
            if found:
                return found[0]
        raise AssertionError("no answer came")


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    """The app, started."""
    database = Database(settings.database)
    upkeep.migrate(database)
    database.close()
    with TestClient(create_app(settings)) as made:
        yield made


@pytest.fixture
def browser(client: TestClient) -> Browser:
    """A citizen with a session."""
    return Browser(client)
